import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { planChunks } from '../../media/plan/chunk-plan.ts';
import { planEditList } from '../../media/plan/edit-list.ts';
import { openDrawing } from '../../media/steps/open-drawing.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openLiveHub } from '../support/live-hub.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';
import { framesPerSecond, makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { cpuSecondsOf } from './cpu-time.ts';
import { Host, Listener } from './room-people.ts';

const viewers = 100;
const sentFramesPerSecond = 15;
/** Code is compiled, keyframes asked for at first are over. */
const settleMs = 10_000;
/** Until what was begun or stopped shows. */
const changeMs = 2_000;
const leastDelivered = 0.99;
const drawnSeconds = 72;

/** How many viewers a core serves while the picture of four people is drawn at idle priority, against while it is not. */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('beside', silentLog);
  try {
    const drawing = await openDrawer(folder);
    const hub = await openLiveHub({ folder, workers: 1 }, scope);
    const { origin, cookie } = hub;
    const place = { origin, code: (await hub.schedule()).code };
    const speaking = { tabId: 'beside-host', framesPerSecond: sentFramesPerSecond };
    const host = new Host({ ...place, cookie, ...speaking }, scope);
    await host.come();
    const people = Array.from(
      { length: viewers },
      (_, index) => new Listener({ ...place, tabId: `beside-tab-${index}` }, scope),
    );
    for (const one of people) await one.come();
    say(`${viewers} viewers are in the room.`);
    await delay(settleMs);

    const workerPid = await hub.workerAt(host.port);
    const read = async () => ({
      packets: people.reduce((sum, one) => sum + one.arrivals.length, 0),
      workerS: await cpuSecondsOf(workerPid),
    });
    const sentToEach = sentFramesPerSecond * Host.packetsPerFrame * seconds;
    const measure = async () => {
      await delay(changeMs);
      const before = await read();
      await delay(1_000 * seconds);
      const after = await read();
      const packets = after.packets - before.packets;
      const isWhole = packets >= leastDelivered * viewers * sentToEach;
      const perViewer = (sentToEach / packets) * (after.workerS - before.workerS);
      return { isWhole, viewersPerCore: seconds / perViewer };
    };
    const served = { ours: [] as number[], baseline: [] as number[] };
    let drawn = 0;
    let isWhole = true;
    for (let round = 0; round < rounds; round += 1) {
      const without = await measure();
      const stop = drawing.begin();
      const beside = await measure();
      drawn += await stop();
      served.baseline.push(without.viewersPerCore);
      served.ours.push(beside.viewersPerCore);
      isWhole &&= without.isWhole && beside.isWhole;
    }
    say(`Beside them ${drawn} parts of 24 s were drawn.`);
    return {
      rows: [rowOf('viewers that a core serves, beside drawing', '', served)],
      ...(isWhole ? {} : { isVoid: 'not all packets arrived' }),
    };
  } finally {
    await scope.close('measured');
  }
};

/** Draws parts of four people, over and over, as the preparer does. */
async function openDrawer(folder: string) {
  const media = await makeBenchMedia(folder);
  const whole = { fromMs: 0, toMs: 1_000 * drawnSeconds, delayMs: 20 };
  const face = { frames: media.vp8, frameMs: 1_000 / framesPerSecond, clockRate: 90_000 };
  const people = ['sari', 'budi', 'ani', 'dewi'];
  await writeRecording(folder, {
    recordingId: 'drawn',
    ranges: [[0, 1_000 * drawnSeconds]],
    takes: people.map((peerId) => ({
      ...{ takeId: `${peerId}-face`, peerId, codec: 'vp8' as const },
      arrivals: arrivalsOf({ ...whole, ...face }),
    })),
  });
  const { signal } = new AbortController();
  const { takes, durationMs } = await remuxRecording({
    ...{ files: recordingFiles(folder, 'drawn'), outDir: path.join(folder, 'takes') },
    ...{ signal, onProgress: () => undefined, log: silentLog },
  });
  const entries = planEditList({ takes, speakers: [], durationMs });
  const parts = planChunks(entries).flatMap((chunk) => chunk.parts);
  const store = await openLocalObjectStore(path.join(folder, 'objects'));
  const titles = { libraryName: '', seriesTitle: '', sessionTitle: '', coverKey: undefined };

  const draw = async (until: AbortSignal): Promise<number> => {
    for (let drawn = 0; ;) {
      const workDir = path.join(folder, 'chunks');
      await rm(workDir, { recursive: true, force: true });
      await mkdir(workDir);
      const tools = { workDir, signal: until, log: silentLog, store, isIdle: true };
      const drawing = await openDrawing({ takes, titles }, tools);
      for (const part of parts) {
        await drawing.draw(part).catch((error: unknown) => {
          if (!until.aborted) throw error;
        });
        if (until.aborted) return drawn;
        drawn += 1;
      }
    }
  };
  return {
    begin() {
      const stop = new AbortController();
      const drawing = draw(stop.signal);
      return (): Promise<number> => {
        stop.abort(new Error('enough'));
        return drawing;
      };
    },
  };
}
