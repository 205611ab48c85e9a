import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isThere } from '../../server/platform/is-there.ts';
import type { RecordingHealth } from '../../server/protocol/recording-health.ts';
import type { StepTools } from '../jobs/step.ts';
import { isOnTarget } from '../plan/slice-settings.ts';
import { planSlices } from '../plan/sound-grid.ts';
import { keepEnvelopes, type HeardStem } from './heard-stems.ts';
import { joinSlices, type JoinedSound } from './join-slices.ts';
import { settleSlices, type Settling } from './settle-slices.ts';
import type { Voice } from './voices.ts';

type Joining = Pick<Settling, 'durationMs' | 'takes' | 'clips' | 'clean'> & { outDir: string };

export type PreparedSound = {
  aac: JoinedSound;
  mp3: JoinedSound;
  stems: HeardStem[];
  voices: Omit<Voice, 'file'>[];
};

/** More slices than this share take longer than the whole at once; a few are always worth it. */
const mostShare = 0.7;
const alwaysWorth = 4;

export type JoinedOutput = {
  /** Null where too little was prepared, or it does not come out as promised: then the whole is made at once. */
  prepared: PreparedSound | null;
  /** Why not, for whoever waited longer for their podcast: not of an episode that is made again. */
  because?: NonNullable<RecordingHealth['madeWhole']>;
};

/** Makes what is missing of the slices, and joins them; then they are gone. */
export async function joinPrepared(
  { outDir, ...sound }: Joining,
  tools: Pick<StepTools, 'workDir' | 'signal' | 'log'>,
): Promise<JoinedOutput> {
  const { workDir: dir, log } = tools;
  const fileOf = (codec: 'aac' | 'mp3'): string => path.join(outDir, `joined.${codec}`);
  const names = await readdir(dir).catch(() => []);
  const made = names.filter((name) => /^slice-\d+\.json$/.test(name)).length;
  if (made === 0 && (await isThere(fileOf('aac')))) return { prepared: null };
  const all = planSlices(sound.durationMs).length;
  const most = Math.max(alwaysWorth, Math.floor(mostShare * all));
  const settled =
    made > 0 && all - made <= most
      ? await settleSlices({ ...sound, mostToRender: most }, tools)
      : undefined;
  if (!settled) return { prepared: null, because: 'too-little' };
  const { isSettled, rendered } = settled;
  const joined = await joinSlices(settled.slices, fileOf);
  const isGood =
    isSettled &&
    joined !== undefined &&
    [joined.aac, joined.mp3].every(({ loudness }) =>
      isOnTarget(loudness.lufs, loudness.truePeakDb),
    );
  log.info({ all, made, rendered, isSettled, joined, isGood }, 'prepared sound joined');
  if (!isGood) return { prepared: null, because: 'unusable' };
  const stems = await keepEnvelopes(settled.voices, outDir);
  const voices = settled.voices.map(({ peerId, takeIds }) => {
    const {
      loudnessLufs = null,
      noiseDb = null,
      hasBleed = false,
      overheard = [],
    } = settled.decisions.voices.get(peerId) ?? {};
    return { peerId, takeIds, loudnessLufs, noiseDb, hasBleed, overheard };
  });
  // The directory stays: it says that this step was the way.
  const left = await readdir(dir);
  await Promise.all(left.map((name) => rm(path.join(dir, name), { force: true })));
  return { prepared: { ...joined, stems, voices } };
}
