import { expect, test } from 'vitest';
import type { TimelineEntry, TimelineEvent } from '../contract/timeline.ts';
import { tellStory } from './session-story.ts';

/** Events a second apart. */
function timeline(...entries: TimelineEntry[]): TimelineEvent[] {
  return entries.map((entry, seq) => ({ ...entry, seq, monoUs: seq * 1e6, wallMs: seq * 1e3 }));
}

const begin: TimelineEntry = {
  ...{ type: 'session.start', sessionId: 's', recordingId: 'r', title: 'T', bootId: 'b' },
};
const take = (takeId: string, paused = false): TimelineEntry => ({
  ...{ type: 'take.start', takeId, peerId: 'ani', displayName: 'Ani', kind: 'audio' },
  ...{ source: 'microphone', codec: 'opus', producerId: 'p', paused },
});
const consent = (granted: boolean): TimelineEntry => ({
  ...{ type: 'consent', peerId: 'ani', granted, textVersion: '1' },
});

test('zero is the first record.on, and ranges last until record.off', () => {
  const story = tellStory(
    timeline(
      begin,
      { type: 'record.on' },
      { type: 'record.off' },
      { type: 'record.on' },
      { type: 'session.end', reason: 'ended' },
    ),
  );
  expect(story.zeroUs).toBe(1e6);
  expect(story.ranges).toEqual([
    { fromUs: 1e6, toUs: 2e6 },
    { fromUs: 3e6, toUs: 4e6 },
  ]);
});

test('pauses open and close, and end with their take', () => {
  const story = tellStory(
    timeline(
      begin,
      take('a', true),
      { type: 'take.resume', takeId: 'a' },
      { type: 'take.pause', takeId: 'a' },
      { type: 'take.end', takeId: 'a', reason: 'left' },
    ),
  );
  expect(story.takes[0]).toMatchObject({
    ...{ endUs: 4e6, endReason: 'left' },
    pauses: [
      { fromUs: 1e6, toUs: 2e6 },
      { fromUs: 3e6, toUs: 4e6 },
    ],
  });
});

test('a take that nothing ended has no end', () => {
  expect(tellStory(timeline(begin, take('a'))).takes[0]!.endUs).toBe(Infinity);
});

test.each([
  { answers: [true, false], refused: true },
  { answers: [true, false, true], refused: false },
  { answers: [], refused: false },
])('the last answer counts: $answers', ({ answers, refused }) => {
  const { refusedPeers } = tellStory(timeline(begin, ...answers.map(consent)));
  expect(refusedPeers.has('ani')).toBe(refused);
});

test('what does not say whose recording it is, is no timeline', () => {
  expect(() => tellStory(timeline({ type: 'record.on' }))).toThrow('whose recording');
});

test('each clock says it once more; one that counts as on opens nothing anew once it was on', () => {
  const clock = (isOn: boolean): TimelineEntry => ({
    ...{ type: 'clock', bootId: 'b', sessionId: 's', recordingId: 'r', isOn },
  });
  const told = tellStory(timeline(take('t1'), clock(false), clock(true), clock(true)));
  expect(told).toMatchObject({ sessionId: 's', recordingId: 'r', zeroUs: 2e6 });
  expect(told.ranges).toEqual([{ fromUs: 2e6, toUs: Infinity }]);
  const again = tellStory(
    timeline(clock(true), { type: 'record.on' }, { type: 'record.off' }, clock(false)),
  );
  expect(again.ranges).toEqual([{ fromUs: 0, toUs: 2e6 }]);
  const off = timeline(begin, { type: 'record.on' }, { type: 'record.off' }, clock(true));
  expect(tellStory(off).ranges).toEqual([{ fromUs: 1e6, toUs: 2e6 }]);
});

test('when it was on is told in order of time, also what was put back behind the end', () => {
  const on = { type: 'record.on' } as const;
  const off = { type: 'record.off' } as const;
  const [start, ...known] = timeline(begin, on, off);
  const lost = [on, off].map((entry, n) => ({ ...entry, seq: 9, monoUs: n - 2e6, wallMs: 0 }));
  const { zeroUs, ranges } = tellStory([start!, ...known, ...lost]);
  expect(zeroUs).toBe(-2e6);
  expect(ranges.map(({ fromUs }) => fromUs)).toEqual([-2e6, 1e6]);
});
