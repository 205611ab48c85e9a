import { setTimeout as delay } from 'node:timers/promises';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openLiveHub } from '../support/live-hub.ts';
import { percentile, rowOf, type Bench } from './bench.ts';
import { Host, Listener } from './room-people.ts';

const viewers = 50;
const neighbours = 10;
const framesPerSecond = 15;
const giveUpMs = 30_000;
/** Of the neighbours' pictures, before a kill and after it. */
const watchedMs = 3_000;

/**
 * How long people are without pictures when a media worker is killed, and when the hub is, against the same people
 * coming in together for the first time. Beside the first kind a room on another worker is watched.
 */
export const bench: Bench = async ({ folder, rounds, say }) => {
  const scope = new Scope('recover', silentLog);
  try {
    const hub = await openLiveHub({ folder, workers: 2 }, scope);
    const { origin, cookie } = hub;
    const openRoom = async (name: string, listeners: number) => {
      const place = { origin, code: (await hub.schedule()).code };
      const host = new Host(
        { ...place, cookie, tabId: `${name}-host`, framesPerSecond },
        scope,
      );
      await host.come();
      const people = Array.from(
        { length: listeners },
        (_, index) => new Listener({ ...place, tabId: `${name}-tab-${index}` }, scope),
      );
      const startedMs = performance.now();
      for (const one of people) void one.come();
      return { host, people, joined: await allBack(people, startedMs) };
    };
    // The smaller room fills first: its people are on its own worker, and no further one dies under them.
    const beside = await openRoom('beside', neighbours);
    const room = await openRoom('room', viewers);
    say(`${viewers} people and ${neighbours} neighbours are in.`);

    const troubles: string[] = [];
    const worker = { ours: [] as number[], baseline: [] as number[] };
    const gaps = { ours: [] as number[], baseline: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      if (room.host.port === beside.host.port) troubles.push('both rooms were on one worker');
      const pid = await hub.workerAt(room.host.port);
      await delay(watchedMs);
      const killedMs = performance.now();
      process.kill(pid, 'SIGKILL');
      const back = await allBack(room.people, killedMs);
      await delay(Math.max(0, killedMs + watchedMs - performance.now()));
      worker.ours.push(percentile(back, 0.95));
      worker.baseline.push(percentile(room.joined, 0.95));
      gaps.baseline.push(longestGap(beside.people, killedMs - watchedMs));
      gaps.ours.push(longestGap(beside.people, killedMs));
      const lost = beside.people.reduce((sum, one) => sum + missing(one), 0);
      if (lost > 0) troubles.push(`the neighbours lost ${lost} packets`);
      if (beside.people.some((one) => one.firstAfter(killedMs - watchedMs) !== undefined)) {
        troubles.push('a neighbour had to come back');
      }
    }
    await hub.process.stop('SIGKILL');
    const readyMs = await hub.startAgain();
    const back = await allBack([...room.people, ...beside.people], readyMs);
    const hubRounds = {
      ours: [Math.max(...back)],
      baseline: [Math.max(...room.joined, ...beside.joined)],
    };
    return {
      rows: [
        rowOf('worker killed: 95 of 100 see again', 'ms', worker),
        rowOf('the other room: longest gap', 'ms', gaps),
        rowOf('hub killed: all see again, from its start', 'ms', hubRounds),
      ],
      ...(troubles.length > 0 ? { isVoid: troubles.join('; ') } : {}),
    };
  } finally {
    await scope.close('measured');
  }
};

/** For each of them, how long after this moment they saw a picture that came a new way, in milliseconds. */
async function allBack(people: readonly Listener[], momentMs: number): Promise<number[]> {
  for (;;) {
    const seen = people.map((one) => one.firstAfter(momentMs));
    const took = seen.flatMap((atMs) => (atMs === undefined ? [] : [atMs - momentMs]));
    if (took.length === people.length) return took;
    if (performance.now() - momentMs > giveUpMs) {
      throw new Error(`${people.length - took.length} of ${people.length} are not back`);
    }
    await delay(5);
  }
}

/** Between two packets of one person, from a moment on and for as long as is watched. */
function longestGap(people: readonly Listener[], fromMs: number): number {
  const gaps = people.flatMap(({ arrivals }) => {
    const watched = arrivals.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + watchedMs);
    return watched.slice(1).map(({ atMs }, index) => atMs - (watched[index]?.atMs ?? atMs));
  });
  return Math.max(0, ...gaps);
}

/** Packets that never came, by their numbers. */
function missing({ arrivals }: Listener): number {
  const steps = arrivals
    .slice(1)
    .map(
      ({ sequence }, index) => (sequence - (arrivals[index]?.sequence ?? sequence)) & 0xffff,
    );
  return steps
    .filter((step) => step > 1 && step < 0x8000)
    .reduce((sum, step) => sum + step - 1, 0);
}
