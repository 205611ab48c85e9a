import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { SocketLimits } from '../../server/socket/socket-server.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { addressLimitSizes } from '../../server/socket/address-limits.ts';

let hub: RoomHub;
const open = async (socketLimits: Partial<SocketLimits> = {}): Promise<RoomHub> =>
  (hub = await openRoomHub({ plane: new FakeMediaPlane(), socketLimits }));
afterEach(() => hub.close());

test('a flood of malformed messages costs the sender its connection, others nothing', async () => {
  await open();
  const { code } = hub.sessions.add('flooded', 'live');
  const host = await hub.joinAs('host', code);
  const attacker = await hub.joinAs('listener', code);
  const flood = [null, { a: 1 }, 'x', [[[]]], { transportId: 5 }];
  for (let i = 0; i < 3000; i += 1) {
    attacker.socket.emit(i % 2 ? 'transport:open' : 'no:such', flood[i % flood.length]);
  }
  const answers = Array.from({ length: 10 }, async () => {
    const startedMs = performance.now();
    await host.request('transport:open', { direction: 'receive' });
    return performance.now() - startedMs;
  });
  await attacker.isClosed();
  for (const tookMs of await Promise.all(answers)) expect(tookMs).toBeLessThan(1000);
  await host.request('mark:add', { markId: randomUUID(), title: 'Masih di sini' });
});

test('a client that asks too much is slowed down, and cut off when it goes on', async () => {
  await open({
    requests: { burst: 20, perSecond: 1 },
    patience: { burst: 30, perSecond: 1 },
  });
  const { code } = hub.sessions.add('busy', 'live');
  const eager = await hub.joinAs('listener', code);
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => eager.refusal('transport:open', { direction: 'receive' })),
  );
  // Entering and joining took two of twenty.
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(18);
  expect(new Set(answers)).toEqual(new Set(['ok', 'too-many']));
  for (let i = 0; i < 40; i += 1) {
    eager.socket.emit('transport:open', { direction: 'receive' }, () => undefined);
  }
  await eager.isClosed();
});

test('whoever floods is gone at once, whether or not it answers a goodbye', async () => {
  await open();
  const port = Number(new URL(hub.url).port);
  let startedMs = 0;
  await new Promise<void>((closed) => {
    const rude = new RawSocket(port, '127.0.0.1', {
      opened: () => {
        startedMs = performance.now();
        for (let i = 0; i < 100; i += 1) rude.send('42["no:such"]');
      },
      closed,
    });
  });
  // A goodbye would wait for thirty seconds.
  expect(performance.now() - startedMs).toBeLessThan(15_000);
}, 40_000);

test.each([70_000, 1 << 20])('a message of %i bytes ends the connection', async (bytes) => {
  await open();
  const { code } = hub.sessions.add('large', 'live');
  const other = await hub.joinAs('listener', code);
  const peer = await hub.joinAs('listener', code);
  peer.socket.emit('mark:add', { title: 'x'.repeat(bytes) }, () => undefined);
  await peer.isClosed();
  expect(await other.refusal('hands:read', {})).toBe('ok');
});

test('a megabyte is refused where sockets are polled, too', async () => {
  await open();
  const polled = `${hub.url}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(polled)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const body = `42["mark:add","${'x'.repeat(1 << 20)}"]`;
  const sent = await fetch(`${polled}&sid=${sid}`, { method: 'POST', body });
  expect(sent.status).toBe(413);
});

test('a socket that enters no lobby is closed, one that did stays', async () => {
  await open({ idleMs: 300, idleSpreadMs: 100 });
  const { code } = hub.sessions.add('idle', 'live');
  const visitor = await hub.enterAs('listener', code);
  const idle = await hub.connect();
  await idle.isClosed();
  expect(await visitor.refusal('room:leave', {})).toBe('ok');
});

test('only our own pages open sockets', async () => {
  await open();
  const from = (origin: string) => hub.connect({ headers: { origin } });
  await expect(from('https://evil.example.org')).rejects.toThrow();
  await expect(from('null')).rejects.toThrow();
  await from(hub.url);
});

test('one address holds so many sockets and no more', async () => {
  await open({ address: { ...addressLimitSizes, sockets: 3 } });
  const peers = [await hub.connect(), await hub.connect(), await hub.connect()];
  await expect(hub.connect()).rejects.toThrow();
  peers[0]!.close();
  await expect
    .poll(() =>
      hub.connect().then(
        () => 'in',
        () => 'out',
      ),
    )
    .toBe('in');
});
