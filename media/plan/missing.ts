import type { MissingStretch } from '../../server/protocol/recording-health.ts';
import type { MediaKind } from '../../server/protocol/words.ts';
import { tellStory, type TakeStory } from '../capture/session-story.ts';
import { findWithoutRoom } from '../capture/without-room.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { joinStretches } from './stretches.ts';

/** What a recording's timeline tells, and what its takes gave. */
export type RecordedMedia = {
  events: readonly TimelineEvent[];
  zeroUs: number;
  durationMs: number;
  /** All of `kinds` that gave a frame. */
  takes: readonly RemuxedTake[];
  /** Those that were remuxed; both, when not said. */
  kinds?: readonly MediaKind[];
  /** Takes of people who were taken out of the recording: that nothing is left of them is as it should be. */
  goneTakeIds?: readonly string[];
  /** Takes that gave nothing because the recorder did not keep what came. */
  shedTakeIds?: readonly string[];
  /** Takes of which the disk took less than the recorder had. */
  unwrittenTakeIds?: readonly string[];
};

/** What a kill may cost. More is heard or seen. */
const sparedMs = 1_000;
/** Less is nobody's loss. */
const leastMs = 100;
/** A take that is shorter may have had no time for a first frame: a page reloaded twice. */
const emptyMs = 5_000;
/** What ended and began again for one reason is one stretch, whoever it was. */
const togetherMs = 5_000;
/** A recorder that hangs is killed within this time, and has written nothing in it. */
const hangMs = 10_000;
/** How long after a take's end the recorder's own is its reason. */
const restartMs = 60_000;

/** One take with what it gave. `toMs` is when it ended, by the timeline. */
type Piece = {
  story: TakeStory;
  given: RemuxedTake | undefined;
  /** It gave nothing because the recorder did not keep what came. */
  isShed: boolean;
  /** Its end is missing: the disk never took it. */
  isUnwritten: boolean;
  fromMs: number;
  toMs: number;
};
type Hole = { fromMs: number; reason: MissingStretch['reason']; wasPaused: boolean };

/**
 * What should have been recorded and was not: while the disk was full, between two takes that somebody's end parted, and
 * in takes that gave nothing. Whoever left, paused or took back their consent is missing nothing.
 */
export function findMissing({
  events,
  zeroUs,
  durationMs,
  takes,
  kinds = ['audio', 'video'],
  goneTakeIds = [],
  shedTakeIds = [],
  unwrittenTakeIds = [],
}: RecordedMedia): MissingStretch[] {
  const story = tellStory(events);
  const toMs = (us: number): number =>
    Math.max(0, Math.min(durationMs, Math.round((us - zeroUs) / 1000)));
  const given = new Map(takes.map((take) => [take.takeId, take]));
  const allowed = story.takes.filter(
    ({ start }) =>
      kinds.includes(start.kind) &&
      !story.refusedPeers.has(start.peerId) &&
      !goneTakeIds.includes(start.takeId),
  );
  const tracks = new Map<string, TakeStory[]>();
  for (const take of allowed) {
    const track = `${take.start.peerId} ${take.start.source}`;
    tracks.set(track, [...(tracks.get(track) ?? []), take]);
  }
  const found = [...tracks.values()].flatMap((track) => {
    const pieces = track.map((each): Piece => {
      const remuxed = given.get(each.start.takeId);
      const endMs = each.endUs === Infinity ? remuxed?.lastMs : toMs(each.endUs);
      const fromMs = toMs(each.start.monoUs);
      const { takeId } = each.start;
      return {
        ...{ story: each, given: remuxed, fromMs, toMs: endMs ?? fromMs },
        isShed: shedTakeIds.includes(takeId),
        isUnwritten: hasOwnEnd(each) && unwrittenTakeIds.includes(takeId),
      };
    });
    return findInTrack(pieces, events, toMs);
  });

  const isBroken = events.some(
    (event) => event.type === 'session.end' && event.reason === 'recovered',
  );
  const judged = [
    ...kinds.flatMap((kind) => listWithoutRoom(kind, events, toMs)),
    ...found,
  ].flatMap((stretch) => {
    const lengthMs = (stretch.toMs ?? durationMs) - stretch.fromMs;
    const isOver = stretch.toMs === undefined && isBroken;
    if (lengthMs < leastMs && !isOver) return [];
    return { ...stretch, isProblem: lengthMs > sparedMs || isOver };
  });
  return together(judged);
}

type Found = Omit<MissingStretch, 'isProblem'>;

/** While the disk had no room for a kind. */
function listWithoutRoom(
  kind: MediaKind,
  events: readonly TimelineEvent[],
  toMs: (us: number) => number,
): Found[] {
  const full = findWithoutRoom(kind, events).map(({ fromUs, toUs }) => ({
    ...{ fromMs: toMs(fromUs), toMs: toMs(toUs) },
  }));
  return joinStretches(full, togetherMs).map((stretch) => ({
    ...{ reason: 'no-room', ...stretch, kinds: [kind], names: [] },
  }));
}

