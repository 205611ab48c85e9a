import { readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { createLanes, type InLane } from '../ffmpeg/create-lanes.ts';
import type { NoiseReduction } from '../plan/clean-voice.ts';
import { lengthsOf, noClips, type Clips } from '../plan/clips.ts';
import { judgeVoices, type Raw } from '../plan/slice-settings.ts';
import { planSlices, sliceMs, type SoundSlice } from '../plan/sound-grid.ts';
import {
  hearAll,
  joinLevels,
  toPerson,
  type HeardPerson,
  type PersonInSlices,
} from './hear-slices.ts';
import { clipsIn, joinClips } from './slice-clips.ts';
import { findSlice, renderSlice, type MadeSlice, type SliceSounds } from './render-slice.ts';
import { settleRounds, type Settled } from './settle-rounds.ts';
import type { SliceTools } from './slice-stems.ts';

export type Settling = {
  /** Of the session: whole frames of the picture where clips follow. */
  durationMs: number;
  takes: readonly RemuxedTake[];
  /** What is heard around it. They lie in the working directory. */
  clips?: Clips;
  /** False: voices stay as they are. */
  clean?: boolean;
  /** Only slices that are encoded up to here, on the session clock: all, when not said. */
  untilMs?: number;
  /** More than these would not be worth it: then nothing is made. */
  mostToRender?: number;
  rounds?: number;
  /** Before anything that takes long. Throws when it is to be given up. */
  mayGoOn?: () => Promise<void>;
};

export type SettledSlices = Omit<Settled<MadeSlice>, 'made'> & {
  slices: { slice: SoundSlice; made: MadeSlice }[];
  voices: HeardPerson[];
};

/**
 * Makes the slices that are missing, or were made with decisions that nobody would make now. Undefined when they are too
 * many. What is decided comes from all that was heard, by the rules of stems, voices and mix.
 */
export async function settleSlices(
  { durationMs, takes, clips = noClips, clean = true, ...rest }: Settling,
  given: Omit<SliceTools, 'inLane'>,
  lanes = availableParallelism(),
): Promise<SettledSlices | undefined> {
  const { untilMs = Infinity, mostToRender = Infinity, rounds } = rest;
  const mayGoOn = rest.mayGoOn ?? (() => Promise.resolve());
  const inLane = createLanes(lanes);
  const tools: SliceTools = { ...given, inLane };
  const whenAllowed: InLane = (work) => inLane(() => mayGoOn().then(work));
  const slices = planSlices(durationMs, lengthsOf(clips)).filter(
    ({ rendered }) => rendered.toMs <= untilMs,
  );
  const around = await joinClips(clips, whenAllowed, given);
  const people = await hearAll(takes, slices, { ...tools, inLane: whenAllowed }, lanes);
  const voices = people.filter(({ group }) => group.source === 'microphone');
  const screens = people.filter(({ group }) => group.source === 'screen-audio');
  const soundsOf = (index: number): SliceSounds => ({
    slice: slices[index] as SoundSlice,
    voices: voices.flatMap(({ stems }) => stems[index] ?? []),
    screens: screens.flatMap(({ stems }) => stems[index] ?? []),
    clips: clipsIn(slices[index] as SoundSlice, around),
  });
  const sounds = slices.map((_, index) => soundsOf(index));
  const made: (MadeSlice | undefined)[] = [];
  for (const each of sounds) made.push(await findSlice(each, tools));
  const judged = judgeVoices(
    voices.map(({ group: { peerId }, stems }) => ({
      peerId,
      levels: joinLevels(stems, slices),
    })),
    clean,
  );

  const findQuiet = (peerId: string, reduction: NoiseReduction) =>
    quietIn(voices, slices, peerId, reduction);
  const settled = await settleRounds(
    {
      ...{ judged, made, voices: voices.map(rawOf), screens: screens.map(rawOf) },
      slices: sounds.map((each) => ({
        own: each.slice.own,
        lengthMs: each.slice.encoded.toMs - each.slice.encoded.fromMs,
        present: {
          voices: each.voices.map(({ peerId }) => peerId),
          screens: each.screens.map(({ peerId }) => peerId),
        },
      })),
    },
    async (index, decisions, settings) => {
      await mayGoOn();
      return renderSlice(
        sounds[index] as SliceSounds,
        { decisions, settings, findQuiet },
        tools,
      );
    },
    // More than there are lanes: one is measured while the next is mixed.
    { rounds, mostToRender, atOnce: 2 * lanes - 1, log: tools.log },
  );
  if (!settled) return undefined;
  await tidy(tools.workDir, people);
  return {
    ...settled,
    slices: slices.map((slice, index) => ({ slice, made: settled.made[index] as MadeSlice })),
    voices: voices.map((person) => toPerson(person, slices)),
  };
}

/** What a slice is made of stays as long as it may be made again. */
async function tidy(workDir: string, people: readonly PersonInSlices[]): Promise<void> {
  const keys = new Set(people.flatMap(({ stems }) => stems.flatMap((stem) => stem?.key ?? [])));
  for (const name of await readdir(workDir)) {
    const key = /^stem-(.+)\.(flac|json)$/.exec(name)?.[1];
    if (key !== undefined && !keys.has(key))
      await rm(path.join(workDir, name), { force: true });
  }
}

const rawOf = ({ group, stems }: PersonInSlices): Raw => ({
  peerId: group.peerId,
  raw: stems.map((stem) => stem?.momentary ?? []),
});

function quietIn(
  people: readonly PersonInSlices[],
  slices: readonly SoundSlice[],
  peerId: string,
  reduction: NoiseReduction,
) {
  const { fromMs, toMs } = reduction.learnFrom;
  const index = Math.floor((fromMs + toMs) / 2 / sliceMs);
  const stem = people.find(({ group }) => group.peerId === peerId)?.stems[index];
  const slice = slices[index];
  if (!stem || !slice) return undefined;
  const startMs = slice.rendered.fromMs;
  const learnFrom = { fromMs: Math.max(0, fromMs - startMs), toMs: toMs - startMs };
  return { stem, reduction: { ...reduction, learnFrom } };
}
