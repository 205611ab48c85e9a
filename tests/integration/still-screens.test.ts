import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { planChunks } from '../../media/plan/chunk-plan.ts';
import { planEditList } from '../../media/plan/edit-list.ts';
import { openDrawing } from '../../media/steps/open-drawing.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { copiedTitles } from '../support/copied-programme.ts';
import { loadFlashMedia, type FlashMedia } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { offsetsOf } from '../support/long-session.ts';
import { screenArrivals, type IdleReports } from '../support/still-screen.ts';
import { openStepTools } from '../support/step-tools.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import { colourAt } from '../support/video-meters.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/**
 * A shared screen on which nothing moves for five minutes. Of its sender's clock nothing is heard meanwhile, or only what
 * the media worker takes it to be.
 */

const scope = new Scope('test', silentLog);
const frameMs = 1_000 / 30;
/** As a bad crystal is. What a worker takes a clock to be is off by as much after five minutes as this makes of them: 60 ms. */
const ppm = 200;
/** On its way. */
const delayMs = 20;
/** When pictures are sent, in ms: some seconds of them, one each five seconds for a while, none for five minutes. */
const burst = { fromMs: 0, toMs: 3_000 };
const slow = { fromMs: 5_000, toMs: 60_000, everyMs: 5_000 };
const again = { fromMs: 360_000, toMs: 366_000 };
const endMs = 367_000;
let media: FlashMedia;

beforeAll(async () => {
  media = await loadFlashMedia();
});
afterAll(() => scope.close('done'));

/** In ms, as the sender captures them. */
const capturedMs = [
  ...range(burst.fromMs, burst.toMs, frameMs),
  ...range(slow.fromMs, slow.toMs, slow.everyMs),
  ...range(again.fromMs, again.toMs, frameMs),
];

async function record(reports: IdleReports) {
  const recordingsDir = await makeRecordingsDir(scope);
  const voice = arrivalsOf({
    ...{ frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 },
    ...{ fromMs: 0, toMs: endMs },
  });
  const frames = packetiseVp8(media.vp8);
  const screen = screenArrivals({ frames, capturedMs, endMs, ppm, delayMs, reports });
  const recordingId = await writeRecording(recordingsDir, {
    ranges: [[0, endMs]],
    takes: [
      { takeId: 'voice', codec: 'opus', arrivals: voice },
      { takeId: 'screen', codec: 'vp8', source: 'screen', arrivals: screen },
    ],
  });
  const files = recordingFiles(recordingsDir, recordingId);
  const remuxed = await remuxRecording({
    ...{ files, outDir: path.join(files.work, 'remux'), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  return { recordingsDir, remuxed };
}

test.each<IdleReports>(['none', 'by the worker’s clock', 'by the sender’s clock'])(
  'a screen that stands still for five minutes is in step after it; reports meanwhile: %s',
  async (reports) => {
    const { remuxed } = await record(reports);
    const screen = remuxed.takes.find(({ takeId }) => takeId === 'screen');
    expect(screen).toMatchObject({ gaps: [], health: { lostPackets: 0, clockSteps: [] } });
    const offsets = await offsetsOf(remuxed, { takeId: 'screen', capturedMs });
    for (const offset of offsets) expect(Math.abs(offset - delayMs)).toBeLessThanOrEqual(2);
  },
);

test('it is seen all the while, also by who draws the middle of it alone', async () => {
  const { recordingsDir, remuxed } = await record('by the worker’s clock');
  const { takes } = remuxed;
  const entries = planEditList({ takes, speakers: [], durationMs: endMs });
  expect(entries).toMatchObject([
    { layout: 'screen', slots: [{ picture: { takeId: 'screen' } }, { peerId: 'ani' }] },
  ]);
  // Three minutes after the last picture came.
  const [part, ...others] = planChunks(entries).find(({ index }) => index === 9)!.parts;
  expect(others).toEqual([]);
  const tools = await (await openStepTools(recordingsDir))('chunks');
  const { draw } = await openDrawing({ takes, titles: copiedTitles }, tools);
  const { files } = await draw(part!);
  const middle = { x: 250, y: 180 };
  for (const second of [0, 12, 23.9]) {
    expect(Math.min(...(await colourAt(files['360p']!, second, middle)))).toBeGreaterThan(200);
  }
});

function range(from: number, to: number, step: number): number[] {
  return Array.from(
    { length: Math.ceil((to - from) / step - 1e-9) },
    (_, n) => from + n * step,
  );
}