/** What is missing of one source of one person. */
function findInTrack(
  pieces: readonly Piece[],
  events: readonly TimelineEvent[],
  toMs: (us: number) => number,
): Found[] {
  const found: Found[] = [];
  let hole: Hole | undefined;
  const note = (reason: Found['reason'], fromMs: number, untilMs: number | undefined): void => {
    const { displayName, kind } = (pieces.at(-1) as Piece).story.start;
    const until = untilMs === undefined ? {} : { toMs: untilMs };
    found.push({ reason, fromMs, ...until, kinds: [kind], names: [displayName] });
  };
  const close = (untilMs: number | undefined): void => {
    if (hole) note(hole.reason, hole.fromMs, untilMs);
    hole = undefined;
  };
  const leaves = events.flatMap((event) =>
    event.type === 'peer.leave' && event.peerId === pieces[0]?.story.start.peerId
      ? toMs(event.monoUs)
      : [],
  );
  const leftBetween = (fromMs: number, untilMs: number): number | undefined =>
    leaves.find((ms) => ms >= fromMs && ms <= untilMs);

  for (const [index, piece] of pieces.entries()) {
    const { story, given, fromMs } = piece;
    const next = pieces[index + 1];
    const beginsPaused = story.pauses[0]?.fromUs === story.start.monoUs;
    if (hole) {
      const leftMs = leftBetween(hole.fromMs, fromMs);
      if (leftMs !== undefined) close(leftMs);
      else if (hole.wasPaused && beginsPaused) hole = undefined;
      else if (beginsPaused) close(fromMs);
      else if (given) close(given.firstMs);
    } else if (!given) {
      const reason = whyEmpty(piece, openMsOf(piece, toMs));
      if (reason) note(reason, fromMs, piece.toMs);
    }
    const isCut = story.endReason === 'interrupted' || (!story.endReason && next !== undefined);
    if (!isCut) {
      // Switched off, left or full: what follows has a reason of its own.
      close(piece.toMs);
      if (given && piece.isUnwritten) {
        note('not-kept', given.lastMs, openUntil(piece, toMs));
      }
    } else if (!hole) {
      hole = {
        fromMs: lastOf(piece),
        reason: reasonOf(piece, next, events, toMs),
        wasPaused: story.pauses.at(-1)?.toUs === story.endUs,
      };
    }
  }
  if (hole) close(leftBetween(hole.fromMs, Infinity));
  return found;
}

/** Why a take gave nothing; undefined where that is as it may be. */
function whyEmpty(
  { story, isShed, isUnwritten }: Piece,
  openMs: number,
): Found['reason'] | undefined {
  const hadNoRoom = story.endReason === 'no-room';
  if ((isShed || isUnwritten) && !hadNoRoom) return 'not-kept';
  // A shared tab may simply have had no sound.
  if (openMs <= emptyMs || story.start.source === 'screen-audio') return undefined;
  return isShed ? 'no-room' : 'nothing-arrived';
}

/** Nothing died under it, which has a reason of its own. */
const hasOwnEnd = ({ endReason }: TakeStory): boolean =>
  endReason !== undefined && endReason !== 'interrupted';

/** When its person was last open in it. */
function openUntil({ story, toMs: endMs }: Piece, toMs: (us: number) => number): number {
  const last = story.pauses.at(-1);
  return last?.toUs === story.endUs ? toMs(last.fromUs) : endMs;
}

/** Where a take that was cut off has its last frame, as far as its end has to do with it. */
function lastOf({ story, given, fromMs, toMs }: Piece): number {
  if (!given) return story.pauses.length > 0 ? toMs : fromMs;
  // A screen that stands still sends next to nothing.
  if (story.start.source === 'screen') return toMs;
  return Math.max(given.lastMs, toMs - hangMs);
}

function reasonOf(
  { story, toMs: endMs }: Piece,
  next: Piece | undefined,
  events: readonly TimelineEvent[],
  toMs: (us: number) => number,
): Hole['reason'] {
  // Whatever died, its takes' ends are written down afterwards: only the disk can have refused one.
  if (!story.endReason) return 'no-room';
  const untilMs = next?.fromMs ?? endMs + restartMs;
  const hasRestarted = events.some((event) => {
    const ms = toMs(event.monoUs);
    return event.type === 'recorder.restart' && ms >= endMs && ms <= untilMs;
  });
  return hasRestarted ? 'recorder-failed' : 'server-failed';
}

const openMsOf = (
  { story, fromMs, toMs: endMs }: Piece,
  toMs: (us: number) => number,
): number =>
  story.pauses.reduce(
    (left, { fromUs, toUs }) => left - (Math.min(endMs, toMs(toUs)) - toMs(fromUs)),
    endMs - fromMs,
  );

/** What was missing at one time for one reason, of several people or of sound and pictures, is told once. */
function together(stretches: readonly MissingStretch[]): MissingStretch[] {
  const told: MissingStretch[] = [];
  for (const one of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const endMs = one.toMs ?? Infinity;
    const same = told.find(
      ({ reason, fromMs, toMs = Infinity, names }) =>
        reason === one.reason &&
        names.length > 0 === one.names.length > 0 &&
        one.fromMs - fromMs <= togetherMs &&
        (toMs === endMs || Math.abs(toMs - endMs) <= togetherMs),
    );
    if (!same) {
      told.push({ ...one });
      continue;
    }
    same.kinds = [...new Set([...same.kinds, ...one.kinds])].toSorted();
    same.names = [...new Set([...same.names, ...one.names])];
    same.isProblem ||= one.isProblem;
    if (same.toMs !== undefined && one.toMs !== undefined) {
      same.toMs = Math.max(same.toMs, one.toMs);
    }
  }
  return told;
}
