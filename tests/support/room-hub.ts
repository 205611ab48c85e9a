import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LineTests } from '../../server/line-tests/line-tests.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Identity } from '../../server/people/identity.ts';
import { createKeys } from '../../server/platform/keys.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { PollRepository } from '../../server/polls/poll.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { QuestionRepository } from '../../server/questions/question.ts';
import type { SessionState } from '../../server/protocol/words.ts';
import type { TestLimits } from '../../server/line-tests/address-turns.ts';
import type { RoomAttendance } from '../../server/rooms/attendance-book.ts';
import type { MediaPlane } from '../../server/rooms/media-plane.ts';
import type { RoomLimits } from '../../server/rooms/room-ports.ts';
import { createIceServers, type TurnSettings } from '../../server/rooms/ice-servers.ts';
import { createRooms } from '../../server/rooms/room-registry.ts';
import type { Attendance } from '../../server/sessions/attendance.ts';
import type { LinkRole } from '../../server/sessions/invitation-link.ts';
import type { RoomSessions } from '../../server/sessions/room-sessions.ts';
import { attachSockets, type SocketLimits } from '../../server/socket/socket-server.ts';
import { memoryDecks } from './memory-decks.ts';
import { memoryRundowns } from './memory-rundowns.ts';
import { memoryMarks } from './memory-marks.ts';
import { memoryPolls } from './memory-polls.ts';
import { memoryRemovals } from './memory-removals.ts';
import { FakeRoomRecorder } from './fake-room-recorder.ts';
import { memoryChat } from './memory-chat.ts';
import { memoryQuestions } from './memory-questions.ts';
import { RoomPeer, type PeerOptions } from './room-peer.ts';

type Options = {
  plane: MediaPlane;
  turn?: TurnSettings;
  /** Where polls are stored. Without: in memory. */
  pollRepository?: PollRepository;
  /** Where questions are stored. Without: in memory. */
  questionRepository?: QuestionRepository;
  /** Kept from an earlier hub, as a database would be. */
  chat?: ReturnType<typeof memoryChat>;
  roomLimits?: Partial<RoomLimits>;
  socketLimits?: Partial<SocketLimits>;
  lineTestLimits?: Partial<TestLimits>;
  /** What is wrong with a recorder when its room opens. */
  setUpRecorder?: (recorder: FakeRoomRecorder) => void;
  /** Where a socket comes from. */
  addressOf?: (request: IncomingMessage) => string;
  /** Where an earlier hub was. Without: any that is free. */
  port?: number;
};

export type RoomHub = Awaited<ReturnType<typeof openRoomHub>>;

/** Rooms over real sockets on a free port; what they store is kept in memory. */
export async function openRoomHub({ plane, ...options }: Options) {
  const scope = new Scope('test hub', silentLog);
  const sessions = memorySessions();
  const attendance = memoryAttendance();
  const polls = memoryPolls();
  const chat = options.chat ?? memoryChat();
  const questions = memoryQuestions(sessions.stored);
  const keys = createKeys(Buffer.alloc(32, 7));
  const decks = memoryDecks();
  const marks = memoryMarks();
  const rundowns = memoryRundowns();
  const recorders = new Map<string, FakeRoomRecorder>();
  const iceServersFor = createIceServers(options.turn, systemClock);
  const lineTests = new LineTests({
    ...{ plane, iceServersFor, limits: options.lineTestLimits ?? {} },
    ...{ clock: systemClock, scope, log: silentLog },
  });
  const rooms = createRooms({
    ...{ plane, iceServersFor },
    sessions,
    attendance,
    polls: options.pollRepository ?? polls,
    removals: memoryRemovals(),
    chat,
    decks,
    marks,
    rundowns,
    openRecorder: ({ sessionId }, plan) => {
      const recorder = new FakeRoomRecorder();
      recorder.plan = plan;
      options.setUpRecorder?.(recorder);
      recorders.set(sessionId, recorder);
      return recorder;
    },
    questions: {
      repository: options.questionRepository ?? questions,
      pseudonym: (key) => keys.sign('asker', key),
    },
    clock: systemClock,
    log: silentLog,
    scope,
    ...(options.roomLimits ? { limits: options.roomLimits } : {}),
  });

  const httpServer = createServer();
  await new Promise<void>((resolve) =>
    httpServer.listen(options.port ?? 0, '127.0.0.1', resolve),
  );
  scope.defer('http', () => {
    httpServer.close();
    httpServer.closeAllConnections();
  });
  const { port } = httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  attachSockets({
    ...{ httpServer, rooms, lineTests },
    identity: testIdentity,
    keys,
    isAllowedOrigin: (origin) => origin === undefined || origin === url,
    addressOf: options.addressOf ?? ((request) => request.socket.remoteAddress ?? ''),
    scope,
    log: silentLog,
    ...(options.socketLimits ? { limits: options.socketLimits } : {}),
  });

  let tabs = 0;
  let roomCount = 0;
  const connect = async (peer: PeerOptions = {}): Promise<RoomPeer> => {
    const tabId = `tab-${(tabs += 1) + 10_000}`;
    const connected = await RoomPeer.connect(url, { tabId, ...peer });
    scope.defer('peer', () => connected.close());
    return connected;
  };

  return {
    url,
    rooms,
    sessions,
    attendance,
    polls,
    chat,
    questions,
    decks,
    marks,
    rundowns,
    connect,
    recorder(sessionId: string): FakeRoomRecorder {
      const recorder = recorders.get(sessionId);
      if (!recorder) throw new Error('No recorder was opened for this session.');
      return recorder;
    },
    /** A person in the room of a session. */
    async enterAs(who: Who, code: string, peer: PeerOptions = {}): Promise<RoomPeer> {
      const cookie = who === 'host' ? 'person=rina' : `device=device-${tabs}`;
      const opened = await connect({ cookie, ...peer });
      await opened.enter(code, who === 'speaker' || who === 'moderator' ? who : undefined);
      return opened;
    },
    async joinAs(who: Who, code: string, name: string = who): Promise<RoomPeer> {
      const opened = await this.enterAs(who, code);
      await opened.join(name);
      return opened;
    },
    /** A session of its own, with its host in the room. */
    async openRoom(state?: SessionState) {
      const { code, sessionId } = sessions.add(`room-${(roomCount += 1)}`, state);
      return { code, sessionId, host: await this.joinAs('host', code, 'Rina') };
    },
    close: () => scope.close('test done'),
  };
}

