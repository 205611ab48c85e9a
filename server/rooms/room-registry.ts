import { AppError } from '../platform/app-error.ts';
import type { Scope } from '../platform/scope.ts';
import type { RequestOutput, SessionInfo } from '../protocol/protocol.ts';
import type { Visit } from './peer.ts';
import type { RoomDependencies } from './room-dependencies.ts';
import { roomLimits, type RoomAnnouncer, type RoomLimits } from './room-ports.ts';
import { Room } from './room.ts';
import { ignoreClosed } from './turns.ts';

export type Rooms = {
  /** The session with this code, as its room knows it or as it is stored. Throws `not-found`. */
  getSession(code: string): Promise<SessionInfo>;
  /** Into the lobby of the session's room, which opens if need be. */
  enter(
    code: string,
    visit: Visit,
  ): Promise<{ room: Room; lobby: RequestOutput<'lobby:enter'> }>;
  find(sessionId: string): Room | undefined;
  /** A host changed its title or time: the room and the lobby hear of it. */
  sessionChanged(session: SessionInfo): void;
  sessionDeleted(sessionId: string): Promise<void>;
  /** A link was revoked: whoever came in with it goes out. */
  linkRevoked(sessionId: string, linkId: string): Promise<void>;
  /** An account was closed: so are its seats, in every room. */
  accountClosed(personId: string): Promise<void>;
  /** Polls were drafted in the studio: the staff in the room hear of it. */
  pollsDrafted(sessionId: string): void;
  /** Slides were made, noted or deleted in the studio. */
  decksChanged(sessionId: string): void;
  /** A practice of the session was opened in the studio. */
  practiceOpened(sessionId: string, code: string): void;
  /** The rundown was changed in the studio. */
  rundownChanged(sessionId: string): void;
  /** Questions of a session without a room were deferred. */
  questionsDeferred(from: SessionInfo): void;
  /** For metrics, and for heavy work that gives way to live rooms. */
  count(): { rooms: number; live: number; peers: number; onStage: number };
};

export type RoomsOptions = Omit<
  RoomDependencies,
  'announcer' | 'limits' | 'questions' | 'practiceEnded'
> & {
  questions: Omit<RoomDependencies['questions'], 'onDeferred'>;
  scope: Scope;
  limits?: Partial<RoomLimits>;
};

/** The rooms of this hub: one per session, opened by the first visitor. `announcer` is set by the socket edge. */
export function createRooms(
  options: RoomsOptions,
): Rooms & { announceThrough(announcer: RoomAnnouncer): void } {
  const { scope, limits, ...rest } = options;
  let announcer: RoomAnnouncer | undefined;
  const deps: RoomDependencies = {
    ...rest,
    limits: { ...roomLimits, ...limits },
    questions: { ...options.questions, onDeferred: (from) => takeDeferred(from) },
    practiceEnded: ({ practiceOf }) =>
      practiceOf && opened.get(practiceOf.sessionId)?.practice.ended(),
    announcer: {
      announce: (...notice) => announcer?.announce(...notice),
      dismiss: (connectionIds) => announcer?.dismiss(connectionIds),
    },
  };
  /** Opening or open; one entry per session, so that two first visitors meet in one room. */
  const rooms = new Map<string, Promise<Room>>();
  const opened = new Map<string, Room>();

  /** Another session of the series may be the next one, and have people in its lobby already. */
  const takeDeferred = ({ sessionId, seriesSlug }: SessionInfo): void => {
    for (const { session, boards } of opened.values()) {
      if (session.sessionId === sessionId || session.seriesSlug !== seriesSlug) continue;
      boards.questions.takeDeferred();
    }
  };

  /** That of the session, and that of its practice. */
  const roomsOf = (id: string): Room[] =>
    [...opened.values()].filter(
      ({ session: { sessionId, practiceOf } }) =>
        sessionId === id || practiceOf?.sessionId === id,
    );

  const open = (session: SessionInfo): Promise<Room> => {
    const { sessionId } = session;
    const opening = scope
      .open(`room ${session.code}`, async (roomScope) => {
        roomScope.signal.addEventListener('abort', () => forget(), { once: true });
        const room = await Room.open(session, roomScope, deps);
        opened.set(sessionId, room);
        return room;
      })
      .catch((error: unknown) => {
        if (!scope.closed) throw error;
        throw new AppError('unavailable', 'This hub is closing.', { cause: error });
      });
    const forget = (): void => {
      if (rooms.get(sessionId) !== opening) return;
      rooms.delete(sessionId);
      opened.delete(sessionId);
    };
    rooms.set(sessionId, opening);
    return opening;
  };

  const getSession = async (code: string): Promise<SessionInfo> => {
    for (const room of opened.values()) if (room.session.code === code) return room.session;
    const stored = await options.sessions.findByCode(code);
    if (!stored) throw new AppError('not-found', 'There is no session at this address.');
    return stored;
  };

  return {
    announceThrough: (given) => void (announcer = given),
    getSession,
    async enter(code, visit) {
      for (;;) {
        const session = await getSession(code);
        if (session.state === 'ended') throw new AppError('gone', 'This session has ended.');
        const room = await (rooms.get(session.sessionId) ?? open(session));
        if (!room.closed) return { room, lobby: await room.enter(visit) };
        // It closed, being empty, between being found and being entered: a moment later it is off the list.
        await room.close('empty');
      }
    },
    find: (sessionId) => opened.get(sessionId),
    sessionChanged: (session) => opened.get(session.sessionId)?.phase.changed(session),
    async linkRevoked(sessionId, linkId) {
      const rooms = roomsOf(sessionId);
      await Promise.all(rooms.map((room) => room.endSeats((who) => who.linkId === linkId)));
    },
    async accountClosed(personId) {
      const all = [...opened.values()];
      await Promise.all(all.map((room) => room.endSeats((who) => who.personId === personId)));
    },
    async sessionDeleted(sessionId) {
      await Promise.all(roomsOf(sessionId).map((room) => room.close('session deleted')));
    },
    pollsDrafted: (sessionId) => opened.get(sessionId)?.boards.polls.reread(),
    practiceOpened: (sessionId, code) => opened.get(sessionId)?.practice.opened(code),
    rundownChanged: (sessionId) => opened.get(sessionId)?.boards.rundown.reread(),
    questionsDeferred: takeDeferred,
    decksChanged(sessionId) {
      for (const { boards } of roomsOf(sessionId)) {
        boards.slides.decksChanged().catch(ignoreClosed);
      }
    },
    count() {
      const all = [...opened.values()];
      const sum = (of: (room: Room) => number) =>
        all.reduce((total, room) => total + of(room), 0);
      return {
        rooms: all.length,
        live: all.filter((room) => room.session.state === 'live').length,
        peers: sum((room) => room.roster.peers.size),
        onStage: sum((room) => room.roster.onStage.length),
      };
    },
  };
}
