import { transcriptLimits, type Cue } from '../../server/protocol/transcripts.ts';

type Words = Omit<Cue, 'cueId'>;

/** What may become one cue: first what is short and said at once, at last whatever fits. */
const ways = [1_000, 5_000, Infinity].flatMap((gapMs) =>
  [100, 200, transcriptLimits.text].map((length) => ({ gapMs, length })),
);

/**
 * Joins one person's cues with those that follow until all people together have no more than `most`: a program that writes
 * each word by itself makes more of them than a transcript holds. No word is lost, unless nothing can be joined any more.
 * @param people each one's cues, in order.
 */
export function fitCues(people: readonly (readonly Words[])[], most: number): Words[][] {
  let fitted = people.map((cues) => [...cues]);
  for (const way of ways) {
    let tooMany = fitted.reduce((sum, { length }) => sum + length, -most);
    if (tooMany <= 0) break;
    fitted = fitted.map((cues) => {
      const joined = joinNeighbours(cues, tooMany, way);
      tooMany -= cues.length - joined.length;
      return joined;
    });
  }
  return fitted;
}

/** @param times at most. */
function joinNeighbours(
  cues: readonly Words[],
  times: number,
  { gapMs, length }: (typeof ways)[number],
): Words[] {
  const made: Words[] = [];
  let left = times;
  for (const cue of cues) {
    const last = made.at(-1);
    const text = last && `${last.text} ${cue.text}`;
    if (left > 0 && text && text.length <= length && cue.fromMs - last.toMs <= gapMs) {
      made[made.length - 1] = { ...last, toMs: Math.max(last.toMs, cue.toMs), text };
      left -= 1;
    } else made.push(cue);
  }
  return made;
}