export type Who = 'host' | 'moderator' | 'speaker' | 'listener';

const linkRoles = ['speaker', 'moderator', 'listener'] as const satisfies LinkRole[];

/** Cookies and links that say plainly what they stand for. Who a cookie really speaks for is tested elsewhere. */
const testIdentity: Pick<Identity, 'fromCookies' | 'linkRole'> = {
  fromCookies(header: string | undefined) {
    const [kind, id = ''] = (header ?? '').split('=');
    if (kind === 'device') return Promise.resolve({ deviceId: id });
    if (kind !== 'person') return Promise.resolve({});
    return Promise.resolve({
      person: {
        personId: id,
        email: `${id}@example.org`,
        displayName: 'Rina',
        role: 'host',
        closed: false,
      },
    });
  },
  linkRole(token: string) {
    const role = linkRoles.find((one) => one === token);
    const displayName = role === 'listener' ? 'Uni Ros' : '';
    return Promise.resolve(role && { role, linkId: token, displayName });
  },
};

function memorySessions() {
  const stored = new Map<string, SessionInfo>();
  const mark = (sessionId: string, state: SessionState, at: Date): Promise<SessionInfo> => {
    const session = stored.get(sessionId);
    if (!session) return Promise.reject(new Error('No such session.'));
    const wentLiveAt = state === 'live' ? at.toISOString() : session.wentLiveAt;
    const changed = { ...session, state, ...(wentLiveAt ? { wentLiveAt } : {}) };
    stored.set(sessionId, changed);
    return Promise.resolve(changed);
  };
  const invited = new Map<string, number>();
  return {
    stored,
    add(code: string, state: SessionState = 'scheduled'): SessionInfo {
      const session: SessionInfo = {
        sessionId: `session-of-${code}`,
        code,
        title: 'Laskar Pelangi',
        description: '',
        seriesTitle: 'Klub Buku',
        seriesSlug: 'klub-buku',
        startsAt: '2026-11-28T12:30:00.000Z',
        plannedMinutes: 60,
        state,
        ...(state === 'live' ? { wentLiveAt: systemClock.now().toISOString() } : {}),
      };
      stored.set(session.sessionId, session);
      return session;
    },
    invited,
    countInvited: (sessionId) => Promise.resolve(invited.get(sessionId) ?? 0),
    findByCode: (code) =>
      Promise.resolve([...stored.values()].find((session) => session.code === code)),
    markLive: (sessionId, at) => mark(sessionId, 'live', at),
    markEnded: (sessionId, at) => mark(sessionId, 'ended', at),
    findPractice: (sessionId) => Promise.resolve(stored.get(`practice-of-${sessionId}`)),
    openPractice(sessionId, at) {
      const { code, ...session } = stored.get(sessionId)!;
      const openedAt = at.toISOString();
      const practice: SessionInfo = {
        ...{ ...session, sessionId: `practice-of-${sessionId}`, code: `${code}-practice` },
        ...{ state: 'live', wentLiveAt: openedAt, lockedAt: openedAt },
        practiceOf: { sessionId, code },
      };
      stored.set(practice.sessionId, practice);
      return Promise.resolve(practice);
    },
    deletePractice: (sessionId) => Promise.resolve(void stored.delete(sessionId)),
    keepPractice(sessionId, until) {
      const kept = { ...stored.get(sessionId)!, keptUntil: until.toISOString() };
      stored.delete(sessionId);
      stored.set(`kept-${sessionId}`, kept);
      return Promise.resolve(kept);
    },
    setLocked(sessionId, at) {
      const changed = { ...stored.get(sessionId)! };
      if (at) changed.lockedAt = at.toISOString();
      else delete changed.lockedAt;
      stored.set(sessionId, changed);
      return Promise.resolve(changed);
    },
  } satisfies RoomSessions & Record<string, unknown>;
}

function memoryAttendance() {
  const stays = new Map<string, Attendance>();
  const all = { isAway: false };
  const write = (change: () => void): Promise<void> => {
    if (all.isAway) return Promise.reject(new Error('The database is away.'));
    change();
    return Promise.resolve();
  };
  return {
    stays,
    setAway: (isAway: boolean) => void (all.isAway = isAway),
    joined: (stay) => write(() => stays.set(stay.attendanceId, { ...stay, leftAt: undefined })),
    left: (attendanceId, leftAt) =>
      write(() => {
        const stay = stays.get(attendanceId);
        if (stay) stay.leftAt ??= leftAt;
      }),
    list: (sessionId) =>
      Promise.resolve([...stays.values()].filter((stay) => stay.sessionId === sessionId)),
  } satisfies RoomAttendance & Record<string, unknown>;
}
