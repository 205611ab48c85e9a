import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { emptyHealth } from '../../server/protocol/recording-health.ts';
import type { RecordingProof } from '../../server/protocol/recording-proof.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import {
  expectedSeconds,
  measureTake,
  offsets,
  type FlashTimes,
} from '../support/flash-times.ts';
import { openLossyRelay } from '../support/lossy-relay.ts';
import { monoUs, RecordedRoom, until } from '../support/recorded-room.ts';
import { openTestRecordings, remux, type TestRecordings } from '../support/test-recordings.ts';

/**
 * One session of twelve seconds with everything that pulls picture and sound apart, through real mediasoup and the real
 * recorder, over a link that loses every tenth packet. Everyone flashes and beeps at the same true moments.
 */
const scope = new Scope('test', silentLog);
const toleranceMs = 20;
const seconds = 12;

let recordings: TestRecordings;
let files: ReturnType<typeof recordingFiles>;
let remuxed: RemuxedRecording;
/** Second 0 of everyone's flashes, in session time. */
let secondZeroMs: number;
let relay: { readonly lost: number };
const proofs: RecordingProof[] = [];
/** Packets of tracks that the recorder did not know, by its counts before the first track ends. */
const unknown: number[] = [];
const measured = new Map<string, FlashTimes>();

beforeAll(async () => {
  const media = await loadFlashMedia();
  recordings = await openTestRecordings(scope);
  const recorder = recordings.openRoomRecorder({ sessionId: 'session', title: 'Klub Buku' });
  recorder.onProof((proof) => proofs.push(proof));
  const room = await RecordedRoom.open({
    ...{ recorder, media, log: silentLog, scope },
    via: async (port) => {
      const opened = await openLossyRelay(port, 0.1, scope);
      relay = opened;
      return opened.port;
    },
  });

  // Their clocks are wrong, each in its own way.
  const ani = await room.enter('ani', 3_600_000);
  const budi = await room.enter('budi', -5_000);
  const citra = await room.enter('citra');
  const dewi = await room.enter('dewi', 250);
  const eko = await room.enter('eko');
  const fajar = await room.enter('fajar');
  for (const peer of [ani, budi, citra, dewi, fajar]) await peer.consent(true);
  await eko.consent(false);

  const startUs = monoUs() + 200_000;
  const at = (second: number) => until(startUs + second * 1e6);
  // Ani's pictures take 380 ms longer than her voice, over a link that loses some of both.
  await ani.send('vp8', startUs, { uplinkMs: 400, loss: 0.02 });
  await ani.send('opus', startUs, { uplinkMs: 20, loss: 0.02 });
  // Citra's sound card runs fast.
  const microphone = await citra.send('opus', startUs, { clockSpeed: 1.0005 });
  await eko.send('opus', startUs);
  await eko.send('vp8', startUs);
  await fajar.send('opus', startUs);
  const before = [await dewi.send('opus', startUs), await dewi.send('vp8', startUs)];
  await recorder.goLive();
  await at(1);
  recordings.store.isAway = true;
  const counted = recordings.recorder.listen({
    stats: ({ unknownPackets }) => unknown.push(unknownPackets),
  });

  // Budi comes late, with H.264. Fajar changes his mind.
  await at(2.3);
  const camera = await budi.send('h264', startUs);
  await budi.send('opus', startUs);
  counted();
  await fajar.consent(false);
  // Citra mutes herself, Dewi reloads her page.
  await at(4);
  await microphone.pause();
  for (const sending of before) await sending.leave();
  await at(4.6);
  await dewi.send('opus', startUs, { firstSequence: 65_500, firstTimestamp: 77 });
  await dewi.send('vp8', startUs, { firstSequence: 9, firstTimestamp: 2 ** 32 - 90_000 });
  // Budi switches his camera off for four seconds.
  await at(5.2);
  await camera.pause();
  await at(7);
  await microphone.resume();
  recordings.store.isAway = false;
  await at(9.2);
  await camera.resume();
  await at(seconds);
  await recorder.end();

  const [recordingId] = await readdir(recordings.recordingsDir);
  files = recordingFiles(recordings.recordingsDir, recordingId!);
  remuxed = await remux(recordings.recordingsDir, recordingId!, scope);
  secondZeroMs = (startUs - remuxed.zeroUs) / 1000;
  for (const take of remuxed.takes) measured.set(take.takeId, await measureTake(take));
});

afterAll(() => scope.close('done'));

