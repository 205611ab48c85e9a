import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { toEnvelope } from '../plan/levels.ts';
import { isOnTarget } from '../plan/slice-settings.ts';
import { planSlices } from '../plan/sound-grid.ts';
import { joinSlices, type JoinedSound } from './join-slices.ts';
import { writeLevels } from './levels-file.ts';
import { settleSlices } from './settle-slices.ts';
import type { Stem } from './stems.ts';
import type { Voice } from './voices.ts';

export type SlicesInput = { durationMs: number; takes: readonly RemuxedTake[] };

export type PreparedSound = {
  aac: JoinedSound;
  mp3: JoinedSound;
  stems: Pick<Stem, 'peerId' | 'takeIds' | 'envelope' | 'loudnessLufs'>[];
  voices: Pick<Voice, 'takeIds' | 'loudnessLufs' | 'noiseDb' | 'hasBleed'>[];
};
export type SlicesOutput = {
  /** Null where too little was prepared, or it does not come out as promised: then the whole is made at once. */
  prepared: PreparedSound | null;
};

/** Where slices are made while their session is live. */
export const slicesDirOf = (work: string): string => path.join(work, 'slices');

/** More slices than this share take longer than the whole at once; a few are always worth it. */
const mostShare = 0.7;
const alwaysWorth = 4;

/** Makes what is missing of the slices, and joins them to finished sound. Afterwards they are gone. */
export const slicesStep: Step<SlicesInput, SlicesOutput> = {
  // It does the work of this step; a row of its own would say nothing to hosts.
  name: 'mix',
  version: 1,
  async run(input, tools) {
    const dir = slicesDirOf(tools.files.work);
    try {
      const prepared = await join(input, dir, tools);
      if (prepared) return { prepared };
    } catch (error) {
      tools.signal.throwIfAborted();
      // Nothing that was only to be faster may keep an episode from being made.
      tools.log.warn({ err: error }, 'what was prepared of the sound is of no use');
    }
    await rm(dir, { recursive: true, force: true });
    return { prepared: null };
  },
};

async function join(
  { durationMs, takes }: SlicesInput,
  dir: string,
  { workDir, signal, log, progress }: StepTools,
): Promise<PreparedSound | undefined> {
  const names = await readdir(dir).catch(() => []);
  const made = names.filter((name) => /^slice-\d+\.json$/.test(name)).length;
  const all = planSlices(durationMs).length;
  const most = Math.max(alwaysWorth, Math.floor(mostShare * all));
  const settled =
    made > 0 && all - made <= most
      ? await settleSlices(
          { durationMs, takes, mostToRender: most },
          { workDir: dir, signal, log },
        )
      : undefined;
  progress(0.8);
  const joined =
    settled &&
    (await joinSlices(settled.slices, (codec) => path.join(workDir, `joined.${codec}`)));
  const isGood =
    settled?.isSettled &&
    joined &&
    [joined.aac, joined.mp3].every(({ loudness }) =>
      isOnTarget(loudness.lufs, loudness.truePeakDb),
    );
  log.info({ all, made, rendered: settled?.rendered, joined, isGood }, 'prepared sound joined');
  if (!settled || !isGood) return undefined;
  const stems: PreparedSound['stems'] = [];
  for (const { peerId, takeIds, levels, loudnessLufs } of settled.voices) {
    const envelope = path.join(workDir, `${peerId}.f32`);
    await writeLevels(envelope, toEnvelope(levels));
    stems.push({ peerId, takeIds, envelope, loudnessLufs });
  }
  const voices = settled.voices.map(({ peerId, takeIds }) => {
    const {
      loudnessLufs = null,
      noiseDb = null,
      hasBleed = false,
    } = settled.decisions.voices.get(peerId) ?? {};
    return { takeIds, loudnessLufs, noiseDb, hasBleed };
  });
  // The directory stays: it says that this step was the way.
  for (const name of await readdir(dir)) await rm(path.join(dir, name), { force: true });
  return { ...joined, stems, voices };
}
