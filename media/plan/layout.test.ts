import { expect, test } from 'vitest';
import {
  canvas,
  fitPicture,
  gridRects,
  screenRects,
  speakerRects,
  type Rect,
} from './layout.ts';

const inside = (rect: Rect, outer: Rect): boolean =>
  rect.x >= outer.x &&
  rect.y >= outer.y &&
  rect.x + rect.width <= outer.x + outer.width &&
  rect.y + rect.height <= outer.y + outer.height;

const apart = (a: Rect, b: Rect): boolean =>
  a.x + a.width <= b.x ||
  b.x + b.width <= a.x ||
  a.y + a.height <= b.y ||
  b.y + b.height <= a.y;

const layouts: [string, Rect[]][] = [
  ...[1, 2, 3].map((count): [string, Rect[]] => [`grid of ${count}`, gridRects(count)]),
  ...[3, 4, 5].map((others): [string, Rect[]] => {
    const { speaker, strip } = speakerRects(others);
    return [`speaker and ${others}`, [speaker, ...strip]];
  }),
  ['screen and speaker', Object.values(screenRects(true)).filter((rect) => rect !== undefined)],
  ['screen', [screenRects(false).screen]],
];

test.each(layouts)('%s: on the canvas, apart from each other, even, not tiny', (_, rects) => {
  for (const [index, rect] of rects.entries()) {
    expect(inside(rect, canvas)).toBe(true);
    expect(Object.values(rect).every((value) => value % 2 === 0)).toBe(true);
    expect(rect.width).toBeGreaterThan(200);
    expect(rect.height).toBeGreaterThan(110);
    for (const other of rects.slice(index + 1)) expect(apart(rect, other)).toBe(true);
  }
});

test('the screen has 78 % of the width', () => {
  expect(screenRects(true).screen.width / canvas.width).toBeCloseTo(0.78, 2);
});

const shapes = [
  [640, 360],
  [640, 480],
  [360, 640],
  [480, 480],
  [1920, 1080],
  [320, 180],
  [2560, 1080],
  [17, 2000],
] as const;
const places = layouts.flatMap(([, rects]) => rects);

test.each(shapes)('%d x %d is never stretched and never leaves its place', (width, height) => {
  for (const place of places) {
    for (const mode of ['cover', 'contain'] as const) {
      const fit = fitPicture({ width, height }, place, mode);
      expect(inside(fit.place, place)).toBe(true);
      expect(inside(fit.crop, { x: 0, y: 0, ...fit.scaled })).toBe(true);
      expect(fit.crop.width).toBe(fit.place.width);
      expect(fit.crop.height).toBe(fit.place.height);
      const wanted = Math.min(fit.scaled.width, (fit.scaled.height * width) / height);
      expect(Math.abs(fit.scaled.width - wanted)).toBeLessThanOrEqual(width > 20 ? 4 : 20);
      if (mode === 'contain') expect(fit.crop).toMatchObject({ x: 0, y: 0, ...fit.scaled });
    }
  }
});

test('a tall phone keeps its whole picture, a 4:3 webcam fills the canvas', () => {
  expect(fitPicture({ width: 360, height: 640 }, canvas, 'cover').place.width).toBeLessThan(
    420,
  );
  expect(fitPicture({ width: 640, height: 480 }, canvas, 'cover').place).toEqual(canvas);
});
