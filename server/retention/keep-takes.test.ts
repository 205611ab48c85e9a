import { expect, test } from 'vitest';
import { isDue, keepTakes, overdueSince, type TakesFacts } from './keep-takes.ts';

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const keepMs = 10 * 24 * 3_600_000;
const made: TakesFacts = {
  ...{ state: 'ready', endedAt: day(1), takesDeletedAt: undefined, readBack: undefined },
  editedAt: undefined,
  episode: {
    state: 'published',
    publishedAt: day(1),
    audioReadyAt: day(1),
    videoReadyAt: day(1),
  },
};
const episode = made.episode!;
const problem = { kind: 'missing', key: 'episodes/e/1-a/audio.mp3' } as const;

test.each<[string, Partial<TakesFacts>, ReturnType<typeof keepTakes>]>([
  ['a published episode', {}, { state: 'until', at: day(11) }],
  [
    'one that was published late',
    { episode: { ...episode, publishedAt: day(5) } },
    { state: 'until', at: day(15) },
  ],
  [
    'one that was made again',
    { episode: { ...episode, videoReadyAt: day(9) } },
    { state: 'until', at: day(19) },
  ],
  [
    'one that was edited, and not made again yet',
    { editedAt: day(8) },
    { state: 'until', at: day(18) },
  ],
  [
    'one that was taken down',
    { episode: { ...episode, state: 'unpublished' } },
    { state: 'until', at: day(11) },
  ],
  [
    'one that no host has published',
    { episode: { ...episode, state: 'draft' } },
    { state: 'undecided' },
  ],
  ['one that failed', { state: 'failed' }, { state: 'undecided' }],
  ['one that was stopped', { state: 'cancelled' }, { state: 'undecided' }],
  ['one that is being made', { state: 'processing' }, { state: 'undecided' }],
  ['one that goes on', { state: 'recording', endedAt: undefined }, { state: 'undecided' }],
  ['nothing', { state: 'empty', episode: undefined }, { state: 'until', at: day(11) }],
  [
    'one of which something is missing',
    { readBack: { at: day(12), objects: 0, bytes: 0, problem } },
    { state: 'held', readBack: { at: day(12), objects: 0, bytes: 0, problem } },
  ],
  [
    'one of which something was missing before it was made again',
    {
      episode: { ...episode, videoReadyAt: day(12) },
      readBack: { at: day(11), objects: 0, bytes: 0, problem },
    },
    { state: 'until', at: day(22) },
  ],
  [
    'one whose takes are gone',
    { takesDeletedAt: day(12), readBack: { at: day(12), objects: 2, bytes: 9 } },
    { state: 'deleted', at: day(12), readBack: { at: day(12), objects: 2, bytes: 9 } },
  ],
])('the takes of %s', (_what, change, kept) => {
  expect(keepTakes({ ...made, ...change }, keepMs)).toEqual(kept);
});

test('without a time, takes are kept for ever', () => {
  expect(keepTakes(made, undefined)).toEqual({ state: 'kept' });
});

test('takes are due when their time is over, and after a problem once a day', () => {
  expect(isDue({ state: 'until', at: day(11) }, day(10))).toBe(false);
  expect(isDue({ state: 'until', at: day(11) }, day(11))).toBe(true);
  const readBack = { at: day(12), objects: 0, bytes: 0, problem };
  expect(isDue({ state: 'held', readBack }, new Date(day(13).getTime() - 1))).toBe(false);
  expect(isDue({ state: 'held', readBack }, day(13))).toBe(true);
  for (const state of ['kept', 'undecided'] as const)
    expect(isDue({ state }, day(30))).toBe(false);
});

test('takes are overdue a day after their time, and as soon as something is found to be wrong', () => {
  const until = { state: 'until', at: day(11) } as const;
  expect(overdueSince(until, new Date(day(12).getTime() - 1))).toBeUndefined();
  expect(overdueSince(until, day(12))).toEqual(day(11));
  const readBack = { at: day(11), objects: 0, bytes: 0, problem };
  expect(overdueSince({ state: 'held', readBack }, day(11))).toEqual(day(11));
  expect(overdueSince({ state: 'undecided' }, day(30))).toBeUndefined();
});
