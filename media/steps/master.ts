import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { masterArgs } from '../plan/audio-mix.ts';
import { correctMaster, firstMaster, parseLoudness, type Loudness } from '../plan/loudness.ts';
import { writeWhole } from './write-whole.ts';

type Rendering = {
  file: string;
  durationMs: number;
  /** Of the step's progress, from 0 to 1. */
  share: readonly [number, number];
};
type Tools = Pick<StepTools, 'signal' | 'log' | 'progress'> & {
  /** Nobody waits for it. */
  isIdle?: boolean;
};

/** The master is kept nearer to the target than its encodings need to be. */
const masterToleranceLu = 0.3;
const mostTries = 3;

/** Brings a sound to the podcast's loudness, and returns what came out. */
export async function master(
  source: string,
  measured: Loudness,
  rendering: Rendering,
  tools: Tools,
): Promise<Loudness> {
  const first = firstMaster(measured.lufs);
  let settings = first;
  for (let tries = 1; ; tries += 1) {
    const current = settings;
    const loudness = await renderMeasured(rendering, tools, (file) =>
      masterArgs({ mixFile: source, settings: current, file }),
    );
    tools.log.info({ settings, loudness }, 'mastered');
    const next = correctMaster(loudness, settings, first, masterToleranceLu);
    if (!next || tries === mostTries) return loudness;
    settings = next;
  }
}

/** Runs one pass that writes a file and measures it. */
export async function renderMeasured(
  { file, durationMs, share: [from, to] }: Rendering,
  { signal, log, progress, isIdle = false }: Tools,
  argsFor: (draft: string) => string[],
): Promise<Loudness> {
  let stderr = '';
  await writeWhole(file, async (draft) => {
    const onProgress = (fraction: number): void => progress(from + fraction * (to - from));
    const run = { args: argsFor(draft), durationMs, onProgress, signal, log, isIdle };
    ({ stderr } = await runFfmpeg(run));
  });
  return parseLoudness(stderr);
}
