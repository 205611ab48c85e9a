import { joinStretches, type Stretch } from './episode-clock.ts';
import type { Edit } from './edits.ts';

/** A stretch in which a host silenced somebody, by the name in the room. */
export type Silence = Stretch & { speaker: string };

/** Where cues begin and end is not exact: so much of either end is cut without a word. Ms. */
const inexactMs = 300;

type Spoken = Stretch & { speaker?: string | undefined };

/** What decides whether words are heard. */
export type HeardOf = {
  /** On frames: cutsOnFrames. */
  cuts: readonly Stretch[];
  silences: readonly Silence[];
  /** Who spoke, by name. */
  people: ReadonlySet<string>;
};

/**
 * What hosts silenced of people, by each of their names: of everybody who had the same one last, as of their sound
 * (media/plan/mutes.ts). What a screen played is nobody's words.
 * @param takes in order of time.
 */
export function silencesOf(
  edits: readonly Edit[],
  takes: readonly { peerId: string; displayName: string }[],
): Silence[] {
  const lastNames = new Map(takes.map(({ peerId, displayName }) => [peerId, displayName]));
  return edits.flatMap((edit) => {
    if (edit.kind !== 'mute' || edit.source) return [];
    const { fromMs, toMs } = edit;
    const last = lastNames.get(edit.peerId) ?? '';
    const names = takes
      .filter(({ peerId }) => lastNames.get(peerId) === last)
      .map(({ displayName }) => displayName);
    return [...new Set([last, ...names])].map((speaker) => ({ fromMs, toMs, speaker }));
  });
}

/** Nobody can tell whose words they are: they have no name, or one that nobody has who spoke. */
const isNobodys = ({ speaker }: Spoken, people: ReadonlySet<string>): boolean =>
  speaker === undefined || !people.has(speaker);

/** Of a short cue it would be all. */
const inexactMsOf = ({ fromMs, toMs }: Stretch): number =>
  Math.min(inexactMs, (toMs - fromMs) / 4);

const isTouched = (a: Stretch, b: Stretch): boolean => a.fromMs < b.toMs && b.fromMs < a.toMs;

/**
 * What of a cue is cut out of the episode or silenced in it, in order and apart from each other. Words of nobody known may be
 * of anybody who is silenced.
 */
export function listMissing(cue: Spoken, { cuts, silences, people }: HeardOf): Stretch[] {
  const { fromMs, toMs, speaker } = cue;
  const isAnybodys = isNobodys(cue, people);
  const inexact = inexactMsOf(cue);
  const words = { fromMs: fromMs + inexact, toMs: toMs - inexact };
  const missing = [
    ...silences.filter(
      (silence) => (isAnybodys || silence.speaker === speaker) && isTouched(silence, cue),
    ),
    ...cuts.filter((cut) => isTouched(cut, words)),
  ];
  return joinStretches(
    missing.map((gone) => ({
      fromMs: Math.max(gone.fromMs, fromMs),
      toMs: Math.min(gone.toMs, toMs),
    })),
  );
}

/** Whether all of a cue is in the episode. Of others nobody could say which words are left. */
export const isHeard = (cue: Spoken, heard: HeardOf): boolean =>
  listMissing(cue, heard).length === 0;

/** The cues that are left out since nobody can tell whose they are: of somebody who is not silenced they would be heard. */
export function listUnclear<C extends Spoken>(cues: readonly C[], heard: HeardOf): C[] {
  if (heard.silences.length === 0) return [];
  const unsilenced = { ...heard, silences: [] };
  return cues.filter(
    (cue) => isNobodys(cue, heard.people) && isHeard(cue, unsilenced) && !isHeard(cue, heard),
  );
}

/** The other cues that are left out though something of them is heard, with what is not. */
export function listPartly<C extends Spoken>(
  cues: readonly C[],
  heard: HeardOf,
): { cue: C; missing: Stretch[] }[] {
  const unclear = new Set(listUnclear(cues, heard));
  return cues.flatMap((cue) => {
    const missing = listMissing(cue, heard);
    if (missing.length === 0 || unclear.has(cue)) return [];
    const goneMs = missing.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    const isLeft = cue.toMs - cue.fromMs - goneMs > inexactMsOf(cue);
    return isLeft ? [{ cue, missing }] : [];
  });
}
