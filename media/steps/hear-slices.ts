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

type Hearing = {
  durationMs: number;
  takes: readonly RemuxedTake[];
  /** Only slices that are encoded up to here, on the session clock. */
  untilMs: number;
  /** Before anything that takes long. Throws when it is to be given up. */
  mayGoOn: () => Promise<void>;
};

/** Only hears who speaks, one slice after the other, and makes nothing of it: notes are kept, sound is not. */
export async function hearVoices(
  { durationMs, takes, untilMs, mayGoOn }: Hearing,
  given: Omit<SliceTools, 'inLane' | 'keepsSound'>,
  lanes = 1,
): Promise<{ slices: SoundSlice[]; voices: HeardPerson[] }> {
  const slices = planSlices(durationMs).filter(({ encoded }) => encoded.toMs <= untilMs);
  const voices = await hearAll(
    takes.filter(({ source }) => source === 'microphone'),
    slices,
    { ...given, keepsSound: false, inLane: (work) => mayGoOn().then(work) },
    lanes,
  );
  return { slices, voices: voices.map((person) => toPerson(person, slices)) };
}

/** Finds whose microphones hear whom in a session that is over, and makes nothing else of it. */
export async function compareVoices(
  { durationMs, takes }: Pick<Hearing, 'durationMs' | 'takes'>,
  given: Omit<SliceTools, 'inLane' | 'keepsSound'>,
): Promise<{ peerId: string; overheard: Overheard[] }[]> {
  const all = { durationMs, takes, untilMs: Infinity, mayGoOn: () => Promise.resolve() };
  const { voices } = await hearVoices(all, given, availableParallelism());
  return [...judgeVoices(voices)].map(([peerId, { overheard }]) => ({ peerId, overheard }));
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
