import { setTimeout as delay } from 'node:timers/promises';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBareSfu } from './bare-sfu.ts';
import { rowOf, type Bench } from './bench.ts';
import { cpuSecondsOf, parentOf } from './cpu-time.ts';
import { openLiveHub } from '../support/live-hub.ts';
import { Host, Listener } from './room-people.ts';

const viewers = 100;
const framesPerSecond = 15;
/** Code is compiled, keyframes asked for at first are over. */
const settleMs = 10_000;
/** Less than this share of what was sent: the machine was too slow, and a packet that is lost costs less. */
const leastDelivered = 0.99;

/**
 * CPU time per delivered packet with a hundred real viewers of one camera: in a live, recorded room of a real hub, and
 * on a plain mediasoup worker, both at the same time, so that whatever the machine does falls on both.
 */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('sfu', silentLog);
  try {
    const hub = await openLiveHub({ folder, workers: 1 }, scope);
    const { origin, cookie } = hub;
    const place = { origin, code: (await hub.schedule()).code };
    const host = new Host({ ...place, cookie, tabId: 'sfu-host', framesPerSecond }, scope);
    await host.come();
    const people = Array.from(
      { length: viewers },
      (_, index) => new Listener({ ...place, tabId: `sfu-tab-${index}` }, scope),
    );
    for (const one of people) await one.come();
    const bare = await openBareSfu({ viewers, framesPerSecond }, scope);
    say(`${viewers} viewers are in each room.`);
    await delay(settleMs);

    const workerPid = await hub.workerAt(host.port);
    const hubPid = await parentOf(workerPid);
    const received = (): number => people.reduce((sum, one) => sum + one.arrivals.length, 0);
    const read = async () => ({
      ours: { packets: received(), workerS: await cpuSecondsOf(workerPid) },
      bare: { packets: bare.packets(), workerS: await cpuSecondsOf(bare.workerPid) },
      hubS: await cpuSecondsOf(hubPid),
    });
    const worker = { ours: [] as number[], baseline: [] as number[] };
    const whole = { ours: [] as number[], baseline: [] as number[] };
    const sent = viewers * framesPerSecond * Host.packetsPerFrame * seconds;
    const troubles: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await read();
      await delay(seconds * 1_000);
      const after = await read();
      const ours = after.ours.packets - before.ours.packets;
      const theirs = after.bare.packets - before.bare.packets;
      if (Math.min(ours, theirs) < leastDelivered * sent) {
        troubles.push(
          `of ${sent} packets ${ours} came from our hub and ${theirs} from the other`,
        );
      }
      const workerUs = (1e6 * (after.ours.workerS - before.ours.workerS)) / ours;
      const bareUs = (1e6 * (after.bare.workerS - before.bare.workerS)) / theirs;
      worker.ours.push(workerUs);
      whole.ours.push(workerUs + (1e6 * (after.hubS - before.hubS)) / ours);
      worker.baseline.push(bareUs);
      whole.baseline.push(bareUs);
    }
    return {
      rows: [
        rowOf('media worker: CPU per delivered packet', 'µs', worker),
        rowOf('media worker and hub: CPU per delivered packet', 'µs', whole),
      ],
      ...(troubles.length > 0 ? { isVoid: troubles.join('; ') } : {}),
    };
  } finally {
    await scope.close('measured');
  }
};
