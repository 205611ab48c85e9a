import path from 'node:path';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { masterArgs, mixArgs, type StemToMix } from '../plan/audio-mix.ts';
import {
  correctMaster,
  firstMaster,
  levelStem,
  parseLoudness,
  type Loudness,
} from '../plan/loudness.ts';
import type { Programme } from '../plan/programme.ts';
import type { Stretch } from '../plan/stretches.ts';
import type { Voice } from './voices.ts';
import { writeWhole } from './write-whole.ts';

type Ready = Pick<Voice, 'peerId' | 'file' | 'loudnessLufs'>;

export type MixInput = {
  stems: readonly Ready[];
  screens: readonly Ready[];
  programme: Programme;
  /** Where the host silenced somebody, on the session clock. */
  mutes: readonly (Stretch & { peerId: string })[];
};
export type MixOutput = {
  /** The master: FLAC, 24 bits, 48 kHz, stereo, as long as the programme. */
  file: string;
  durationMs: number;
  loudness: Loudness;
};

/** The master is kept nearer to the target than its encodings need to be. */
const masterToleranceLu = 0.3;
const mostTries = 3;

/** Levels the stems, adds them up, and masters the sum to the podcast's loudness. */
export const mixStep: Step<MixInput, MixOutput> = {
  name: 'mix',
  version: 4,
  async run({ stems, screens, programme, mutes }, tools) {
    const { durationMs } = programme;
    const toMix = ({ peerId, file, loudnessLufs }: Ready): StemToMix => ({
      file,
      gainDb: levelStem(loudnessLufs),
      mutes: mutes.filter((mute) => mute.peerId === peerId),
    });
    const mixFile = path.join(tools.workDir, 'mix.flac');
    const file = path.join(tools.workDir, 'master.flac');
    const plan = { speech: stems.map(toMix), screens: screens.map(toMix), programme };
    const mixed = await render(mixFile, tools, durationMs, [0, 0.4], (draft) =>
      mixArgs({ ...plan, file: draft }),
    );

    const first = firstMaster(mixed.lufs);
    let settings = first;
    let loudness = mixed;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const current = settings;
      loudness = await render(file, tools, durationMs, [0.4, 1], (draft) =>
        masterArgs({ mixFile, settings: current, file: draft }),
      );
      tools.log.info({ settings, loudness }, 'mastered');
      const next = correctMaster(loudness, settings, first, masterToleranceLu);
      if (!next) break;
      settings = next;
    }
    return { file, durationMs, loudness };
  },
};

/** Runs one pass that writes a file and measures it. `[from, to]` is its share of the step's progress. */
async function render(
  file: string,
  { signal, log, progress }: StepTools,
  durationMs: number,
  [from, to]: readonly [number, number],
  argsFor: (draft: string) => string[],
): Promise<Loudness> {
  let stderr = '';
  await writeWhole(file, async (draft) => {
    const onProgress = (fraction: number): void => progress(from + fraction * (to - from));
    const run = { args: argsFor(draft), durationMs, onProgress, signal, log };
    ({ stderr } = await runFfmpeg(run));
  });
  return parseLoudness(stderr);
}
