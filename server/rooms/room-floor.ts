import type { TimelineEntry } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { Notice, NoticeName, SessionInfo } from '../protocol/protocol.ts';
import type { Role } from '../protocol/words.ts';
import type { Peer } from './peer.ts';
import type { RecordingLine } from './recording-line.ts';
import type { RoomAnnouncer } from './room-ports.ts';
import type { Roster } from './roster.ts';

/** Whoever asks for something beside the stage: a seated peer, or a visitor still in the lobby. */
export type Caller = {
  readonly connectionId: string;
  readonly peerId: string;
  /** The person behind the peer: the same in all tabs of a device, or of an account or personal link, within one session. */
  readonly personKey: string;
  /** The same person's key in another session, for what was carried from there. */
  readonly keyIn: (sessionId: string) => string;
  /** What they stand as now. */
  readonly role: Role;
  /** May be empty. */
  readonly displayName: string;
  readonly isSeated: boolean;
  readonly onStage: boolean;
};

/** A seat in the room, whose socket may be away. */
export type Seat = Pick<Caller, 'peerId' | 'personKey' | 'role' | 'displayName' | 'onStage'>;

/**
 * What goes on beside the stage (questions, chat, polls, …) sees of its room, and says through it. It lives in a turn
 * of its own: nothing here waits for media, and nothing of media waits for it.
 */
export type RoomFloor = {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Logger;
  session(): SessionInfo;
  /** Milliseconds since the session went live; undefined before. */
  sessionMs(): number | undefined;
  /** Everyone with a connection, seated or in the lobby. */
  callers(): Caller[];
  /** Everyone with a seat, also while their socket is away. */
  seats(): readonly Seat[];
  /** A notice for all callers that fit, encoded once for all of them. */
  tell<N extends NoticeName>(
    name: N,
    payload: Notice<N>,
    to: (caller: Caller) => boolean,
    options?: { fleeting?: boolean },
  ): void;
  /** A notice for one seated peer, if it has a connection. */
  tellPeer<N extends NoticeName>(peerId: string, name: N, payload: Notice<N>): void;
  /**
   * Keeps it on the timeline of the recording, as of now; does nothing while there is none. Resolves once it is on disk,
   * also where the disk refused: whatever an episode is made from is awaited before it is acknowledged.
   */
  note(entry: TimelineEntry): Promise<void>;
  /** The same of what nobody may be told is done before it is on disk: fails with `unavailable` where that refuses. */
  keep(entry: TimelineEntry): Promise<void>;
};

type Parts = {
  scope: Scope;
  clock: Clock;
  log: Logger;
  session: () => SessionInfo;
  roster: Roster;
  recording: RecordingLine;
  announcer: RoomAnnouncer;
};

export function createRoomFloor(parts: Parts): RoomFloor {
  const { scope, clock, log, session, roster, recording, announcer } = parts;
  return {
    ...{ scope, clock, log, session },
    sessionMs() {
      const { wentLiveAt } = session();
      return wentLiveAt ? clock.now().getTime() - Date.parse(wentLiveAt) : undefined;
    },
    callers: () => roster.callers,
    seats: () => [...roster.peers.values()].map(toSeat),
    tell(name, payload, to, options) {
      const ids = roster.callers.filter(to).map(({ connectionId }) => connectionId);
      if (ids.length > 0) announcer.announce(ids, name, payload, options);
    },
    tellPeer(peerId, name, payload) {
      const peer = roster.peers.get(peerId);
      if (peer) roster.toPeer(peer, name, payload);
    },
    note: (entry) => recording.note(entry),
    keep: (entry) => recording.keep(entry),
  };
}

const toSeat = ({ peerId, personKey, standing, displayName, onStage }: Peer): Seat => ({
  ...{ peerId, personKey, role: standing, displayName, onStage },
});
