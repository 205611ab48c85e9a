import { io } from 'socket.io-client';
import { RoomPeer } from '../support/room-peer.ts';
import { Sides } from './fanout-messages.ts';

/** The audience of both servers. It is told the addresses, says when all are there, and answers how many heard what. */
const clientsEach = 1_000;
/** At once; more would only make the servers' accept queues overflow. */
const together = 50;

let heard = { ours: 0, baseline: 0 };

async function comeToOurs(url: string, code: string, number: number): Promise<void> {
  const peer = await RoomPeer.connect(url, {
    cookie: `device=audience-${number}`,
    tabId: `tab-${number + 10_000}`,
  });
  await peer.enter(code);
  await peer.join('');
  peer.socket.offAny();
  peer.forget();
  peer.socket.on('peer:changed', () => (heard.ours += 1));
}

async function comeToBare(url: string): Promise<void> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  socket.on('peer:changed', () => (heard.baseline += 1));
}

async function comeAll(sides: unknown): Promise<void> {
  const { ours, baseline } = Sides.parse(sides);
  const [url = '', code = ''] = ours.split('#');
  for (let first = 0; first < clientsEach; first += together) {
    const numbers = Array.from({ length: together }, (_, index) => first + index);
    await Promise.all(
      numbers.flatMap((number) => [comeToOurs(url, code, number), comeToBare(baseline)]),
    );
  }
  process.send?.(heard);
}

process.on('message', (message) => {
  if (message !== 'count') {
    void comeAll(message);
    return;
  }
  process.send?.(heard);
  heard = { ours: 0, baseline: 0 };
});
process.on('disconnect', () => process.exit(0));
