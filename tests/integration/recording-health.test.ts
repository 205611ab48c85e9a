import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { startsVp8KeyFrame } from '../../media/capture/vp8.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { judgeRecording } from '../../media/plan/recording-health.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type {
  MissingStretch,
  RecordingHealth,
} from '../../server/protocol/recording-health.ts';
import { loadFlashMedia, type FlashMedia } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import {
  arrivalsOf,
  writeRecording,
  type Arrival,
  type Track,
} from '../support/written-recording.ts';

/** What a recording's health says of recordings as they lie on the disk, by the real remuxer and the real rules. */
type Written = Parameters<typeof writeRecording>[1];

const scope = new Scope('test', silentLog);
let media: FlashMedia;

beforeAll(async () => {
  media = await loadFlashMedia();
});
afterAll(() => scope.close('done'));

async function judge(written: Omit<Written, 'ranges'>, lengthMs = 60_000) {
  const recordingsDir = await makeRecordingsDir(scope);
  const recordingId = await writeRecording(recordingsDir, {
    ...{ ...written, ranges: [[0, lengthMs]] },
  });
  const files = recordingFiles(recordingsDir, recordingId);
  const remuxed = await remuxRecording({
    ...{ files, outDir: path.join(files.work, 'takes'), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  // Everybody is heard as they should be: that is another matter.
  const takeIds = remuxed.takes.map(({ takeId }) => takeId);
  return judgeRecording(remuxed, [{ takeIds, loudnessLufs: -20 }]);
}

const sound = (fromMs: number, toMs: number, more: Partial<Track> = {}): Arrival[] =>
  arrivalsOf({
    ...{ frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 },
    ...{ fromMs, toMs, ...more },
  });
const pictures = (fromMs: number, toMs: number): Arrival[] =>
  arrivalsOf({
    ...{ frames: packetiseVp8(media.vp8), frameMs: 1000 / 30, clockRate: 90_000 },
    ...{ fromMs, toMs },
  });
type Take = Written['takes'][number];
/** Sound of somebody while it is open, and why it ends. */
const voice = (
  takeId: string,
  fromMs: number,
  toMs: number,
  reason: NonNullable<Take['ends']>['reason'],
  more: Partial<Take> = {},
): Take => ({
  ...{ takeId, codec: 'opus', beginsMs: fromMs, arrivals: sound(fromMs, toMs) },
  ...{ ends: { atMs: toMs, reason }, ...more },
});

/** Pictures of Ani's camera, as long as somebody is heard. */
const judgeCamera = (arrivals: readonly Arrival[], more: Partial<Take> = {}) =>
  judge({
    takes: [
      { takeId: 'camera', codec: 'vp8', arrivals, ...more },
      voice('sound', 0, 60_000, 'session-ended'),
    ],
  });

/** In whole seconds, as `from to`. */
const told = ({ missing }: RecordingHealth) =>
  missing.map(({ fromMs, toMs, reason, kinds, names, isProblem }) => ({
    when: `${inSeconds(fromMs)} ${inSeconds(toMs)}`,
    ...{ reason, kinds, names, isProblem },
  }));
const inSeconds = (ms: MissingStretch['toMs']) =>
  ms === undefined ? 'on' : String(Math.round(ms / 1_000));

test('half a minute without room on the disk is told, and the recording is not good', async () => {
  const health = await judge({
    takes: [
      voice('before', 0, 10_000, 'no-room'),
      voice('after', 40_000, 60_000, 'session-ended'),
    ],
  });
  expect(told(health)).toEqual([
    { when: '10 40', reason: 'no-room', kinds: ['audio'], names: [], isProblem: true },
  ]);
  expect(health.verdict).toBe('poor');
  // What did arrive, arrived whole.
  expect(health.takes.map(({ findings }) => findings)).toEqual([[], []]);
});

test('who came on stage without room on the disk has no take, and the timeline tells', async () => {
  const health = await judge({
    takes: [voice('ani', 0, 60_000, 'session-ended')],
    told: [
      [20_000, { type: 'disk.full', kind: 'video' }],
      [35_000, { type: 'disk.free', kind: 'video' }],
    ],
  });
  expect(told(health)).toMatchObject([{ when: '20 35', kinds: ['video'], names: [] }]);
  expect(health.verdict).toBe('poor');
});

test('a disk that stays full is told to the end', async () => {
  const health = await judge({
    takes: [
      voice('ani', 0, 60_000, 'session-ended'),
      {
        ...{ takeId: 'camera', codec: 'vp8', arrivals: pictures(0, 15_000) },
        ends: { atMs: 15_000, reason: 'no-room' },
      },
    ],
  });
  expect(told(health)).toMatchObject([{ when: '15 60', reason: 'no-room', kinds: ['video'] }]);
});

test('a disk that refused even the end of a take is told by the take that follows', async () => {
  const health = await judge({
    takes: [
      voice('before', 0, 10_000, 'closed', { ends: null }),
      voice('after', 30_000, 60_000, 'session-ended'),
    ],
  });
  expect(told(health)).toMatchObject([{ when: '10 30', reason: 'no-room', names: ['Ani'] }]);
});

test('a recorder that died parts everybody at once, and is one line', async () => {
  const others = { peerId: 'budi' };
  const health = await judge({
    takes: [
      voice('ani-1', 0, 10_000, 'interrupted'),
      voice('ani-2', 13_000, 60_000, 'session-ended'),
      voice('budi-1', 0, 10_050, 'interrupted', others),
      voice('budi-2', 13_100, 60_000, 'session-ended', others),
      {
        ...{ takeId: 'camera-1', codec: 'vp8', arrivals: pictures(0, 10_000) },
        ends: { atMs: 10_000, reason: 'interrupted' },
      },
      {
        ...{ takeId: 'camera-2', codec: 'vp8', arrivals: pictures(13_000, 60_000) },
        ...{ beginsMs: 13_000, ends: { atMs: 60_000, reason: 'session-ended' } },
      },
    ],
    told: [[12_900, { type: 'recorder.restart' }]],
  });
  expect(told(health)).toEqual([
    {
      ...{ when: '10 13', reason: 'recorder-failed', isProblem: true },
      ...{ kinds: ['audio', 'video'], names: ['Ani', 'budi'] },
    },
  ]);
});

test('half a second that a kill cost is told, and no reason to call it poor', async () => {
  const health = await judge({
    takes: [
      voice('before', 0, 10_000, 'interrupted'),
      voice('after', 10_500, 60_000, 'session-ended'),
    ],
    told: [[10_400, { type: 'recorder.restart' }]],
  });
  expect(told(health)).toMatchObject([{ reason: 'recorder-failed', isProblem: false }]);
  expect(health.missing[0]!.toMs! - health.missing[0]!.fromMs).toBeGreaterThan(450);
  expect(health.verdict).toBe('fair');
});

test('while the hub was away nothing was recorded, however often a take was tried meanwhile', async () => {
  const health = await judge({
    takes: [
      voice('before', 0, 10_000, 'interrupted'),
      { ...voice('vain', 21_000, 21_010, 'interrupted'), arrivals: [] },
      { ...voice('vain too', 22_000, 22_010, 'interrupted'), arrivals: [] },
      voice('after', 25_000, 60_000, 'session-ended'),
    ],
    told: [[20_000, { type: 'clock', bootId: 'b' }]],
  });
  expect(told(health)).toMatchObject([{ when: '10 25', reason: 'server-failed' }]);
});

test('a recorder that hung had written nothing before it was killed', async () => {
  const health = await judge({
    takes: [
      voice('before', 0, 10_000, 'interrupted', {
        ends: { atMs: 16_000, reason: 'interrupted' },
      }),
      voice('after', 17_000, 60_000, 'session-ended'),
    ],
    told: [[16_500, { type: 'recorder.restart' }]],
  });
  expect(told(health)).toMatchObject([{ when: '10 17', reason: 'recorder-failed' }]);
});

test('a recording that broke off and never went on says from when', async () => {
  const broken = await judge(
    {
      takes: [voice('all', 0, 10_000, 'interrupted')],
      told: [[10_001, { type: 'session.end', reason: 'recovered' }]],
    },
    10_000,
  );
  expect(told(broken)).toMatchObject([
    { when: '10 on', reason: 'server-failed', isProblem: true },
  ]);
  expect(broken.verdict).toBe('poor');

  const others = await judge({
    takes: [
      voice('ani', 0, 10_000, 'interrupted'),
      voice('budi', 0, 60_000, 'session-ended', { peerId: 'budi' }),
    ],
  });
  expect(told(others)).toMatchObject([{ when: '10 on', names: ['Ani'], isProblem: true }]);
});

test.each<[string, (TakeOf: typeof voice) => Omit<Written, 'ranges'>]>([
  [
    'left and came back',
    (of) => ({
      takes: [of('a', 0, 10_000, 'left'), of('b', 40_000, 60_000, 'session-ended')],
      told: [[10_000, { type: 'peer.leave', peerId: 'ani' }]],
    }),
  ],
  [
    'switched it off and on',
    (of) => ({
      takes: [of('a', 0, 10_000, 'closed'), of('b', 40_000, 60_000, 'session-ended')],
    }),
  ],
  [
    'took back their consent and gave it again',
    (of) => ({
      takes: [
        of('a', 0, 10_000, 'consent-withdrawn'),
        of('b', 40_000, 60_000, 'session-ended'),
      ],
    }),
  ],
  [
    'was muted for long',
    (of) => ({
      takes: [
        of('a', 30_000, 60_000, 'session-ended', { beginsMs: 0, pausedUntilMs: 30_000 }),
        { ...of('b', 0, 60_000, 'session-ended', { peerId: 'budi' }) },
      ],
    }),
  ],
  [
    'was muted all the time',
    (of) => ({
      takes: [
        of('a', 0, 60_000, 'session-ended'),
        {
          ...of('b', 0, 60_000, 'session-ended', { peerId: 'budi', pausedUntilMs: 60_000 }),
          arrivals: [],
        },
      ],
    }),
  ],
])('who %s is missing nothing', async (_what, written) => {
  const health = await judge(written(voice));
  expect(health).toMatchObject({ verdict: 'good', missing: [] });
});

test('who was muted when the hub died, and still is, is missing nothing', async () => {
  const muted = { pausedUntilMs: 60_000, arrivals: [], peerId: 'budi' };
  const health = await judge({
    takes: [
      voice('ani', 0, 60_000, 'session-ended'),
      { ...voice('b', 0, 10_000, 'interrupted'), ...muted },
      { ...voice('c', 20_000, 60_000, 'session-ended'), ...muted },
    ],
  });
  expect(health).toMatchObject({ verdict: 'good', missing: [] });
});

test('who left while the server was away is missing nothing after that', async () => {
  const health = await judge({
    takes: [voice('a', 0, 10_000, 'interrupted'), voice('b', 50_000, 60_000, 'session-ended')],
    told: [[12_000, { type: 'peer.leave', peerId: 'ani' }]],
  });
  expect(told(health)).toMatchObject([{ when: '10 12' }]);
});

test.each<[string, Take, object]>([
  [
    'a camera without one keyframe',
    { takeId: 'camera', codec: 'vp8', arrivals: [] },
    { kinds: ['video'], names: ['Ani'], when: '0 20' },
  ],
  [
    'a microphone of which no packet came',
    { takeId: 'mute', codec: 'opus', peerId: 'budi', arrivals: [] },
    { kinds: ['audio'], names: ['budi'], when: '0 20' },
  ],
])('%s, though it was open, is told', async (_what, take, expected) => {
  const ends = { atMs: 20_000, reason: 'closed' } as const;
  const isPicture = take.codec === 'vp8';
  const arrivals = isPicture ? withoutKeyframes(pictures(0, 20_000)) : [];
  const health = await judge({
    takes: [voice('sound', 0, 60_000, 'session-ended'), { ...take, ends, arrivals }],
  });
  expect(told(health)).toEqual([{ ...expected, reason: 'nothing-arrived', isProblem: true }]);
  expect(health.verdict).toBe('poor');
});

test.each<[string, () => readonly Arrival[], NonNullable<Take['ends']>, object]>([
  ['without one packet', () => [], { atMs: 20_000, reason: 'closed' }, { when: '0 20' }],
  [
    'but for pictures that cannot be shown',
    () => withoutKeyframes(pictures(0, 20_000)),
    { atMs: 20_000, reason: 'closed' },
    { when: '0 20' },
  ],
  ['of some seconds', () => [], { atMs: 3_000, reason: 'closed' }, { when: '0 3' }],
  [
    'that ended for want of room',
    () => [],
    { atMs: 8_000, reason: 'no-room' },
    { when: '0 8', reason: 'no-room' },
  ],
])(
  'a camera that the recorder did not keep, %s, is not blamed on its person',
  async (_what, kept, ends, expected) => {
    const shed = [10, 1_010, 2_010].map((atMs): Arrival => ({ atMs, shed: true }));
    const arrivals = [...shed, ...kept()].sort((a, b) => a.atMs - b.atMs);
    const health = await judgeCamera(arrivals, { ends });
    const camera = { reason: 'not-kept', kinds: ['video'], names: ['Ani'], isProblem: true };
    expect(told(health)[0]).toEqual({ ...camera, ...expected });
    expect(health.verdict).toBe('poor');
  },
);

test('a page that was reloaded before its first picture lost nothing', async () => {
  const health = await judgeCamera([], { ends: { atMs: 2_000, reason: 'left' } });
  expect(health).toMatchObject({ verdict: 'good', missing: [] });
});

test('pictures before the first that can be shown are lost', async () => {
  const health = await judgeCamera([
    ...withoutKeyframes(pictures(0, 20_000)),
    ...pictures(20_000, 60_000).map((arrival) => later(arrival, 1_000)),
  ]);
  const [camera] = health.takes.filter(({ source }) => source === 'camera');
  expect(camera!.findings).toEqual([{ kind: 'lost', isProblem: true }]);
  expect(camera!.gapMs).toBeGreaterThan(19_000);
  expect(camera!.gapMs).toBeLessThan(22_000);
});

test('pictures after a loss, without a keyframe up to the end, are lost', async () => {
  const all = pictures(0, 60_000);
  const health = await judgeCamera([
    ...all.filter(({ atMs }) => atMs < 30_000),
    ...withoutKeyframes(all.filter(({ atMs }) => atMs > 30_500)),
  ]);
  const [camera] = health.takes.filter(({ source }) => source === 'camera');
  expect(camera!.findings).toEqual([{ kind: 'lost', isProblem: true }]);
  expect(camera!.gapMs).toBeGreaterThan(28_000);
  expect(camera!.gapMs).toBeLessThan(31_000);
});

test.each([
  ['that the recorder could not keep are not blamed on the connection', true],
  ['that never came are', false],
])('pictures %s', async (_what, isShed) => {
  const all = pictures(0, 60_000);
  const notes = [20_010, 21_010, 22_010].map((atMs): Arrival => ({ atMs, shed: true }));
  const kept = all.filter(({ atMs }) => atMs < 20_000 || atMs > 23_000);
  const arrivals = [...kept, ...(isShed ? notes : [])].sort((a, b) => a.atMs - b.atMs);
  // A second one, later on: that one is the connection's.
  const health = await judgeCamera(
    arrivals.filter(({ atMs }) => atMs < 40_000 || atMs > 41_000),
  );
  const [camera] = health.takes.filter(({ source }) => source === 'camera');
  const found = camera!.findings.map((finding) => finding.kind);
  expect(found).toEqual(isShed ? ['lost', 'shed'] : ['lost']);
  expect(camera).toMatchObject(isShed ? { shed: 1, gaps: 1 } : { shed: 0, gaps: 2 });
  if (isShed) expect(camera!.shedMs).toBeGreaterThan(2_500);
});

const isKeyframe = (arrival: Arrival): boolean =>
  'payload' in arrival && startsVp8KeyFrame(arrival.payload);
/** Packet for packet, but for those in which a keyframe begins. */
const withoutKeyframes = (arrivals: readonly Arrival[]): Arrival[] =>
  arrivals.filter((arrival) => !isKeyframe(arrival));
/** The same with higher numbers, as if others had come before. */
const later = (arrival: Arrival, by: number): Arrival =>
  'sequence' in arrival ? { ...arrival, sequence: arrival.sequence + by } : arrival;
