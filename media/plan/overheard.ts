import type { Bleed } from '../contract/bleed.ts';
import { audibleDb, loudestArriving, type BleedPath, type Heard } from './bleed.ts';
import { levelHz } from './levels.ts';
import type { RecordedMedia } from './missing.ts';
import { joinStretches, withoutStretches, type Stretch } from './stretches.ts';
import { gainHz, type Run } from './voice-gain.ts';

/** Where a microphone hears one of the others, by their place among them, and none of its own. */
export type OverheardFrom = { from: number; stretches: Stretch[] };
/** The same by whose voice it is. */
export type Overheard = { peerId: string; stretches: Stretch[] };

const windowMs = 1_000 / levelHz;
/** Around what is loud enough to be heard: the soft ends of words. Ms. */
const marginMs = 100;
/** Between somebody's words there are none of this microphone's own either. Ms. */
const bridgeMs = 1_000;
/** What is left of it between two of its own words is none. Ms. */
const shortestMs = 100;
/** From sound to silence and back, within the stretch. Values of a gain curve. */
const fade = Math.round(0.02 * gainHz);

/**
 * When a microphone hears somebody else while its own person says nothing: what is to be silent once that somebody is
 * taken out, since it can be found from both together only.
 * @param speech of its own, from findOwnSpeech.
 */
export function findOverheard(
  path: BleedPath,
  heard: readonly Heard[],
  speech: readonly Run[],
): OverheardFrom {
  const { from } = path;
  const { levels = new Float32Array(), voice } = heard[from] ?? {};
  if (!voice) return { from, stretches: [] };
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
  const stretches = talking
    .flatMap((stretch) => withoutStretches(stretch, own))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs);
  return { from, stretches };
}

export const nameOverheard = (
  found: readonly OverheardFrom[] = [],
  people: readonly { peerId: string }[],
): Overheard[] =>
  found.map(({ from, stretches }) => ({ peerId: people[from]?.peerId ?? '', stretches }));

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
    const heard = voices.map((listener) => ({
      peerId: listener.peerId,
      stretches: listener.overheard
        .flatMap((one) => (one.peerId === peerId ? one.stretches : []))
        .filter(isOfTake),
    }));
    bleed.set(
      takeId,
      heard.filter(({ stretches }) => stretches.length > 0),
    );
  }
  return bleed;
}

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
