import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bleed } from '../contract/bleed.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { stemArgs } from '../plan/audio-stem.ts';
import { parseLevels, toEnvelope } from '../plan/levels.ts';
import { parseLoudness } from '../plan/loudness.ts';
import { drawHush, hushOf } from '../plan/overheard.ts';
import { planSounds } from '../plan/sounds.ts';
import type { Stretch } from '../plan/stretches.ts';
import { writeLevels } from './levels-file.ts';
import { writeWhole } from './write-whole.ts';

/** One person's microphone, or what their screen played, over the whole session. */
export type Stem = {
  peerId: string;
  displayName: string;
  takeIds: string[];
  /** FLAC, 48 kHz, as long as the session; microphones mono, screens stereo. */
  file: string;
  /** Float32 (little endian) dBFS, ten a second over the whole session. */
  envelope: string;
  /** The same, fifty a second. */
  levels: string;
  /** Integrated; null when nothing was to be heard. */
  loudnessLufs: number | null;
  /** Where it was made silent, because nobody was heard there but people who were taken out. */
  hushed?: Stretch[];
};

export type StemsInput = {
  durationMs: number;
  takes: readonly RemuxedTake[];
  /** Of people who were taken out: what microphones heard of them alone is not to be heard. */
  bleed?: readonly Bleed[];
};
export type StemsOutput = {
  durationMs: number;
  /** Microphones. */
  stems: Stem[];
  /** What shared screens played. */
  screens: Stem[];
};

type StemTools = Pick<StepTools, 'workDir' | 'signal' | 'log' | 'progress'>;

export const stemsStep: Step<StemsInput, StemsOutput> = {
  name: 'stems',
  version: 4,
  run: (input, tools) => makeStems(input, tools),
};

/** Brings every voice onto the session clock, one file per person. */
export async function makeStems(
  { durationMs, takes, bleed = [] }: StemsInput,
  tools: StemTools,
): Promise<StemsOutput> {
  const voices = groupTakes(takes, 'microphone');
  const screens = groupTakes(takes, 'screen-audio');
  const made = await inLanes(
    [...voices, ...screens],
    (group, onProgress) => {
      const isVoice = group.source === 'microphone';
      const hushed = isVoice ? hushOf(group.peerId, bleed) : [];
      return makeStem({ group, durationMs, hushed, onProgress }, tools);
    },
    tools.progress,
  );
  return {
    durationMs,
    stems: made.slice(0, voices.length),
    screens: made.slice(voices.length),
  };
}

export type TakeGroup = {
  peerId: string;
  source: 'microphone' | 'screen-audio';
  takes: RemuxedTake[];
};

/** One person's takes of one source, in order of time. */
export function groupTakes(
  takes: readonly RemuxedTake[],
  source: 'microphone' | 'screen-audio',
): TakeGroup[] {
  const groups = new Map<string, TakeGroup>();
  const heard = takes.filter((take) => take.source === source && take.frames > 0);
  for (const take of heard.toSorted((a, b) => a.firstMs - b.firstMs)) {
    const group = groups.get(take.peerId) ?? { peerId: take.peerId, source, takes: [] };
    group.takes.push(take);
    groups.set(take.peerId, group);
  }
  return [...groups.values()];
}

type Hearing = {
  group: TakeGroup;
  durationMs: number;
  hushed?: Stretch[];
  onProgress: (fraction: number) => void;
};

async function makeStem(hearing: Hearing, tools: StemTools): Promise<Stem> {
  const { takes, peerId, source } = hearing.group;
  const { hushed = [] } = hearing;
  const base = path.join(tools.workDir, `${source}-${peerId}`);
  let heard: Heard = { levels: new Float32Array(), loudnessLufs: null };
  await writeWhole(`${base}.flac`, async (stemFile) => {
    heard = await hear(hearing, stemFile, tools);
  });
  await writeLevels(`${base}.f32`, toEnvelope(heard.levels));
  await writeLevels(`${base}.levels`, heard.levels);
  return {
    peerId,
    // The name last used: someone may have corrected it between two takes.
    displayName: takes.at(-1)?.displayName ?? '',
    takeIds: takes.map(({ takeId }) => takeId),
    file: `${base}.flac`,
    envelope: `${base}.f32`,
    levels: `${base}.levels`,
    loudnessLufs: heard.loudnessLufs,
    ...(hushed.length > 0 ? { hushed } : {}),
  };
}

type Heard = Pick<Stem, 'loudnessLufs'> & { levels: Float32Array<ArrayBuffer> };

async function hear(
  { group: { takes, source }, durationMs, hushed = [], onProgress }: Hearing,
  stemFile: string,
  { workDir, signal, log }: StemTools,
): Promise<Heard> {
  const listing = `${takes[0]?.takeId ?? ''}.txt`;
  const sounds = takes.flatMap(planSounds);
  const channels = source === 'microphone' ? 'mono' : 'stereo';
  const gainFile = hushed.length > 0 ? `${takes[0]?.takeId ?? ''}.gain` : undefined;
  if (gainFile) await writeLevels(path.join(workDir, gainFile), drawHush(hushed, durationMs));
  const args = stemArgs({
    sounds,
    durationMs,
    channels,
    stemFile,
    levelsFile: listing,
    gainFile,
  });
  const { stderr } = await runFfmpeg({
    ...{ args, cwd: workDir, durationMs, onProgress, signal, log },
  });
  if (gainFile) await rm(path.join(workDir, gainFile));
  const levels = parseLevels(await readFile(path.join(workDir, listing), 'utf8'));
  await rm(path.join(workDir, listing));
  return { levels, loudnessLufs: parseLoudness(stderr).lufs };
}
