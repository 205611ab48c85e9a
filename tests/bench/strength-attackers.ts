import { connect } from 'node:net';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { RoomPeer } from '../support/room-peer.ts';
import { frame, RawSocket } from '../support/raw-socket.ts';
import { Order, type Attack, type Tally } from './strength-messages.ts';

/**
 * Those who attack the hub, all in one process of the lowest priority: in the world they have machines of their own.
 * Whoever is cut off comes back at once. It ends with its parent.
 */
setPriority(constants.priority.PRIORITY_LOW);

const tally: Tally = { sent: 0, opened: 0, open: 0, cutOff: 0, refused: 0, granted: 0 };
/** Between two tries to come back. */
const againMs = 20;
/** A hub that refuses is asked again after so long. */
const refusedAgainMs = 1_000;

/** Keeps one connection to the hub, whatever it does. `live` gets each socket that was let in. */
function keepSocket(
  port: number,
  localAddress: string,
  live: (socket: RawSocket) => () => void,
): void {
  let stop: (() => void) | undefined;
  const socket = new RawSocket(port, localAddress, {
    opened: () => {
      tally.opened += 1;
      tally.open += 1;
      stop = live(socket);
    },
    closed: () => {
      if (stop) {
        tally.open -= 1;
        tally.cutOff += 1;
        stop();
      }
      const waitMs = stop ? againMs : refusedAgainMs;
      setTimeout(() => keepSocket(port, localAddress, live), waitMs);
    },
  });
}

const idleSockets = 10_000;
const idleAddresses = 11;
/** Opened every hundredth of a second, so that they are not all cut off in the same moment. */
const idleStep = 10;

async function idle({ port }: Order): Promise<void> {
  for (let count = 0; count < idleSockets; count += 1) {
    keepSocket(port, `127.0.1.${1 + (count % idleAddresses)}`, () => () => undefined);
    if (count % idleStep === 0) await delay(10);
  }
}

const perSecond = 1_000;
const burstMs = 10;
/** None of them is a request that the hub knows and could run. */
const malformed = [
  '42["no:such",{"a":1}]',
  '421["transport:open",null]',
  '422["room:join",[[[]]]]',
  '423["lobby:enter",{"code":5,"tabId":{},"__proto__":{"role":"host"}}]',
  '42["message:send"]',
  `424["question:ask",{"text":"${'x'.repeat(2_000)}"}]`,
];

/** One socket that says nothing sensible, so often. */
function flood({ port }: Order): void {
  keepSocket(port, '127.0.2.1', (socket) => {
    const timer = setInterval(() => {
      for (let count = 0; count < (perSecond * burstMs) / 1_000; count += 1) {
        socket.send(malformed[tally.sent % malformed.length] ?? '');
        tally.sent += 1;
      }
    }, burstMs);
    return () => clearInterval(timer);
  });
}

const largeSockets = 10;
const largeEveryMs = 100;
const large = frame(Buffer.from(`42["message:send","${'x'.repeat(1 << 20)}"]`));

/** A hundred payloads of one megabyte a second, all sockets together. */
function largePayloads({ port }: Order): void {
  for (let count = 0; count < largeSockets; count += 1) {
    keepSocket(port, '127.0.3.1', (socket) => {
      const timer = setInterval(() => {
        socket.sendFrame(large);
        tally.sent += 1;
      }, largeEveryMs);
      return () => clearInterval(timer);
    });
  }
}

const slowConnections = 100;
const slowHeader = 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ';

/** Half of them never say a word, the others one more letter of a header a second. */
function slow({ port }: Order): void {
  const open = (isSilent: boolean): void => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.4.1' });
    let timer: NodeJS.Timeout | undefined;
    socket.once('connect', () => {
      tally.opened += 1;
      tally.open += 1;
      if (isSilent) return;
      socket.write(slowHeader);
      timer = setInterval(() => {
        socket.write('x');
        tally.sent += 1;
      }, 1_000);
    });
    socket.on('error', () => undefined);
    socket.resume();
    socket.once('close', () => {
      clearInterval(timer);
      tally.open -= 1;
      tally.cutOff += 1;
      setTimeout(() => open(isSilent), againMs);
    });
  };
  for (let count = 0; count < slowConnections; count += 1) open(count % 2 === 0);
}

const askers = 10;
const askEveryMs = 10;

/** Listeners of the room ask, a hundred times a second each, for what is not theirs: a host's deeds, another room's ids. */
async function forbidden({ port, code, foreignId }: Order): Promise<void> {
  const asks = [
    ['session:end', {}],
    ['stage:mute-all', {}],
    ['room:lock', { isLocked: true }],
    ['stage:stop', { peerId: foreignId, source: 'microphone' }],
    ['consumer:resume', { consumerId: foreignId }],
    ['transport:restart-ice', { transportId: foreignId }],
    ['producer:close', { producerId: foreignId }],
  ] as const;
  const live = async (number: number): Promise<void> => {
    const peer = await RoomPeer.connect(`http://localhost:${port}`, {
      tabId: `asker-${number}-tab`,
    });
    tally.opened += 1;
    tally.open += 1;
    await peer.enter(code);
    await peer.join(`Asker ${number}`);
    const timer = setInterval(() => {
      const [name, input] = asks[tally.sent % asks.length] ?? asks[0];
      tally.sent += 1;
      peer.socket.emit(name, input, ({ ok }: { ok: boolean }) => {
        if (ok) tally.granted += 1;
        else tally.refused += 1;
      });
    }, askEveryMs);
    peer.socket.once('disconnect', () => {
      clearInterval(timer);
      tally.open -= 1;
      tally.cutOff += 1;
      setTimeout(() => void live(number), againMs);
    });
  };
  await Promise.all(Array.from({ length: askers }, (_, number) => live(number)));
}

const run: Record<Attack, (order: Order) => Promise<void> | void> = {
  'idle sockets': idle,
  'malformed messages': flood,
  'payloads of 1 MB': largePayloads,
  'slow headers': slow,
  'refused requests': forbidden,
};

process.on('message', (message) => {
  if (message === 'count') {
    process.send?.(tally);
    return;
  }
  const order = Order.parse(message);
  void Promise.resolve(run[order.attack](order)).then(() => process.send?.(tally));
});
process.on('disconnect', () => process.exit(0));
