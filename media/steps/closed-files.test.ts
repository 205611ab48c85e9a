import { expect, test } from 'vitest';
import type { TakeStory } from '../capture/session-story.ts';
import { closedFiles } from './closed-files.ts';

function aTake(takeId: string, endUs: number, peerId = 'ani'): TakeStory {
  const who = { takeId, peerId, displayName: 'Ani', producerId: 'p', paused: false } as const;
  const what = { kind: 'audio', source: 'microphone', codec: 'opus' } as const;
  const at = { seq: 1, monoUs: 1, wallMs: 1 };
  return {
    start: { type: 'take.start', ...who, ...what, ...at },
    ...{ endUs, endReason: undefined, pauses: [] },
  };
}

const listed = (...paths: string[]) => paths.map((path) => ({ path, bytes: 1 }));
const pathsOf = (files: { path: string }[]): string[] => files.map(({ path }) => path);

test('of a take that goes on, all but its last segment; of one that has ended, all', () => {
  const files = listed(
    ...['takes/a/0000.rtpl', 'takes/a/0001.rtpl', 'takes/b/0000.rtpl', 'takes/b/0001.rtpl'],
    'timeline.jsonl',
  );
  const takes = [aTake('a', Infinity), aTake('b', 5)];
  expect(pathsOf(closedFiles(files, { takes, refusedPeers: new Set() }))).toEqual([
    ...['takes/a/0000.rtpl', 'takes/b/0000.rtpl', 'takes/b/0001.rtpl', 'timeline.jsonl'],
  ]);
});

test('nothing of who took the consent back, nor of a take that is not on the timeline yet', () => {
  const files = listed('takes/a/0000.rtpl', 'takes/b/0000.rtpl', 'timeline.jsonl');
  const takes = [aTake('a', 5)];
  expect(pathsOf(closedFiles(files, { takes, refusedPeers: new Set(['ani']) }))).toEqual([
    'timeline.jsonl',
  ]);
});
