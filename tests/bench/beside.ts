import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate } from '../../media/ffmpeg/gate.ts';
import { planChunks } from '../../media/plan/chunk-plan.ts';
import { planEditList } from '../../media/plan/edit-list.ts';
import { openDrawing } from '../../media/steps/open-drawing.ts';
import { watchBusy } from '../../server/platform/busy-processes.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';
import { framesPerSecond, makeBenchMedia, type BenchMedia } from './bench-media.ts';
import { rowOf, type Bench, type BenchRow } from './bench.ts';
import { cpuSecondsOf } from './cpu-time.ts';
import { SilentViewers } from './silent-viewers.ts';
import { openSpeakingRoom } from './speaking-room.ts';

/** What viewers make a worker use of its core: as most rooms do; and more than half, above which the hub stops drawing. */
const loads = [0.1, 0.7];
/** So many are asked how much one of them costs. */
const firstViewers = 20;
/** Until what was begun or stopped shows: the hub looks once a second, and so does what it pauses. */
const changeMs = 4_000;
const settleMs = 5_000;
const drawnSeconds = 72;

/**
 * How many viewers a core serves while the picture of four people is drawn at idle priority and paused as the hub does,
 * against while it is not.
 */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('beside', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const drawing = await openDrawer(folder, media);
    const room = await openSpeakingRoom({ people: 1, media }, scope);
    const audience = await SilentViewers.open(room, scope);
    const gate = createYieldGate({ isBusy: watchBusy(() => [room.workerPid], scope) });
    configureFfmpeg({ gate });
    const read = async () => ({
      ...{ sent: await audience.packetsEach(), workerS: await cpuSecondsOf(room.workerPid) },
    });

    await audience.fill(firstViewers);
    await delay(settleMs);
    const before = await read();
    await delay(1_000 * seconds);
    const each = ((await read()).workerS - before.workerS) / seconds / firstViewers;

    const rows: BenchRow[] = [];
    for (const load of loads) {
      const viewers = Math.round(load / each);
      await audience.fill(viewers);
      await delay(settleMs);
      const measure = async (): Promise<number> => {
        await delay(changeMs);
        const before = await read();
        await delay(1_000 * seconds);
        const after = await read();
        return (viewers * (after.sent - before.sent)) / (after.workerS - before.workerS);
      };
      const served = { ours: [] as number[], baseline: [] as number[] };
      let drawn = 0;
      for (let round = 0; round < rounds; round += 1) {
        served.baseline.push(await measure());
        const stop = drawing.begin();
        served.ours.push(await measure());
        drawn += await stop();
      }
      say(`Beside ${viewers} viewers ${drawn} parts of 24 s were drawn.`);
      rows.push(rowOf(`packets a second of a core, ${100 * load} % full`, '', served));
    }
    return { rows };
  } finally {
    await scope.close('measured');
  }
};

/** Draws parts of four people, over and over, as the preparer does. */
async function openDrawer(folder: string, media: BenchMedia) {
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
