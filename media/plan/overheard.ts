import type { Bleed } from '../contract/bleed.ts';
import { audibleDb, loudestArriving, type BleedPath, type Heard } from './bleed.ts';
import { levelHz } from './levels.ts';
import type { RecordedMedia } from './missing.ts';
import type { Mute } from './mutes.ts';
import { joinStretches, withoutStretches, type Stretch } from './stretches.ts';
import { gainHz, type Run } from './voice-gain.ts';

type Places = {
  /** And nothing of its own. */
  stretches: Stretch[];
  /** Beneath what its own person says. */
  beneath: Stretch[];
};
/** Where a microphone hears one of the others, by their place among them. */
export type OverheardFrom = Places & { from: number };
/** The same by whose voice it is. */
export type Overheard = Places & { peerId: string };

const windowMs = 1_000 / levelHz;
/** Around what is loud enough to be heard: the soft ends of words. Ms. */
const marginMs = 100;
/** Between somebody's words there are none of this microphone's own either. Ms. */
const bridgeMs = 1_000;
/** What is left of it between two of its own words is none. Ms. */
const shortestMs = 100;
/** Nor is it to be made out in less of its own person's words. Ms. */
const shortestBeneathMs = 500;
/** From sound to silence and back, within the stretch. Values of a gain curve. */
const fade = Math.round(0.02 * gainHz);

/**
 * When a microphone hears somebody else. While its own person says nothing: that is to be silent once that somebody is
 * taken out. While they speak, nothing takes it away: whoever answers for the episode is to listen there. Both can be found
 * from both together only.
 * @param speech of its own, from findOwnSpeech.
 */
export function findOverheard(
  path: BleedPath,
  heard: readonly Heard[],
  speech: readonly Run[],
): OverheardFrom {
  const { from } = path;
  const { levels = new Float32Array(), voice } = heard[from] ?? {};
  if (!voice) return { from, stretches: [], beneath: [] };
  const talking: Stretch[] = [];
  for (let window = 0; window < levels.length; window += 1) {
    if (loudestArriving(levels, path, window) <= voice.speechDb - audibleDb) continue;
    const fromMs = Math.max(0, window * windowMs - marginMs);
    const toMs = (window + 1) * windowMs + marginMs;
    const last = talking.at(-1);
    if (last && fromMs - last.toMs <= bridgeMs) last.toMs = toMs;
    else talking.push({ fromMs, toMs });
  }
  const own = speech.map((run) => ({ fromMs: run.from * windowMs, toMs: run.to * windowMs }));
  const alone = talking.map((stretch) => withoutStretches(stretch, own));
  const beneath = talking.flatMap((stretch, at) => withoutStretches(stretch, alone[at] ?? []));
  return {
    from,
    stretches: alone.flat().filter(lastsFor(shortestMs)),
    beneath: beneath.filter(lastsFor(shortestBeneathMs)),
  };
}

const lastsFor =
  (leastMs: number) =>
  ({ fromMs, toMs }: Stretch): boolean =>
    toMs - fromMs >= leastMs;

export const nameOverheard = (
  found: readonly OverheardFrom[] = [],
  people: readonly { peerId: string }[],
): Overheard[] =>
  found.map(({ from, ...places }) => ({ peerId: people[from]?.peerId ?? '', ...places }));

/**
 * What is to be silent elsewhere once a take is taken out, by microphone's take: nothing for one that no other microphone
 * heard, or that let nothing be heard. Of what came and was not kept it is not known.
 * @param voices everybody whose microphone was compared.
 */
export function bleedOfTakes(
  voices: readonly { peerId: string; overheard: readonly Overheard[] }[],
  { takes, events, shedTakeIds = [] }: Pick<RecordedMedia, 'takes' | 'events' | 'shedTakeIds'>,
): Map<string, Bleed[]> {
  const silent = events.flatMap((event) =>
    event.type === 'take.start' && event.source === 'microphone' ? event.takeId : [],
  );
  const bleed = new Map<string, Bleed[]>(silent.map((takeId) => [takeId, []]));
  for (const takeId of shedTakeIds) bleed.delete(takeId);
  for (const { takeId, source, peerId, firstMs, lastMs } of takes) {
    if (source !== 'microphone') continue;
    // What comes over comes later, and joins words.
    const isOfTake = ({ fromMs, toMs }: Stretch): boolean =>
      toMs > firstMs && fromMs < lastMs + bridgeMs;
    const heard = voices.map((listener) => {
      const ofPerson = listener.overheard.filter((one) => one.peerId === peerId);
      return {
        peerId: listener.peerId,
        stretches: ofPerson.flatMap(({ stretches }) => stretches).filter(isOfTake),
        beneath: ofPerson.flatMap(({ beneath }) => beneath).filter(isOfTake),
      };
    });
    bleed.set(
      takeId,
      heard.filter(({ stretches, beneath }) => stretches.length + beneath.length > 0),
    );
  }
  return bleed;
}

/** Near ones are listened to at once. Ms. */
const besideMs = 5_000;

/**
 * Where people who were taken out may still be heard, beneath the words of somebody who is in the episode; in order of
 * time.
 * @param people those whose microphones are in it, with the name last used.
 */
export function listBeneath(
  bleed: readonly Bleed[],
  people: ReadonlyMap<string, string>,
): (Stretch & { displayName: string })[] {
  return [...people]
    .flatMap(([peerId, displayName]) =>
      joinStretches(
        bleed.filter((each) => each.peerId === peerId).flatMap(({ beneath }) => beneath),
        besideMs,
      ).map((stretch) => ({ ...stretch, displayName })),
    )
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/**
 * Where a microphone hears somebody whom a host silenced, and nothing of its own person: it is silent there, too, or their
 * words would be left as an echo. Beneath its own person's words nothing can be taken away.
 */
export const hushOfSilenced = (
  overheard: readonly Overheard[],
  mutes: readonly Mute[],
): Stretch[] =>
  joinStretches(
    mutes.flatMap(({ peerId, source, ...mute }) =>
      overheard
        .filter((one) => source === undefined && one.peerId === peerId)
        .flatMap(({ stretches }) => stretches)
        .map(({ fromMs, toMs }) => ({
          fromMs: Math.max(fromMs, mute.fromMs),
          // What comes over comes later.
          toMs: Math.min(toMs, mute.toMs + bridgeMs),
        })),
    ),
  );

/** The stretches in which one microphone is to be silent. */
export const hushOf = (peerId: string, bleed: readonly Bleed[]): Stretch[] =>
  joinStretches(
    bleed.filter((each) => each.peerId === peerId).flatMap((each) => each.stretches),
  );

/** A gain curve, `gainHz` values a second: nothing in these stretches, and everything else as it is. */
export function drawHush(
  stretches: readonly Stretch[],
  durationMs: number,
): Float32Array<ArrayBuffer> {
  const gain = new Float32Array(Math.ceil((durationMs * gainHz) / 1_000) + gainHz).fill(1);
  for (const { fromMs, toMs } of stretches) {
    const from = Math.round((fromMs * gainHz) / 1_000);
    const to = Math.round((toMs * gainHz) / 1_000);
    for (let at = from; at < to; at += 1) {
      gain[at] = Math.max(0, 1 - Math.min(at - from, to - 1 - at) / fade);
    }
  }
  return gain;
}
