import type { Cue } from '../../server/protocol/transcripts.ts';

/** What was recognised in one person's sound. */
export type Recognised = {
  speaker: string;
  cues: readonly Omit<Cue, 'cueId'>[];
  /** dBFS, ten a second, of the same sound. */
  levels: ArrayLike<number>;
};

/** Nobody speaks below this. Programs that know only speech hear some in silence too. */
const silenceDb = -50;

/** One transcript of all: each with the name that is certain, without what was heard where nobody spoke. */
export function joinRecognised(people: readonly Recognised[], newId: () => string): Cue[] {
  return people
    .flatMap(({ speaker, cues, levels }) =>
      cues
        .filter((cue) => wasSpoken(cue, levels))
        .map(({ fromMs, toMs, text }) => ({
          ...{ cueId: newId(), fromMs, toMs, text },
          ...(speaker === '' ? {} : { speaker }),
        })),
    )
    .toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

function wasSpoken(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  levels: ArrayLike<number>,
) {
  const last = Math.min(levels.length, Math.ceil(toMs / 100));
  for (let index = Math.floor(fromMs / 100); index < last; index += 1) {
    if ((levels[index] ?? -Infinity) > silenceDb) return true;
  }
  return false;
}
