/** So many presses lie between hardly anything and all there is. */
export const volumeSteps = 5;

/** From 1 to volumeSteps, for people; `volume` from 0 to 1, as audio elements take it. */
export const volumeStep = (volume: number): number => Math.round(volume * volumeSteps);

/** One press louder or softer. Never silent: who wants silence leaves, or presses the phone's own button. */
export function nextVolume(volume: number, direction: 'louder' | 'softer'): number {
  const next = volumeStep(volume) + (direction === 'louder' ? 1 : -1);
  return Math.min(volumeSteps, Math.max(1, next)) / volumeSteps;
}
