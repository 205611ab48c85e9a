import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import type { ChunkPart } from './chunk-plan.ts';
import type { EditEntry, Slot } from './edit-list.ts';
import { canvas, fitPicture } from './layout.ts';
import { encodedFrames, rungsOf } from './part-forms.ts';

const screen = aTake({
  ...{ peerId: 'ani', source: 'screen', lastMs: 9_000 },
  sizes: [
    { fromMs: 0, width: 1_280, height: 720 },
    { fromMs: 2_000, width: 1_920, height: 1_080 },
    { fromMs: 4_000, width: 640, height: 360 },
  ],
});
const camera = aTake({
  ...{ peerId: 'ani', source: 'camera', lastMs: 9_000 },
  sizes: [{ fromMs: 0, width: 1_920, height: 1_080 }],
});

function slotOf({ takeId, source }: typeof screen): Slot {
  const fit = fitPicture(canvas, canvas, 'contain');
  return { peerId: 'ani', displayName: '', rect: canvas, picture: { takeId, source, fit } };
}
const page: Slot = {
  ...{ peerId: '', displayName: '', rect: canvas, picture: undefined },
  slide: { key: 'a.webp', place: canvas },
};

function partOf(slots: Slot[], startFrame: number, frames = 7): ChunkPart {
  const layout: EditEntry['layout'] = 'screen';
  const entry = { startFrame, endFrame: startFrame + frames, layout, slots };
  return { startFrame, frames, offset: startFrame % 720, entry };
}
const names = (part: ChunkPart): string[] =>
  rungsOf(part, [screen, camera]).map(({ name }) => name);

test.each([
  ['slides', [page], 0, true],
  ['a screen that is small still', [slotOf(screen)], 30, false],
  ['a screen while it is large', [slotOf(screen)], 90, true],
  ['a screen that becomes large within the part', [slotOf(screen)], 55, true],
  ['a screen that was large', [slotOf(screen)], 120, false],
  ['a large camera', [slotOf(camera)], 90, false],
])('%s', (_, slots, startFrame, isSharp) => {
  const wanted = isSharp ? ['1080p', '720p', '360p'] : ['720p', '360p'];
  expect(names(partOf(slots, startFrame))).toEqual(wanted);
});

test('a screen alone needs every other frame of its chunk, and its own first', () => {
  expect(encodedFrames(partOf([slotOf(screen)], 720))).toEqual([0, 2, 4, 6]);
  expect(encodedFrames(partOf([page], 723))).toEqual([0, 1, 3, 5]);
});

test('with a face beside it, it has all of them', () => {
  expect(encodedFrames(partOf([page, slotOf(camera)], 723))).toHaveLength(7);
  const alone: ChunkPart = partOf([slotOf(camera)], 720);
  expect(encodedFrames({ ...alone, entry: { ...alone.entry, layout: 'full' } })).toHaveLength(
    7,
  );
});
