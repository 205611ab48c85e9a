import { expect, test } from 'vitest';
import { KeyFrameWatch } from './keyframe-watch.ts';

const second = 1_000_000;

/** When the watch asks, in tenths of a second. */
function asks(watch: KeyFrameWatch, fromSecond: number, toSecond: number): number[] {
  const at: number[] = [];
  for (let tenth = fromSecond * 10; tenth < toSecond * 10; tenth += 1) {
    if (watch.ask((tenth * second) / 10)) at.push(tenth);
  }
  return at;
}

const camera = { source: 'camera', codec: 'vp8' } as const;
const broadcastCamera = { source: 'camera', codec: 'h264' } as const;
const screen = { source: 'screen', codec: 'vp8' } as const;

/** A watch whose sender has begun with a keyframe. */
function begun(take: ConstructorParameters<typeof KeyFrameWatch>[0]): KeyFrameWatch {
  const watch = new KeyFrameWatch(take, 0);
  watch.keyFrame(0);
  return watch;
}

test('a sender that begins without a keyframe is asked after a second, then less and less often', () => {
  expect(asks(new KeyFrameWatch(screen, 0), 0, 16)).toEqual([10, 30, 70, 150]);
});

test.each([
  { take: camera, tenth: 101 },
  { take: broadcastCamera, tenth: 20 },
  { take: screen, tenth: 201 },
  { take: { ...screen, codec: 'h264' }, tenth: 201 },
] as const)(
  'a $take.source in $take.codec is asked when its keyframe grows old',
  ({ take, tenth }) => {
    expect(asks(begun(take), 0, 21)[0]).toBe(tenth);
  },
);

test('a keyframe that comes by itself saves asking', () => {
  const watch = begun(camera);
  for (let s = 0; s < 60; s += 5) {
    expect(asks(watch, s, s + 5)).toEqual([]);
    watch.keyFrame((s + 5) * second);
  }
});

test('after a loss it asks at once, then less and less often', () => {
  const watch = begun(camera);
  watch.broken();
  expect(watch.ask(0)).toBe('loss');
  expect(asks(watch, 0, 40)).toEqual([20, 60, 140, 220, 300, 380]);
  watch.keyFrame(40 * second);
  watch.broken();
  expect(asks(watch, 40, 44)).toEqual([400, 420]);
});

test('a camera that is off is left alone, and gets a second to begin again by itself', () => {
  const watch = new KeyFrameWatch(camera, 0);
  watch.paused(true, 0);
  expect(asks(watch, 0, 60)).toEqual([]);
  watch.paused(false, 60 * second);
  expect(asks(watch, 60, 61)).toEqual([]);
  expect(asks(watch, 61, 62)).toHaveLength(1);
});
