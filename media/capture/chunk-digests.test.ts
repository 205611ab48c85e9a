import { expect, test } from 'vitest';
import { toChunk } from '../plan/frame-grid.ts';
import { ChunkDigests } from './chunk-digests.ts';

type Frames = [ms: number, data: string][];

function digestsOf(frames: Frames, track = 'vp8') {
  const digests = new ChunkDigests(toChunk);
  digests.begin(track);
  for (const [ms, data] of frames) digests.add(ms, Buffer.from(data));
  return digests.list();
}

const frames: Frames = [
  [0, 'a'],
  [23_980, 'b'],
  // Shown by the first frame of the next chunk.
  [23_990, 'c'],
  [100_000, 'd'],
];

test('each chunk of the grid that has frames has its digest', () => {
  expect(digestsOf(frames).map(({ chunk }) => chunk)).toEqual([0, 1, 4]);
  expect(digestsOf([])).toEqual([]);
});

test('a take that goes on leaves the chunks before the last one as they were', () => {
  const before = digestsOf(frames);
  const grown = digestsOf([...frames, [100_033, 'e'], [130_000, 'f']]);
  expect(grown.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(grown[2]).not.toEqual(before[2]);
});

test('another time, other bytes, another order or another decoder are another digest', () => {
  const others: [Frames, string?][] = [
    [[[0, 'ab']]],
    [[[1, 'ab']]],
    [[[0, 'ba']]],
    [
      [
        [0, 'a'],
        [0, 'b'],
      ],
    ],
    [[[0, 'ab']], 'h264'],
  ];
  const all = others.map(([each, track]) => digestsOf(each, track)[0]?.digest);
  expect(new Set(all).size).toBe(others.length);
});
