import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { get } from '../support/http-get.ts';
import { RoomPeer } from '../support/room-peer.ts';
import { nextMessage, percentile, rowOf, type Bench } from './bench.ts';
import { cpuSecondsOf } from './cpu-time.ts';
import { openLiveHub, type LiveHub } from '../support/live-hub.ts';
import { attacks, Tally, type Attack, type Order } from './strength-messages.ts';

const people = 20;
/** Of each kind of honest request, all people together. */
const requestEveryMs = 10;
const pageEveryMs = 25;
/** Before what is honest is counted: code is compiled, the attack is in full swing. */
const settleMs = 2_000;
/** The hub lets sockets idle for up to three minutes. */
const giveUpMs = 180_000;
const shares = { median: 0.5, p95: 0.95, p99: 0.99 } as const;
type Share = keyof typeof shares;

const kinds = ['a raised hand', 'the page'] as const;
type Latencies = Record<(typeof kinds)[number], number[]>;
/** `hub`: what its process took meanwhile, in words. */
type Measured = { latencies: Latencies; hub: string };

/**
 * What honest people wait for while the hub is attacked, against the same without an attack right before. Honest are
 * twenty people in a live room who raise and lower their hands, and visitors who open the session's page.
 */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('strength', silentLog);
  try {
    const hub = await openLiveHub({ folder, workers: 1 }, scope);
    const room = await openRoom(hub, scope);
    const foreignId = (await openRoom(hub, scope)).transportId;
    const pid = hub.process.process.pid ?? 0;
    const measure = async (): Promise<Measured> => {
      await delay(settleMs);
      const before = await cpuSecondsOf(pid);
      const latencies = await measureHonest(room, seconds * 1_000);
      const cpu = (await cpuSecondsOf(pid)) - before;
      const cores = (cpu / seconds).toFixed(2);
      return { latencies, hub: `${cores} cores and ${await memoryOf(pid)} MB` };
    };
    // Compiled, and counted from nothing.
    await measure();

    const troubles: string[] = [];
    const found = new Map<string, { ours: number[]; baseline: number[] }>();
    const keep = (attack: Attack, side: 'ours' | 'baseline', latencies: Latencies): void => {
      for (const kind of kinds) {
        for (const share of Object.keys(shares) as Share[]) {
          const name = `${attack}: ${kind}, ${share}`;
          const row = found.get(name) ?? { ours: [], baseline: [] };
          row[side].push(percentile(latencies[kind], shares[share]));
          found.set(name, row);
        }
      }
    };
    for (const attack of attacks) {
      for (let round = 0; round < rounds; round += 1) {
        const before = await measure();
        const order = { attack, port: room.port, code: room.code, foreignId };
        const { during, tally } = await underAttack(order, measure);
        keep(attack, 'baseline', before.latencies);
        keep(attack, 'ours', during.latencies);
        const { sent, opened, open, cutOff, refused, granted } = tally;
        say(`${attack}: the hub took ${before.hub} before, ${during.hub} meanwhile.`);
        say(`  ${opened} connections came in, ${cutOff} were cut off, ${open} are open;`);
        say(`  ${sent} times something was sent, ${refused} answers were refusals.`);
        if (cutOff === 0) troubles.push(`${attack}: nobody was cut off`);
        if (granted > 0) troubles.push(`${attack}: ${granted} requests were granted`);
      }
    }
    return {
      rows: [...found].map(([what, measured]) => rowOf(what, 'ms', measured)),
      ...(troubles.length > 0 ? { isVoid: troubles.join('; ') } : {}),
    };
  } finally {
    await scope.close('measured');
  }
};

type BusyRoom = {
  origin: string;
  port: number;
  code: string;
  people: readonly RoomPeer[];
  /** The host's. */
  transportId: string;
};

async function openRoom(hub: LiveHub, scope: Scope): Promise<BusyRoom> {
  const { origin, cookie } = hub;
  const { code } = await hub.schedule();
  const come = async (number: number): Promise<RoomPeer> => {
    const peer = await RoomPeer.connect(origin, {
      ...{ cookie: number === 0 ? cookie : '', tabId: `honest-${number}-tab` },
    });
    scope.defer('person', () => peer.close());
    await peer.enter(code);
    await peer.join(`Tamu ${number}`);
    return peer;
  };
  const host = await come(0);
  const transportId = await host.goOnStage();
  await host.request('session:go-live', {});
  const listeners = Array.from({ length: people }, (_, index) => come(index + 1));
  const port = Number(new URL(origin).port);
  return { origin, port, code, transportId, people: await Promise.all(listeners) };
}

/** Requests go out at fixed times, whether or not earlier ones are answered. Throws when one is not answered well. */
async function measureHonest({ origin, code, people }: BusyRoom, lastsMs: number) {
  const latencies: Latencies = { 'a raised hand': [], 'the page': [] };
  const timed = async (kind: keyof Latencies, ask: () => Promise<unknown>): Promise<void> => {
    const startedMs = performance.now();
    await ask();
    latencies[kind].push(performance.now() - startedMs);
  };
  const raise = (count: number) => async (): Promise<unknown> => {
    const peer = people[count % people.length];
    const isUp = Math.floor(count / people.length) % 2 === 0;
    return isUp
      ? await peer?.request('hand:raise', { reason: 'Tentang bab dua' })
      : await peer?.request('hand:lower', {});
  };
  const openPage = async (): Promise<void> => {
    const { status } = await get(`${origin}/a/${code}`);
    if (status !== 200) throw new Error(`the page was answered with ${status}`);
  };
  const everyMs = async (
    ms: number,
    kind: keyof Latencies,
    ask: (count: number) => () => Promise<unknown>,
  ): Promise<void> => {
    const startedMs = performance.now();
    const asked: Promise<void>[] = [];
    for (let count = 0; count * ms < lastsMs; count += 1) {
      await delay(Math.max(0, startedMs + count * ms - performance.now()));
      asked.push(timed(kind, ask(count)));
    }
    await Promise.all(asked);
  };
  await Promise.all([
    everyMs(requestEveryMs, 'a raised hand', raise),
    everyMs(pageEveryMs, 'the page', () => openPage),
  ]);
  return latencies;
}

async function underAttack(
  order: Order,
  measure: () => Promise<Measured>,
): Promise<{ during: Measured; tally: Tally }> {
  const attackers = spawnApart(new URL('strength-attackers.ts', import.meta.url));
  try {
    attackers.send(order);
    await nextMessage(attackers);
    // Those who come back are part of it.
    await untilCutOff(attackers);
    const during = await measure();
    return { during, tally: await tallyOf(attackers) };
  } finally {
    attackers.disconnect();
    // The hub lets go of what they left open.
    await delay(settleMs);
  }
}

/** In a session of its own: Linux shares the processors between sessions first, and they are no part of ours. */
function spawnApart(file: URL): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', fileURLToPath(file)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
}

/** Returns once a twentieth of them was cut off, so that coming back is in full swing; or when that never happens. */
async function untilCutOff(attackers: ChildProcess): Promise<void> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < giveUpMs) {
    const { cutOff, open } = await tallyOf(attackers);
    if (cutOff > open / 20) return;
    await delay(500);
  }
}

async function tallyOf(attackers: ChildProcess): Promise<Tally> {
  attackers.send('count');
  return Tally.parse(await nextMessage(attackers));
}

/** Of a process, in megabytes (proc(5), status: VmRSS in kilobytes). */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
