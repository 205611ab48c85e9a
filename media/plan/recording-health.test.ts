import { expect, test } from 'vitest';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { judgeRecording, judgeTakenOut } from './recording-health.ts';

const minute = 60_000;

/** A minute of a microphone that arrived as it should. */
function aTake(
  change: Partial<RemuxedTake>,
  health: Partial<RemuxedTake['health']> = {},
): RemuxedTake {
  return {
    takeId: 'take',
    peerId: 'rina',
    displayName: 'Rina',
    kind: 'audio',
    source: 'microphone',
    codec: 'opus',
    file: 'take.mkv',
    firstMs: 0,
    lastMs: minute,
    frames: 3000,
    keyframesMs: [],
    chunkDigests: [],
    sizes: [],
    gaps: [],
    breaks: [],
    pauses: [],
    ...change,
    health: {
      packets: 3000,
      lostPackets: 0,
      senderReports: 12,
      driftPpm: 8.4,
      clockSteps: [],
      damagedBytes: 0,
      ...health,
    },
  };
}
/** The takes of a recording with nothing special on its timeline. */
function recorded(...takes: RemuxedTake[]): Parameters<typeof judgeRecording>[0] {
  const start = { type: 'session.start', sessionId: 's', recordingId: 'r' } as const;
  const stamp = { seq: 0, monoUs: 0, wallMs: 0 };
  const events = [{ ...start, title: 'T', bootId: 'b', ...stamp }];
  return { events, zeroUs: 0, durationMs: minute, takes };
}
const heard = [{ takeIds: ['take'], loudnessLufs: -23 }];
const found = (take: RemuxedTake, voices: Parameters<typeof judgeRecording>[1] = heard) => {
  const { verdict, takes } = judgeRecording(recorded(take), voices);
  return [verdict, ...takes[0]!.findings.map(({ kind }) => kind)];
};

test('a take that arrived as it should is good, and says so in numbers', () => {
  expect(judgeRecording(recorded(aTake({})), heard)).toEqual({
    verdict: 'good',
    missing: [],
    stillHeard: [],
    takes: [
      {
        displayName: 'Rina',
        source: 'microphone',
        fromMs: 0,
        toMs: minute,
        packets: 3000,
        lostPackets: 0,
        gaps: 0,
        gapMs: 0,
        shed: 0,
        shedMs: 0,
        driftPpm: 8,
        stalls: 0,
        senderReports: 12,
        damagedBytes: 0,
        sizes: [],
        loudnessLufs: -23,
        findings: [],
      },
    ],
  });
});

test.each([
  ['no sender reports', aTake({}, { senderReports: 0 }), ['poor', 'no-clock']],
  [
    'a page reloaded before its first report',
    aTake({ lastMs: 2_000 }, { senderReports: 0 }),
    ['good'],
  ],
  [
    'one that was muted but for some seconds',
    aTake({ pauses: [{ fromMs: 5_000, toMs: minute }] }, { senderReports: 0 }),
    ['good'],
  ],
  ['a short gap', aTake({ gaps: [{ fromMs: 0, toMs: 200 }] }), ['fair', 'lost']],
  ['half a second of gaps', aTake({ gaps: [{ fromMs: 0, toMs: 500 }] }), ['poor', 'lost']],
  ['a torn tail', aTake({}, { damagedBytes: 900 }), ['fair', 'damaged']],
  ['a damaged log', aTake({}, { damagedBytes: 100_000 }), ['poor', 'damaged']],
  ['a stall', aTake({}, { clockSteps: [{ atMs: 9, stepMs: 700 }] }), ['fair', 'stalled']],
  ['a bad crystal', aTake({}, { driftPpm: -400 }), ['fair', 'drifting']],
])('%s', (_what, take, expected) => {
  expect(found(take)).toEqual(expected);
});

test.each([
  ['silence from an open microphone', aTake({}), null, ['poor', 'silent']],
  [
    'silence from a muted one',
    aTake({ pauses: [{ fromMs: 0, toMs: 50_000 }] }),
    null,
    ['good'],
  ],
  ['a quiet voice', aTake({}), -45, ['fair', 'quiet']],
  ['a voice that clips', aTake({}), -6, ['fair', 'loud']],
])('%s', (_what, take, loudnessLufs, expected) => {
  expect(found(take, [{ takeIds: ['take'], loudnessLufs }])).toEqual(expected);
});

test('once voices are cleaned it says how loud they are in the episode, and what disturbed them', () => {
  const cleaned = { takeIds: ['take'], loudnessLufs: -24.26, noiseDb: -44.04, hasBleed: true };
  const { verdict, takes } = judgeRecording(recorded(aTake({})), heard, [cleaned]);
  expect(verdict).toBe('fair');
  expect(takes[0]).toMatchObject({ loudnessLufs: -23, levelledLufs: -20, noiseDb: -44 });
  expect(takes[0]!.findings.map(({ kind }) => kind)).toEqual(['noisy', 'echo']);
  const quietRoom = { ...cleaned, noiseDb: -60, hasBleed: false, loudnessLufs: -52 };
  const quiet = judgeRecording(recorded(aTake({})), heard, [quietRoom]).takes[0]!;
  expect(quiet).toMatchObject({ levelledLufs: -22, findings: [] });
});

test('a camera reports sooner than a microphone', () => {
  const camera = (lastMs: number) =>
    aTake({ kind: 'video', source: 'camera', lastMs }, { senderReports: 0 });
  expect(found(camera(4_000))).toEqual(['good']);
  expect(found(camera(8_000))).toEqual(['poor', 'no-clock']);
  expect(found(aTake({ lastMs: 8_000 }, { senderReports: 0 }))).toEqual(['good']);
});

test('a camera is not asked for its voice, and shows its sizes', () => {
  const sizes = [
    { fromMs: 0, width: 640, height: 360 },
    { fromMs: 9_000, width: 320, height: 180 },
  ];
  const { verdict, takes } = judgeRecording(
    recorded(aTake({ kind: 'video', source: 'camera', sizes })),
    [],
  );
  expect(verdict).toBe('good');
  expect(takes[0]).not.toHaveProperty('loudnessLufs');
  expect(takes[0]!.sizes).toEqual([
    { width: 640, height: 360 },
    { width: 320, height: 180 },
  ]);
});

test('where somebody who was taken out may still be heard wants a look, and is told as far as it is known', () => {
  const good = judgeRecording(recorded(aTake({})), heard);
  const takes = [aTake({ peerId: 'rina', displayName: 'Rina', source: 'microphone' })];
  const silent = { peerId: 'rina', stretches: [{ fromMs: 0, toMs: 9_000 }], beneath: [] };
  const beneath = { ...silent, beneath: [{ fromMs: 10_000, toMs: 12_000 }] };
  const judge = (bleed: (typeof beneath)[], isBleedKnown: boolean) =>
    judgeTakenOut(good, { bleed, isBleedKnown }, takes);
  expect(judge([silent], true)).toEqual(good);
  expect(judge([silent], false)).toEqual({ ...good, verdict: 'poor', maybeHeard: true });
  const stillHeard = [{ fromMs: 10_000, toMs: 12_000, displayName: 'Rina' }];
  expect(judge([beneath], true)).toEqual({ ...good, verdict: 'poor', stillHeard });
  // Of somebody who is not in the episode either nothing is heard.
  expect(judge([{ ...beneath, peerId: 'budi' }], true)).toEqual(good);
});
