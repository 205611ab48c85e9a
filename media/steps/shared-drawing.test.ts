import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AppError } from '../../server/platform/app-error.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import type { StepTools } from '../jobs/step.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import { softwareEncoder } from '../plan/video-encoders.ts';
import type { Drawing } from './open-drawing.ts';
import { idOfPart } from './part-order.ts';
import { SharedDrawing, type PartJobs } from './shared-drawing.ts';

/** What is offered to whom, without drawing anything: that three machines draw is in tests/integration. */

let root: string;
let store: ObjectStore;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi offers '));
  store = await openLocalObjectStore(path.join(root, 'objects'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const titles = { libraryName: '', seriesTitle: '', sessionTitle: '', coverKey: undefined };
const parts = Array.from({ length: 8 }, (_, index): ChunkPart => {
  const [startFrame, endFrame] = [index * 720, (index + 1) * 720];
  const entry = { startFrame, endFrame, layout: 'title' as const, slots: [] };
  return { startFrame, frames: 720, offset: 0, entry };
});
const placed = (part: ChunkPart) => ({
  ...{ startFrame: part.startFrame, frames: part.frames },
  files: { '720p': path.join(root, `part-${part.startFrame}-720p.mp4`) },
});
const idsOf = (wanted: ChunkPart[]): string[] => wanted.map((part) => idOfPart(placed(part)));

/** A queue of one run in memory. */
function openJobs() {
  const waiting = new Set<string>();
  const jobs: PartJobs = {
    offer(part) {
      waiting.add(part);
      return Promise.resolve();
    },
    takeBack: (part) => Promise.resolve(waiting.delete(part)),
    list: () => Promise.resolve(new Map([...waiting].map((part) => [part, 'waiting']))),
    drop() {
      waiting.clear();
      return Promise.resolve();
    },
  };
  return { waiting, jobs };
}

function share(recordingId: string, puts: ObjectStore['put'], jobs: PartJobs) {
  const drawing: Drawing = {
    ...{ encoder: softwareEncoder, titles },
    place: (part) => Promise.resolve(placed(part)),
    isDrawn: () => Promise.resolve(false),
    accept: () => Promise.resolve(false),
    draw: (part) => Promise.resolve(placed(part)),
  };
  const tools: StepTools = {
    ...{ recordingId, revision: 1, files: recordingFiles(root, recordingId), workDir: root },
    ...{ store: { ...store, put: puts }, log: silentLog, progress: () => undefined },
    signal: new AbortController().signal,
  };
  const options = { parts, takes: [], drawing, jobs, tools, onArrived: () => undefined };
  return new SharedDrawing(options);
}

test('parts that could not be offered while the store was away are offered when it is back', async () => {
  const { waiting, jobs } = openJobs();
  let refusals = 3;
  const shared = share(
    'away',
    (...what) => {
      refusals -= 1;
      if (refusals >= 0) return Promise.reject(new AppError('unavailable', 'away'));
      return store.put(...what);
    },
    jobs,
  );
  await vi.waitFor(() => expect(waiting.size).toBe(4), { timeout: 10_000, interval: 50 });
  expect([...waiting]).toEqual(idsOf(parts.slice(-4).toReversed()));
  await shared.stop();
}, 20_000);

test('what is begun here while it is being offered is taken back', async () => {
  const { waiting, jobs } = openJobs();
  const last = parts.at(-1)!;
  const shared: SharedDrawing = share('begun', (...what) => store.put(...what), {
    ...jobs,
    async offer(part) {
      if (part === idsOf([last])[0]) await shared.choose([last]);
      await jobs.offer(part);
    },
  });
  await vi.waitFor(() => expect(waiting.size).toBe(4), { timeout: 10_000, interval: 50 });
  expect([...waiting]).toEqual(idsOf(parts.slice(-5, -1).toReversed()));
  await shared.end();
  expect(waiting.size).toBe(0);
});
