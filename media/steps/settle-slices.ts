import { readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { createLanes, type InLane } from '../ffmpeg/create-lanes.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import type { NoiseReduction } from '../plan/clean-voice.ts';
import { lengthsOf, noClips, type Clips } from '../plan/clips.ts';
import {
  areAlike,
  decide,
  judgeVoices,
  settingsOf,
  type Decisions,
} from '../plan/slice-settings.ts';
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
import type { SliceTools } from './slice-stems.ts';

/** Each render may tell more of how loud things are; what is still not alike then is near enough. */
const usualRounds = 3;
/** What was heard before is made again in this share of the time. */
const againShare = 0.4;

export type Settling = {
  /** Of the session: whole frames of the picture where clips follow. */
  durationMs: number;
  takes: readonly RemuxedTake[];
  /** What is heard around it. They lie in the working directory. */
  clips?: Clips;
  /** Only slices that are encoded up to here, on the session clock: all, when not said. */
  untilMs?: number;
  /** More than these would not be worth it: then nothing is made. */
  mostToRender?: number;
  rounds?: number;
  /** Before anything that takes long. Throws when it is to be given up. */
  mayGoOn?: () => Promise<void>;
};

export type Settled = {
  slices: { slice: SoundSlice; made: MadeSlice }[];
  voices: HeardPerson[];
  decisions: Decisions;
  /** How many had to be made. */
  rendered: number;
  /** Some are not as they would be decided now: more rounds were not asked for. */
  isSettled: boolean;
};

/**
 * Makes the slices that are missing, or were made with decisions that nobody would make now. Undefined when they are too
 * many. What is decided comes from all that was heard, by the rules of stems, voices and mix.
 */
export async function settleSlices(
  { durationMs, takes, clips = noClips, ...rest }: Settling,
  given: Omit<SliceTools, 'inLane'>,
  lanes = availableParallelism(),
): Promise<Settled | undefined> {
  const { untilMs = Infinity, mostToRender = Infinity } = rest;
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
  );

  // Of a mix that was never made, only a guess is known.
  const isFirst = made.every((slice) => slice === undefined);
  const rounds = (rest.rounds ?? usualRounds) + Number(isFirst);
  let rendered = 0;
  for (let round = 1; ; round += 1) {
    const decisions = decide(
      judged,
      voices.map((person) => known(person, made)),
      screens.map(({ group, stems }) => ({
        peerId: group.peerId,
        raw: stems.map((stem) => stem?.momentary ?? []),
      })),
      made.flatMap((slice) =>
        slice ? { momentary: slice.master, masterDb: slice.settings.masterDb } : [],
      ),
    );
    const stale = sounds.flatMap((each, index) => {
      const present = {
        voices: each.voices.map(({ peerId }) => peerId),
        screens: each.screens.map(({ peerId }) => peerId),
      };
      const settings = settingsOf(decisions, each.slice.own, present);
      const before = made[index];
      return before && areAlike(before.settings, settings) ? [] : { index, each, settings };
    });
    const missing = stale.filter(({ index }) => made[index] === undefined);
    const effort = missing.length + againShare * (stale.length - missing.length);
    if (round === 1 && effort > mostToRender) return undefined;
    tools.log.debug({ round, stale: stale.length, slices: slices.length }, 'slices decided');
    if (stale.length === 0 || round > rounds) {
      await tidy(tools.workDir, people);
      return {
        slices: slices.map((slice, index) => ({ slice, made: made[index] as MadeSlice })),
        voices: voices.map((person) => toPerson(person, slices)),
        decisions,
        rendered,
        isSettled: stale.length === 0,
      };
    }
    const findQuiet = (peerId: string, reduction: NoiseReduction) =>
      quietIn(voices, slices, peerId, reduction);
    // What is missing tells more of the whole: the others are judged after that, where there is a next round.
    await inLanes(
      round < rounds && missing.length > 0 ? missing : stale,
      async ({ index, each, settings }) => {
        await mayGoOn();
        made[index] = await renderSlice(each, { decisions, settings, findQuiet }, tools);
        rendered += 1;
      },
      undefined,
      // More than there are lanes: one is measured while the next is mixed.
      2 * lanes - 1,
    );
  }
}

/** What a slice is made of stays as long as it may be made again, but for what is quickly made of that. */
async function tidy(workDir: string, people: readonly PersonInSlices[]): Promise<void> {
  const keys = new Set(people.flatMap(({ stems }) => stems.flatMap((stem) => stem?.key ?? [])));
  for (const name of await readdir(workDir)) {
    const key = /^stem-(.+)\.(flac|json)$/.exec(name)?.[1];
    if (name.startsWith('voice-') || (key !== undefined && !keys.has(key)))
      await rm(path.join(workDir, name), { force: true });
  }
}

function known({ group, stems }: PersonInSlices, made: readonly (MadeSlice | undefined)[]) {
  return {
    peerId: group.peerId,
    raw: stems.map((stem) => stem?.momentary ?? []),
    cleaned: made.map((slice) => slice?.voices[group.peerId] ?? []),
  };
}

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
