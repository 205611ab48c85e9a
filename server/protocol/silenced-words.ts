import { joinStretches, toProgrammeMs, type Stretch } from './episode-clock.ts';
import type { Edit } from './edits.ts';

/** A stretch in which a host silenced somebody, by the name in the room. */
export type Silence = Stretch & { speaker: string };

/** Of a cue that is shortened to less than this, nobody could say which words are left. */
const leastShare = 1 / 2;

type Spoken = Stretch & { speaker?: string | undefined };

type HeardOf = {
  /** On frames: cutsOnFrames. */
  cuts: readonly Stretch[];
  silences: readonly Silence[];
  /** Who spoke, by name. */
  people: ReadonlySet<string>;
};

/** What hosts silenced of people, by their names. What a screen played is nobody's words. */
export const silencesOf = (
  edits: readonly Edit[],
  nameOf: (peerId: string) => string,
): Silence[] =>
  edits.flatMap((edit) =>
    edit.kind === 'mute' && !edit.source
      ? [{ fromMs: edit.fromMs, toMs: edit.toMs, speaker: nameOf(edit.peerId) }]
      : [],
  );

/** Nobody can tell whose words they are: they have no name, or one that nobody has who spoke. */
const isNobodys = ({ speaker }: Spoken, people: ReadonlySet<string>): boolean =>
  speaker === undefined || !people.has(speaker);

/**
 * Whether a cue's words are in the episode: not cut out, and not silenced. Those of nobody known may be of anybody who is
 * silenced.
 */
export function isHeard(cue: Spoken, { cuts, silences, people }: HeardOf): boolean {
  const { fromMs, toMs, speaker } = cue;
  const isAnybodys = isNobodys(cue, people);
  const silenced = joinStretches(
    silences.filter((silence) => isAnybodys || silence.speaker === speaker),
  ).map((silence) => Math.min(silence.toMs, toMs) - Math.max(silence.fromMs, fromMs));
  const leftMs = toProgrammeMs(cuts, toMs) - toProgrammeMs(cuts, fromMs);
  const heardMs = leftMs - silenced.reduce((sum, ms) => sum + Math.max(0, ms), 0);
  return heardMs >= (toMs - fromMs) * leastShare;
}

/** The cues that are left out since nobody can tell whose they are: of somebody who is not silenced they would be heard. */
export function listUnclear<C extends Spoken>(cues: readonly C[], heard: HeardOf): C[] {
  if (heard.silences.length === 0) return [];
  const unsilenced = { ...heard, silences: [] };
  return cues.filter(
    (cue) => isNobodys(cue, heard.people) && isHeard(cue, unsilenced) && !isHeard(cue, heard),
  );
}