function takesOf(peerId: string, kind: RemuxedTake['kind']): RemuxedTake[] {
  return remuxed.takes.filter((take) => take.peerId === peerId && take.kind === kind);
}

function theTake(peerId: string, kind: RemuxedTake['kind']): RemuxedTake {
  const takes = takesOf(peerId, kind);
  expect(takes).toHaveLength(1);
  return takes[0]!;
}

function offsetsOf(take: RemuxedTake): number[] {
  return offsets(take, measured.get(take.takeId)!, secondZeroMs);
}

test('every flash and beep of every take lies where it truly was', () => {
  expect(remuxed.takes).toHaveLength(9);
  for (const take of remuxed.takes) {
    const found = offsetsOf(take);
    expect(found.length, `${take.peerId} ${take.kind}`).toBeGreaterThanOrEqual(3);
    for (const offset of found) {
      expect(Math.abs(offset), `${take.peerId} ${take.kind}`).toBeLessThan(toleranceMs);
    }
  }
});

test('an uplink that is 380 ms slower for pictures does not show', () => {
  const picture = offsetsOf(theTake('ani', 'video'));
  const sound = offsetsOf(theTake('ani', 'audio'));
  expect(picture).toHaveLength(seconds - 1);
  picture.forEach((offset, n) => {
    expect(Math.abs(offset - sound[n]!)).toBeLessThan(toleranceMs);
  });
});

test('someone who comes late is late by as much, and no more', () => {
  const { firstMs } = theTake('budi', 'audio');
  expect(firstMs - secondZeroMs).toBeGreaterThan(2_250);
  expect(firstMs - secondZeroMs).toBeLessThan(2_600);
});

test('a camera that was off for four seconds leaves four seconds without pictures', () => {
  const take = theTake('budi', 'video');
  const [pause] = take.pauses;
  expect(pause!.toMs - pause!.fromMs).toBeGreaterThan(3_950);
  expect(pause!.toMs - pause!.fromMs).toBeLessThan(4_200);
  const seen = expectedSeconds(take, secondZeroMs);
  expect(seen).toContain(4);
  expect(seen).not.toContain(6);
  expect(seen).not.toContain(9);
  expect(seen).toContain(11);
});

test('a muted microphone is silent for as long and in time again afterwards', () => {
  const take = theTake('citra', 'audio');
  const [pause] = take.pauses;
  expect(pause!.toMs - pause!.fromMs).toBeGreaterThan(2_950);
  expect(expectedSeconds(take, secondZeroMs)).toEqual([1, 2, 3, 8, 9, 10, 11]);
});

test('a reload makes two takes on one clock', () => {
  for (const kind of ['audio', 'video'] as const) {
    const [first, second, ...more] = takesOf('dewi', kind);
    expect(more).toEqual([]);
    expect(second!.firstMs).toBeGreaterThan(first!.lastMs + 400);
    expect(first!.displayName).toBe('Name of dewi');
  }
});

test('a tenth of all packets lost on the way to the recorder costs nothing', () => {
  expect(relay.lost).toBeGreaterThan(200);
  for (const take of remuxed.takes) {
    expect(take.health).toMatchObject({ damagedBytes: 0, clockSteps: [] });
    expect(take.health.senderReports).toBeGreaterThanOrEqual(2);
    expect(measured.get(take.takeId)!.errors).toEqual([]);
    // Who leaves or mutes takes along what was on its way just then: nobody is there to repeat it.
    const lastMs = take.lastMs < remuxed.durationMs - 500 ? take.lastMs - 500 : Infinity;
    const inside = take.gaps.filter(
      ({ fromMs }) =>
        fromMs < lastMs && !take.pauses.some((pause) => Math.abs(pause.fromMs - fromMs) < 500),
    );
    expect(inside, `${take.peerId} ${take.kind}`).toEqual([]);
    if (take.gaps.length === 0) expect(take.health.lostPackets).toBe(0);
  }
});

test('without consent not a byte of a person is on disk', async () => {
  const known = new Set(remuxed.takes.map(({ takeId }) => takeId));
  expect(new Set(await readdir(files.takes))).toEqual(known);
  for (const takeId of known) {
    for (const segment of await readdir(files.take(takeId))) {
      const bytes = await readFile(path.join(files.take(takeId), segment));
      expect(bytes.includes('"peerId":"eko"')).toBe(false);
    }
  }
  const { events } = remuxed;
  expect(events.filter((e) => e.type === 'take.start' && e.peerId === 'eko')).toEqual([]);
});

