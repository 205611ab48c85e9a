import sharp from 'sharp';
import { expect, test } from 'vitest';
import { contrast, coverAccent } from './cover-accent.ts';
import { palette } from './palette.ts';

const cover = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** Hue in degrees. */
function hueOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    parseInt(colour.slice(at, at + 2), 16),
  );
  return (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;
}

test.each([
  ['a dark red', '#5a0f1c', -10],
  ['a deep blue', '#10204f', -135],
  ['a bright green', '#20c040', 130],
])('%s cover gives its own hue, in letters that can be read', async (_, background, hue) => {
  const accent = await coverAccent(await cover(background));
  expect(contrast(accent!, palette.paper)).toBeGreaterThanOrEqual(7);
  const apart = Math.abs(((hueOf(accent!) - hue + 540) % 360) - 180);
  expect(apart).toBeLessThan(20);
});

test('a grey cover has none, and neither has what is no picture', async () => {
  expect(await coverAccent(await cover('#777777'))).toBeUndefined();
  expect(await coverAccent(Buffer.from('not a picture'))).toBeUndefined();
});
