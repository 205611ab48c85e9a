import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { JobPayload } from '../contract/jobs.ts';
import { openDrawing } from '../steps/open-drawing.ts';
import { parseOrder } from '../steps/parse-order.ts';
import { makerOf, namesOfPart, orderMeta, partKeys } from '../steps/part-order.ts';
import { videoEncoders } from '../steps/video-encoder.ts';
import type { ProcessingRows } from './process-recording.ts';
import type { JobHandler } from './queue.ts';
import { createRunStore } from './run-store.ts';
import { watchWanted } from './watch-wanted.ts';

/** A machine that could not draw a part leaves others to the others for a while. */
const restMs = 60_000;

type Options = {
  rows: Pick<ProcessingRows, 'isWanted'>;
  store: ObjectStore;
  /** Holds what is needed of a part while it is drawn, and nothing afterwards. */
  folder: string;
  log: Logger;
};

type Run = {
  run: JobPayload<'draw-part'>;
  /** Its own, where nothing outlasts the run. */
  store: ObjectStore;
  workDir: string;
  signal: AbortSignal;
  log: Logger;
};

/** The handler of the job `draw-part`: draws one part for the machine that makes the episode, and keeps nothing of it. */
export function createPartDrawer({ rows, store, folder, log: outer }: Options) {
  let restsUntil = 0;

  const draw: JobHandler<'draw-part'> = async (run, signal, isOurs) => {
    const { recordingId, revision, part } = run;
    const log = outer.child({ recording: recordingId, revision, part });
    const isWanted = () => rows.isWanted(recordingId, revision);
    if (!(await isWanted())) return;
    const wanted = watchWanted(isWanted, signal, log);
    const workDir = path.join(folder, `${recordingId}-${part}`);
    try {
      await mkdir(workDir, { recursive: true });
      const mayWrite = async () => (await isOurs()) && (await isWanted());
      const runStore = createRunStore(store, mayWrite);
      await drawOrder({ run, store: runStore, workDir, signal: wanted.signal, log });
      log.info('part drawn for another machine');
    } catch (error) {
      // Somebody else gets it.
      signal.throwIfAborted();
      if (wanted.wasCancelled() || !(await isOurs().catch(() => true))) return;
      // The job ends all the same: whoever offered the part finds nothing, and draws it.
      restsUntil = Date.now() + restMs;
      log.warn({ err: error }, 'cannot draw for another machine');
    } finally {
      wanted.stop();
      await rm(workDir, { recursive: true, force: true });
    }
  };
  return { draw, isFree: (): boolean => Date.now() >= restsUntil };
}

async function drawOrder({ run, store, workDir, signal, log }: Run): Promise<void> {
  const keys = partKeys(run, run.part);
  const object = await store.read(keys.order);
  if (!object) throw new Error('The part is offered no more.');
  const text = (await buffer(object.body)).toString();
  const tools = { workDir, signal, log, store };
  const order = parseOrder(text, await makerOf(await videoEncoders.find(tools)));
  const takes = order.takes.map((take, index) => ({
    ...take,
    file: path.join(workDir, `take-${index}.mkv`),
  }));
  for (const [index, { file }] of takes.entries()) {
    const piece = await store.read(keys.take(index));
    if (!piece) throw new Error('A piece of a take is gone.');
    await pipeline(piece.body, createWriteStream(file), { signal });
  }
  const drawing = await openDrawing({ takes, titles: order.titles }, tools);
  const names = namesOfPart(await drawing.place(order.part));
  if (names.join() !== order.names.join())
    throw new Error('This machine would draw it another way.');
  const { files } = await drawing.draw(order.part);
  for (const file of Object.values(files)) {
    await store.put(keys.made(path.basename(file)), { file }, orderMeta, signal);
  }
}
