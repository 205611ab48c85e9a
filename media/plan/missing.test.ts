import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import type { TimelineEntry, TimelineEvent } from '../contract/timeline.ts';
import { findMissing } from './missing.ts';

const minute = 60_000;
type Told = readonly [number, TimelineEntry];

/** A minute in which Ani has a microphone on, of which the disk took the first fifty seconds. */
function missingOf(ends: readonly Told[], gave = true) {
  const who = { peerId: 'ani', displayName: 'Ani', kind: 'audio' } as const;
  const take = { takeId: 'take', ...who, source: 'microphone', codec: 'opus' } as const;
  const told: Told[] = [
    [0, { type: 'session.start', sessionId: 's', recordingId: 'r', title: 'T', bootId: 'b' }],
    [0, { type: 'record.on' }],
    [0, { type: 'take.start', ...take, producerId: 'p', paused: false }],
    ...ends,
    [minute, { type: 'session.end', reason: 'ended' }],
  ];
  const events = told.map(([ms, entry], seq): TimelineEvent => ({
    ...entry,
    seq,
    monoUs: 1_000 * ms,
    wallMs: ms,
  }));
  return findMissing({
    ...{ events, zeroUs: 0, durationMs: minute, unwrittenTakeIds: ['take'] },
    takes: gave ? [aTake({ ...take, firstMs: 0, lastMs: 50_000 })] : [],
  });
}

const ended = (ms: number): Told => [
  ms,
  { type: 'take.end', takeId: 'take', reason: 'session-ended' },
];
const notKept = { reason: 'not-kept', kinds: ['audio'], names: ['Ani'], isProblem: true };

test('the end of a take that the disk never took is missing', () => {
  expect(missingOf([ended(minute)])).toEqual([{ ...notKept, fromMs: 50_000, toMs: minute }]);
  expect(missingOf([ended(minute)], false)).toEqual([{ ...notKept, fromMs: 0, toMs: minute }]);
});

test('not while its person was muted', () => {
  const muted: Told = [55_000, { type: 'take.pause', takeId: 'take' }];
  expect(missingOf([muted, ended(minute)])).toEqual([
    { ...notKept, fromMs: 50_000, toMs: 55_000 },
  ]);
});

test('what was cut off under it is told for that reason alone', () => {
  const cut: Told = [minute, { type: 'take.end', takeId: 'take', reason: 'interrupted' }];
  expect(missingOf([cut]).map(({ reason }) => reason)).toEqual(['server-failed']);
});
