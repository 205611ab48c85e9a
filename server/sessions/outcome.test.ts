import { expect, test } from 'vitest';
import { outcomeOf, type Left } from './outcome.ts';

const left = (over: Partial<Left>): Left => ({
  ...{ publishMode: 'automatic', recording: 'processing', episode: undefined },
  ...over,
});

test.each<[string, Partial<Left>, ReturnType<typeof outcomeOf>]>([
  ['its recording comes to its end', { recording: 'recording' }, 'making'],
  ['it is made, and publishes itself', {}, 'making'],
  ['it is made, and a host publishes it', { publishMode: 'review' }, 'undecided'],
  ['it waits for a host', { recording: 'ready', episode: 'draft' }, 'undecided'],
  ['it failed', { recording: 'failed' }, 'undecided'],
  [
    'it failed after it was taken down',
    { recording: 'failed', episode: 'published' },
    'undecided',
  ],
  ['a host stopped it', { recording: 'cancelled' }, 'undecided'],
  ['it is made again', { publishMode: 'review', episode: 'published' }, 'making'],
  ['nobody is left in it', { recording: 'ready', episode: 'published' }, 'none'],
  ['a host took it back', { recording: 'ready', episode: 'unpublished' }, 'none'],
  ['a host took it back, and it is made again', { episode: 'unpublished' }, 'none'],
  ['nobody was recorded', { recording: 'empty' }, 'none'],
  ['recording never began', { recording: undefined }, 'none'],
])('%s', (_name, over, expected) => {
  expect(outcomeOf(left(over))).toBe(expected);
});
