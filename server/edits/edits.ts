import { AppError } from '../platform/app-error.ts';
import type { Edit, Edits } from '../protocol/edits.ts';

/** What of a session must be left for an episode. Ms. */
const leastMs = 1_000;

export type EditsRepository = {
  find(recordingId: string): Promise<Edits | undefined>;
  /**
   * In place of the version before it. False when that is not what is stored: someone else was faster. Who was taken out
   * stays so.
   */
  save(recordingId: string, edits: Omit<Edits, 'forgottenVersion'>): Promise<boolean>;
};

/**
 * Throws `invalid-input` for edits and chapters beyond the recording, for chapters out of order, and when the cuts leave
 * next to nothing.
 */
export function checkEdits(
  { edits, chapters }: Pick<Edits, 'edits' | 'chapters'>,
  durationMs: number,
): void {
  const refuse = (message: string): never => {
    throw new AppError('invalid-input', message);
  };
  if (edits.some(({ fromMs }) => fromMs >= durationMs)) {
    refuse('An edit lies behind the end of the recording.');
  }
  if (keptMs(edits, durationMs) < Math.min(leastMs, durationMs)) {
    refuse('The cuts leave nothing of the recording.');
  }
  chapters?.forEach(({ startMs }, index) => {
    if (startMs >= durationMs) refuse('A chapter lies behind the end of the recording.');
    if (index === 0 && startMs !== 0) refuse('The first chapter begins at 0.');
    if (index > 0 && startMs <= (chapters[index - 1]?.startMs ?? 0)) {
      refuse('Chapters must be in the order of their times.');
    }
  });
}

/** What the cuts leave of a recording. */
export function keptMs(edits: readonly Edit[], durationMs: number): number {
  const cuts = edits.filter(({ kind }) => kind === 'cut');
  let kept = 0;
  let at = 0;
  for (const { fromMs, toMs } of cuts.toSorted((a, b) => a.fromMs - b.fromMs)) {
    kept += Math.max(0, fromMs - at);
    at = Math.max(at, toMs);
  }
  return kept + Math.max(0, durationMs - at);
}
