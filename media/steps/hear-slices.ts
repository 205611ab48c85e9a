import { availableParallelism } from 'node:os';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { levelHz } from '../plan/levels.ts';
import { integrate } from '../plan/momentary.ts';
import type { Overheard } from '../plan/overheard.ts';
import { judgeVoices } from '../plan/slice-settings.ts';
import { planSlices, type SoundSlice } from '../plan/sound-grid.ts';
import { planSounds } from '../plan/sounds.ts';
import { hearSlice, type SliceStem, type SliceTools } from './slice-stems.ts';
import { groupTakes, type TakeGroup } from './stems.ts';

/** One person's sound of one source in each slice; undefined where nothing was sent. */
export type PersonInSlices = { group: TakeGroup; stems: (SliceStem | undefined)[] };

/** One person over the whole session, as far as slices tell. */
export type HeardPerson = {
  peerId: string;
  displayName: string;
  takeIds: string[];
  levels: Float32Array<ArrayBuffer>;
  loudnessLufs: number | null;
};

/**
 * Finds whose microphones hear whom in a session that is over, and makes nothing else of it: notes are kept, sound is not.
 */
export async function compareVoices(
  { durationMs, takes }: { durationMs: number; takes: readonly RemuxedTake[] },
  given: Omit<SliceTools, 'inLane' | 'keepsSound'>,
): Promise<{ peerId: string; overheard: Overheard[] }[]> {
  const slices = planSlices(durationMs);
  const people = await hearAll(
    takes.filter(({ source }) => source === 'microphone'),
    slices,
    { ...given, keepsSound: false, inLane: (work) => work() },
    availableParallelism(),
  );
  const voices = people.map((person) => toPerson(person, slices));
  const judged = judgeVoices(voices, false);
  return [...judged].map(([peerId, { overheard }]) => ({ peerId, overheard }));
}

/** Microphones, and what shared screens played. */
export async function hearAll(
  takes: readonly RemuxedTake[],
  slices: readonly SoundSlice[],
  tools: SliceTools,
  lanes: number,
): Promise<PersonInSlices[]> {
  const groups = [...groupTakes(takes, 'microphone'), ...groupTakes(takes, 'screen-audio')];
  const asked = groups.flatMap((group) => {
    const sounds = group.takes.flatMap((take) =>
      planSounds(take).map((sound) => ({ take, sound })),
    );
    return slices.map((slice) => ({ group: { ...group, sounds }, slice }));
  });
  const stems = await inLanes(
    asked,
    ({ group, slice }) => hearSlice(group, slice, tools),
    undefined,
    lanes,
  );
  return groups.map((group, at) => ({
    group,
    stems: stems.slice(at * slices.length, (at + 1) * slices.length),
  }));
}

const silenceDb = -120;

/** `levelHz` a second, up to where slices reach. */
export function joinLevels(
  stems: readonly (SliceStem | undefined)[],
  slices: readonly SoundSlice[],
): Float32Array<ArrayBuffer> {
  const windows = Math.ceil(((slices.at(-1)?.own.toMs ?? 0) * levelHz) / 1_000);
  const levels = new Float32Array(windows).fill(silenceDb);
  for (const [index, { own }] of slices.entries()) {
    const stem = stems[index];
    if (stem) levels.set(stem.levels, Math.round((own.fromMs * levelHz) / 1_000));
  }
  return levels;
}

export function toPerson(
  { group, stems }: PersonInSlices,
  slices: readonly SoundSlice[],
): HeardPerson {
  return {
    peerId: group.peerId,
    displayName: group.takes.at(-1)?.displayName ?? '',
    takeIds: group.takes.map(({ takeId }) => takeId),
    levels: joinLevels(stems, slices),
    loudnessLufs: integrate(stems.map((stem) => stem?.momentary ?? [])),
  };
}
