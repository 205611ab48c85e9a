import type { Arrival } from './written-recording.ts';

/** What is reported while no picture comes: nothing, what the media worker takes the clock to be, or what it is. */
export type IdleReports = 'none' | 'by the worker’s clock' | 'by the sender’s clock';

const clockRate = 90_000;
const frameMs = 1_000 / 30;

/**
 * A shared screen that sends pictures at given times only, in ms, from a sender whose clock is off. A report comes each
 * second.
 */
export function screenArrivals({
  frames,
  capturedMs,
  endMs,
  ppm,
  delayMs,
  reports,
}: {
  /** White and a keyframe each second: what is captured on the second is. */
  frames: readonly Buffer[][];
  capturedMs: readonly number[];
  endMs: number;
  ppm: number;
  /** From capture to arrival. */
  delayMs: number;
  reports: IdleReports;
}): Arrival[] {
  const timestampAt = (ms: number): number =>
    Math.round((ms * (1 + ppm / 1e6) * clockRate) / 1_000);
  const arrivals: Arrival[] = [];
  let sequence = 0;
  for (const ms of capturedMs) {
    const payloads = frames[Math.round(ms / frameMs) % frames.length]!;
    for (const [n, payload] of payloads.entries()) {
      arrivals.push({
        ...{ atMs: ms + delayMs, sequence, timestamp: timestampAt(ms) },
        ...{ marker: n === payloads.length - 1, payload },
      });
      sequence += 1;
    }
  }
  // One comes right before a picture of a whole second does.
  for (let atMs = 1_000; atMs < endMs; atMs += 1_000) {
    const lastMs = capturedMs.findLast((ms) => ms + delayMs <= atMs)!;
    const idleMs = atMs - (lastMs + delayMs);
    if (reports === 'none' && idleMs > 2_000) continue;
    const countedOn = timestampAt(lastMs) + Math.round((idleMs * clockRate) / 1_000);
    const timestamp =
      reports === 'by the sender’s clock' ? timestampAt(atMs - delayMs) : countedOn;
    arrivals.push({ atMs, report: { captureMs: atMs, timestamp } });
  }
  return arrivals.sort((x, y) => x.atMs - y.atMs);
}
