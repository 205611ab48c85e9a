import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import type { Notice } from '../../server/protocol/protocol.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub } from '../support/room-hub.ts';
import type { Announce } from './fanout-messages.ts';

/**
 * Our rooms on our socket edge, and a bare socket.io server with the same settings, in one process, so that both are
 * served by the same heap. It tells its parent the two addresses and ends with it.
 */
const wide = { burst: 1_000_000, perSecond: 1_000_000 };
const hub = await openRoomHub({
  plane: new FakeMediaPlane(),
  roomLimits: { members: 5_000 },
  socketLimits: {
    ...{ requests: wide, patience: wide },
    address: { sockets: 5_000, connects: wide, requests: wide },
  },
});
const { code, sessionId } = hub.sessions.add('fanout', 'live');

const bareHttp = createServer();
await new Promise<void>((resolve) => bareHttp.listen(0, '127.0.0.1', resolve));
const bare = new Server(bareHttp, { serveClient: false, pingInterval: 10_000 });
const barePort = (bareHttp.address() as AddressInfo).port;

/** As long as a line of chat, or what is told of a question when its votes change. */
const payload: Notice<'peer:changed'> = {
  peerId: 'a-peer-of-the-room',
  displayName: 'Ibu Yanti dari Perpustakaan Solok, tiga puluh suara',
  role: 'listener',
  onStage: false,
  connected: true,
};
/** Two a second is what the audience gets of each kind; a busy room has many kinds. */
const everyMs = 40;

async function announce({ side, notices }: Announce): Promise<void> {
  const floor = hub.rooms.find(sessionId)?.floor;
  if (!floor) throw new Error('Nobody is in our room.');
  for (let sent = 0; sent < notices; sent += 1) {
    if (side === 'ours') floor.tell('peer:changed', payload, () => true);
    else bare.emit('peer:changed', payload);
    await delay(everyMs);
  }
}

process.on('message', (message: Announce) => {
  const before = process.cpuUsage();
  void announce(message).then(() => {
    const { user, system } = process.cpuUsage(before);
    process.send?.({ cpuSeconds: (user + system) / 1e6 });
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ours: `${hub.url}#${code}`, baseline: `http://127.0.0.1:${barePort}` });
