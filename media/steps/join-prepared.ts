import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { StepTools } from '../jobs/step.ts';
import { isOnTarget } from '../plan/slice-settings.ts';
import { planSlices } from '../plan/sound-grid.ts';
import { keepEnvelopes, type HeardStem } from './heard-stems.ts';
import { joinSlices, type JoinedSound } from './join-slices.ts';
import { settleSlices } from './settle-slices.ts';
import type { Voice } from './voices.ts';

type Joining = { durationMs: number; takes: readonly RemuxedTake[]; outDir: string };

export type PreparedSound = {
  aac: JoinedSound;
  mp3: JoinedSound;
  stems: HeardStem[];
  voices: Omit<Voice, 'file'>[];
};

/** More slices than this share take longer than the whole at once; a few are always worth it. */
const mostShare = 0.7;
const alwaysWorth = 4;

/**
 * Makes what is missing of the slices, and joins them; then they are gone. Null where too little was prepared, or what was
 * joined does not come out as promised.
 */
export async function joinPrepared(
  { durationMs, takes, outDir }: Joining,
  tools: Pick<StepTools, 'workDir' | 'signal' | 'log'>,
): Promise<PreparedSound | null> {
  const { workDir: dir, log } = tools;
  const names = await readdir(dir).catch(() => []);
  const made = names.filter((name) => /^slice-\d+\.json$/.test(name)).length;
  const all = planSlices(durationMs).length;
  const most = Math.max(alwaysWorth, Math.floor(mostShare * all));
  const settled =
    made > 0 && all - made <= most
      ? await settleSlices({ durationMs, takes, mostToRender: most }, tools)
      : undefined;
  const joined =
    settled &&
    (await joinSlices(settled.slices, (codec) => path.join(outDir, `joined.${codec}`)));
  const isGood =
    settled?.isSettled &&
    joined &&
    [joined.aac, joined.mp3].every(({ loudness }) =>
      isOnTarget(loudness.lufs, loudness.truePeakDb),
    );
  log.info({ all, made, rendered: settled?.rendered, joined, isGood }, 'prepared sound joined');
  if (!settled || !isGood) return null;
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
  return { ...joined, stems, voices };
}
