import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesIn } from '../../media/steps/bytes-in.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { bitrates } from '../../server/protocol/data-mode.ts';
import { forecastSpace } from '../../server/recordings/forecast-space.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { monoUs, RecordedRoom, until } from '../support/recorded-room.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { openTestRecordings } from '../support/test-recordings.ts';

/**
 * What hosts are told of the disk before they go live, against what lies on it afterwards: eight people with camera and
 * microphone and a shared screen with its sound, all at the highest rates that our client asks browsers for, through real
 * mediasoup and the real recorder. Twelve seconds stand for two hours: a log has nothing that grows with time.
 */
const plan = { plannedMinutes: 120, people: 8, pastMinutes: 0 };
const seconds = 12;
const scope = new Scope('test', silentLog);
/** Of two hours. */
let bytesOnDisk: number;

beforeAll(async () => {
  const media = await loadFlashMedia();
  const recordings = await openTestRecordings(scope);
  const recorder = recordings.openRoomRecorder({ sessionId: 'session', title: 'Klub Buku' });
  const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
  await recorder.goLive();
  const startUs = monoUs() + 3_000_000;
  const send = async (name: string, picture: number, sound: number): Promise<void> => {
    const peer = await room.enter(name);
    await peer.consent(true);
    const pictures = packetiseVp8(filled(media.vp8, picture / 30));
    await peer.send('vp8', startUs, { frames: pictures });
    await peer.send('opus', startUs, { frames: packetiseOpus(filled(media.opus, sound / 50)) });
  };
  for (let person = 0; person < plan.people; person += 1) {
    await send(`person-${person}`, bitrates.fullCamera, bitrates.voice);
  }
  await send('screen', bitrates.fullScreen, bitrates.screenSound);
  // Nothing of it was missed.
  expect(monoUs()).toBeLessThan(startUs);
  await until(startUs + seconds * 1e6);
  await recorder.end();
  bytesOnDisk =
    ((await bytesIn(recordings.recordingsDir)) * plan.plannedMinutes * 60) / seconds;
});
afterAll(() => scope.close('done'));

/** Each with as many bits as it may have: what comes behind a picture or a sound, decoders would not read. */
function filled(frames: readonly Buffer[], bits: number): Buffer[] {
  const bytes = Math.round(bits / 8);
  return frames.map((frame) => Buffer.concat([frame, Buffer.alloc(bytes)], bytes));
}

/** What a host is told before going live, where so much is free above the reserve. */
const forecastOf = (freeBytes: number) =>
  forecastSpace(plan, { freeBytes, reserveBytes: 0, makingBits: () => 0 });

test('a disk that two hours of eight people would fill is not enough for them, by a little', () => {
  const forecast = forecastOf(bytesOnDisk);
  expect(forecast.isEnough).toBe(false);
  expect(forecast.minutes).toBeGreaterThan(plan.plannedMinutes * 0.8);
});

test('a disk with a quarter more is enough', () => {
  const forecast = forecastOf(1.25 * bytesOnDisk);
  expect(forecast.isEnough).toBe(true);
  expect(forecast.minutes).toBeLessThan(plan.plannedMinutes * 1.25);
});
