import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { toSessionInfo } from '../../server/sessions/session.ts';
import { createPollRepository } from '../../server/store/poll-repository.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub } from '../support/room-hub.ts';
import { aSession } from '../support/stored.ts';

/**
 * One of our rooms whose polls and questions are kept in a real database in this process, as in a hub of one machine; and
 * a bare socket.io server that acknowledges whatever it gets. It tells its parent the addresses and ends with it.
 */
const db = await openTestDatabase(new Scope('crowd', silentLog));
const wide = { burst: 1_000_000, perSecond: 1_000_000 };
const hub = await openRoomHub({
  plane: new FakeMediaPlane(),
  pollRepository: createPollRepository(db.prisma),
  questionRepository: createQuestionRepository(db.prisma),
  roomLimits: { members: 5_000 },
  socketLimits: { requests: wide, address: { sockets: 5_000, connects: wide, requests: wide } },
});
const session = { ...toSessionInfo(await aSession(db)), state: 'live' as const };
hub.sessions.stored.set(session.sessionId, session);

const bareHttp = createServer();
await new Promise<void>((resolve) => bareHttp.listen(0, '127.0.0.1', resolve));
const bare = new Server(bareHttp, { serveClient: false });
bare.on('connection', (socket) => {
  socket.on('poll:answer', (_answer, acknowledge: (reply: object) => void) =>
    acknowledge({ ok: true, data: {} }),
  );
});

process.on('disconnect', () => process.exit(0));
process.send?.({
  ours: hub.url,
  code: session.code,
  bare: `http://127.0.0.1:${(bareHttp.address() as AddressInfo).port}`,
});