test('who withdraws consent is cut off at once, and what there was is gone', () => {
  const { events } = remuxed;
  const start = events.find((e) => e.type === 'take.start' && e.peerId === 'fajar');
  const takeId = start?.type === 'take.start' ? start.takeId : '';
  const end = events.find((e) => e.type === 'take.end' && e.takeId === takeId);
  expect(end).toMatchObject({ reason: 'consent-withdrawn' });
  const answer = events.findLast((e) => e.type === 'consent' && e.peerId === 'fajar');
  expect(end!.monoUs - answer!.monoUs).toBeLessThan(100_000);
  expect(takesOf('fajar', 'audio')).toEqual([]);
});

test('no packet comes before the recorder knows its track', () => {
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.every((count) => count === 0)).toBe(true);
});

test('hosts see per person what arrives on disk', () => {
  const people = new Map(proofs.at(-2)!.people.map((person) => [person.peerId, person]));
  expect(people.get('ani')).toMatchObject({ audio: 'arriving', video: 'arriving' });
  expect(people.get('citra')).toMatchObject({ audio: 'arriving', video: 'none' });
  expect(people.get('eko')).toMatchObject({
    ...{ audio: 'not-consented', video: 'not-consented', bytes: 0 },
  });
  expect(proofs.some((proof) => proof.people.some(({ video }) => video === 'silent'))).toBe(
    true,
  );
});

test('a database that was away has everything afterwards, and hosts were told', () => {
  const { store, jobs, consents } = recordings;
  const [recording] = store.recordings.values();
  expect(recording).toMatchObject({ sessionId: 'session', stored: 'processing' });
  expect(recording!.takes).toHaveLength(10);
  expect(recording!.takes.every(({ endedAt }) => endedAt)).toBe(true);
  expect(jobs.payloads).toEqual([{ recordingId: recording!.recordingId, revision: 1 }]);
  expect(consents.consents).toHaveLength(7);
  expect(JSON.stringify(consents.consents)).not.toContain('192.0.2.1');
  expect(proofs.some(({ troubles }) => troubles.includes('database-away'))).toBe(true);
  expect(proofs.at(-2)).toMatchObject({ state: 'on', troubles: [] });
});

test('remuxing again finds its work done', async () => {
  const stamp = async () =>
    Promise.all(remuxed.takes.map(async ({ file }) => (await stat(file)).mtimeMs));
  const before = await stamp();
  expect(await remux(recordings.recordingsDir, path.basename(files.root), scope)).toEqual(
    remuxed,
  );
  expect(await stamp()).toEqual(before);
});

test('a session in which nobody was recorded is empty, and nobody processes it', async () => {
  const { store, jobs } = recordings;
  const enqueued = jobs.payloads.length;
  const recorder = recordings.openRoomRecorder({ sessionId: 'quiet', title: 'Quiet' });
  await recorder.goLive();
  await recorder.end();
  const quiet = [...store.recordings.values()].find(({ sessionId }) => sessionId === 'quiet');
  expect(quiet).toMatchObject({
    ...{ stored: 'empty', takes: [], health: emptyHealth('nobody-on-stage') },
  });
  expect(jobs.payloads).toHaveLength(enqueued);
});

test('of a practice only sound is captured', async () => {
  const practiceOf = { sessionId: 'session', code: 'abc' };
  const session = { sessionId: 'practice', title: 'Klub Buku', practiceOf };
  const recorder = recordings.openRoomRecorder(session);
  const captured: string[] = [];
  await recorder.attach(() =>
    Promise.resolve({
      consume(producerId) {
        captured.push(producerId);
        return Promise.reject(new Error('Nothing is sent here.'));
      },
      close: () => undefined,
    }),
  );
  const person = { peerId: 'rina', displayName: 'Rina' };
  const said = { granted: true, textVersion: '1', address: '192.0.2.1' };
  await recorder.consent({ ...person, ...said });
  const sent = { ...person, paused: false };
  const camera = { kind: 'video', source: 'camera', codec: 'vp8' } as const;
  const microphone = { kind: 'audio', source: 'microphone', codec: 'opus' } as const;
  await recorder.producerOpened({ ...sent, ...camera, producerId: 'picture' });
  await recorder.producerOpened({ ...sent, ...microphone, producerId: 'voice' });
  await recorder.goLive();
  expect(captured).toContain('voice');
  expect(captured).not.toContain('picture');
  expect(recorder.proof().people).toMatchObject([{ peerId: 'rina', video: 'none' }]);
  await recorder.end();
});
