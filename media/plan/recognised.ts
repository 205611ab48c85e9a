import { transcriptLimits, type Cue } from '../../server/protocol/transcripts.ts';
import { fitCues } from './fit-cues.ts';
import { withoutStretches, type Stretch } from './stretches.ts';

/** What was recognised in one person's sound. */
export type Recognised = {
  speaker: string;
  cues: readonly Omit<Cue, 'cueId'>[];
  /** dBFS, ten a second, of the same sound. */
  levels: ArrayLike<number>;
  /** When their microphone heard others and nothing of them: findEchoes. */
  echoes: readonly Stretch[];
};

/** Of what is written down, others said more than this: it is theirs, and stands under their names. */
const mostEchoed = 1 / 2;

/** Nobody speaks below this. Programs that know only speech hear some in silence too. */
const silenceDb = -50;

export type JoinedCues = {
  cues: Cue[];
  /** How many became a part of the one before, so that a transcript holds them all. */
  joined: number;
  /** From the end on, where it holds no more of them. */
  dropped: number;
};

/**
 * One transcript of all: each with the name that is certain, without what was heard where nobody spoke, or where a microphone
 * gave what others said.
 */
export function joinRecognised(
  people: readonly Recognised[],
  newId: () => string,
  most: number = transcriptLimits.cues,
): JoinedCues {
  const spoken = people.map(({ cues, levels, echoes }) =>
    cues.filter((cue) => wasSpoken(cue, levels) && !isEcho(cue, echoes)),
  );
  const fitted = fitCues(spoken, most);
  const all = fitted
    .flatMap((cues, index) => {
      const speaker = people[index]?.speaker;
      return cues.map(({ fromMs, toMs, text }) => ({
        ...{ cueId: newId(), fromMs, toMs, text },
        ...(speaker ? { speaker } : {}),
      }));
    })
    .toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
  const cues = all.slice(0, most);
  return { cues, joined: spoken.flat().length - all.length, dropped: all.length - cues.length };
}

function isEcho(cue: Stretch, echoes: readonly Stretch[]): boolean {
  const own = withoutStretches(cue, echoes);
  const ownMs = own.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return ownMs < (cue.toMs - cue.fromMs) * (1 - mostEchoed);
}

function wasSpoken({ fromMs, toMs }: Stretch, levels: ArrayLike<number>): boolean {
  const last = Math.min(levels.length, Math.ceil(toMs / 100));
  for (let index = Math.floor(fromMs / 100); index < last; index += 1) {
    if ((levels[index] ?? -Infinity) > silenceDb) return true;
  }
  return false;
}
