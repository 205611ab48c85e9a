import {
  transcriptLimits,
  type Cue,
  type TranscriptChange,
} from '../../server/protocol/transcripts.ts';

/** Cues in order of their times. Never changed: each change is another list, which shares what stayed the same. */
export type CueList = readonly Cue[];

/** Shorter than this nobody could read. */
const shortestMs = 300;
/** As long as a new one is. */
const newMs = 3_000;

export type CuePatch = {
  fromMs?: number;
  toMs?: number;
  text?: string;
  speaker?: string | undefined;
};

/** Undefined takes the speaker away. Times stay inside the recording, and in order. */
export function changeCue(
  cues: CueList,
  cueId: string,
  patch: CuePatch,
  durationMs: number,
): CueList {
  const before = cues.find((cue) => cue.cueId === cueId);
  if (!before) return cues;
  const { speaker, ...rest } = { ...before, ...patch };
  const last = Math.floor(durationMs);
  // The one that was moved gives way, not the other end.
  const fromMs = clamp(
    rest.fromMs,
    0,
    (patch.fromMs === undefined ? last : rest.toMs) - shortestMs,
  );
  const toMs = clamp(rest.toMs, fromMs + shortestMs, last);
  const next = { ...rest, fromMs, toMs, ...(speaker === undefined ? {} : { speaker }) };
  return sorted(cues.map((cue) => (cue === before ? next : cue)));
}

export type SplitAt = {
  /** Of the text. */
  at: number;
  atMs: number | undefined;
  newId: string;
  /** In the episode: see silenced-words.ts. */
  isHeard: boolean;
};

/**
 * In two where the text is parted, at a moment inside of it; without one, where so much of it would have been said. Of one
 * that is not wholly heard, either keeps all of the time until somebody says when it was said: a guess could publish the
 * words that are not. Undefined where one of them would be empty, or too short.
 */
export function splitCue(
  cues: CueList,
  cueId: string,
  { at, atMs, newId, isHeard }: SplitAt,
): CueList | undefined {
  const cue = cues.find((one) => one.cueId === cueId);
  const [first, second] = [cue?.text.slice(0, at).trim(), cue?.text.slice(at).trim()];
  if (!cue || !first || !second || cue.toMs - cue.fromMs < 2 * shortestMs) return undefined;
  const others = cues.filter((one) => one !== cue);
  if (!isHeard) {
    return sorted([...others, { ...cue, text: first }, { ...cue, cueId: newId, text: second }]);
  }
  const inside = atMs !== undefined && atMs > cue.fromMs && atMs < cue.toMs;
  const guess = cue.fromMs + ((cue.toMs - cue.fromMs) * at) / cue.text.length;
  const middle = Math.round(
    clamp(inside ? atMs : guess, cue.fromMs + shortestMs, cue.toMs - shortestMs),
  );
  return sorted([
    ...others,
    { ...cue, toMs: middle, text: first },
    { ...cue, cueId: newId, fromMs: middle, text: second },
  ]);
}

/** With the one after it. Undefined where there is none, or both together would be too long. */
export function mergeCue(cues: CueList, cueId: string): CueList | undefined {
  const index = cues.findIndex((cue) => cue.cueId === cueId);
  const [cue, next] = [cues[index], cues[index + 1]];
  if (!cue || !next) return undefined;
  const text = `${cue.text} ${next.text}`.trim();
  if (text.length > transcriptLimits.text) return undefined;
  const merged = { ...cue, toMs: Math.max(cue.toMs, next.toMs), text };
  return cues.flatMap((one) => (one === cue ? [merged] : one === next ? [] : [one]));
}

export const removeCue = (cues: CueList, cueId: string): CueList =>
  cues.filter((cue) => cue.cueId !== cueId);

/** An empty one at a moment, up to the next. It speaks for whoever spoke before. */
export function addCue(
  cues: CueList,
  { atMs, newId, durationMs }: { atMs: number; newId: string; durationMs: number },
): CueList {
  const fromMs = clamp(Math.round(atMs), 0, Math.floor(durationMs) - shortestMs);
  const nextMs = cues.find((cue) => cue.fromMs > fromMs + shortestMs)?.fromMs ?? durationMs;
  const speaker = cues.findLast((cue) => cue.fromMs <= fromMs)?.speaker;
  const toMs = Math.floor(Math.min(fromMs + newMs, Math.max(nextMs, fromMs + shortestMs)));
  return sorted([
    ...cues,
    { cueId: newId, fromMs, toMs, text: '', ...(speaker === undefined ? {} : { speaker }) },
  ]);
}

/** What has to be told of a list that is stored in another state: as much as one change may hold. */
export function nextChange(
  stored: CueList,
  now: CueList,
): Pick<TranscriptChange, 'set' | 'removed'> | undefined {
  const known = new Map(stored.map((cue) => [cue.cueId, cue]));
  const kept = new Set(now.map(({ cueId }) => cueId));
  const set = now.filter((cue) => !isSame(known.get(cue.cueId), cue));
  const removed = stored.flatMap(({ cueId }) => (kept.has(cueId) ? [] : [cueId]));
  if (set.length + removed.length === 0) return undefined;
  const { changed } = transcriptLimits;
  return { set: set.slice(0, changed), removed: removed.slice(0, changed) };
}

/** A list as the hub has it after a change. */
export function applyChange(
  stored: CueList,
  { set, removed }: Pick<TranscriptChange, 'set' | 'removed'>,
): CueList {
  const byId = new Map(stored.map((cue) => [cue.cueId, cue]));
  for (const cue of set) byId.set(cue.cueId, cue);
  for (const cueId of removed) byId.delete(cueId);
  return sorted([...byId.values()]);
}

/**
 * What somebody else stored, with our changes to all that they left alone.
 * @param base what both began with.
 * @returns how many of ours gave way as well.
 */
export function rebase(
  base: CueList,
  ours: CueList,
  theirs: CueList,
): { cues: CueList; lost: number } {
  const before = new Map(base.map((cue) => [cue.cueId, cue]));
  const other = new Map(theirs.map((cue) => [cue.cueId, cue]));
  const leftAlone = (cueId: string): boolean => isSame(before.get(cueId), other.get(cueId));
  const mine = new Map(ours.map((cue) => [cue.cueId, cue]));
  const set = ours.filter((cue) => !isSame(before.get(cue.cueId), cue));
  const removed = base.filter(({ cueId }) => !mine.has(cueId)).map(({ cueId }) => cueId);
  const change = {
    set: set.filter(({ cueId }) => leftAlone(cueId)),
    removed: removed.filter(leftAlone),
  };
  const lost = set.length + removed.length - change.set.length - change.removed.length;
  return { cues: applyChange(theirs, change), lost };
}

/** The one that is said at a moment, or was last. */
export const cueAt = (cues: CueList, atMs: number): Cue | undefined =>
  cues.findLast(({ fromMs }) => fromMs <= atMs);

function isSame(a: Cue | undefined, b: Cue | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return (
    a.fromMs === b.fromMs && a.toMs === b.toMs && a.text === b.text && a.speaker === b.speaker
  );
}

const sorted = (cues: readonly Cue[]): CueList =>
  [...cues].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)));
