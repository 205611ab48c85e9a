import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { measureArgs } from '../plan/audio-encode.ts';
import {
  correctMaster,
  loudnessTarget,
  parseLoudness,
  type Loudness,
  type MasterSettings,
} from '../plan/loudness.ts';
import { writeWhole } from './write-whole.ts';

const mostTries = 3;
/** Leaves a tenth to the next measuring tool. */
const toleranceLu = loudnessTarget.toleranceLu - 0.1;
/** What the master already is. */
const untouched: MasterSettings = { gainDb: 0, limitDb: loudnessTarget.truePeakDbtp - 0.5 };

/**
 * Encodes, decodes again and measures; where the codec made it too loud, too quiet or too peaked, encodes once more with
 * that taken into account. Returns what the finished file measures.
 */
export async function encodeToTarget(
  job: { file: string; durationMs: number; onProgress: (fraction: number) => void },
  argsFor: (correction: MasterSettings | undefined, draft: string) => string[],
  { signal, log }: Pick<StepTools, 'signal' | 'log'>,
): Promise<Loudness> {
  const { file, durationMs } = job;
  let settings = untouched;
  for (let tries = 1; ; tries += 1) {
    const correction = settings === untouched ? undefined : settings;
    await writeWhole(file, async (draft) => {
      const onProgress = (fraction: number): void => job.onProgress(fraction * 0.6);
      await runFfmpeg({
        args: argsFor(correction, draft),
        durationMs,
        onProgress,
        signal,
        log,
      });
    });
    const onProgress = (fraction: number): void => job.onProgress(0.6 + fraction * 0.4);
    const run = { args: measureArgs(file), durationMs, onProgress, signal, log };
    const made = parseLoudness((await runFfmpeg(run)).stderr);
    const next = correctMaster(made, settings, untouched, toleranceLu);
    if (!next) return made;
    if (tries === mostTries) {
      log.warn({ made }, 'loudness is off target and stays so');
      return made;
    }
    settings = next;
  }
}
