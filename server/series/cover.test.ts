import { expect, test } from 'vitest';
import { coverProblem, makeCover } from './cover.ts';
import type { Pictures } from '../platform/pictures.ts';

const picture = (width: number, height = width) => ({ format: 'png' as const, width, height });

test.each([
  [picture(1400), undefined],
  [picture(3000), undefined],
  [picture(6000), undefined],
  [picture(1399), 'at least 1400'],
  [picture(6001), 'at most 6000'],
  [picture(3000, 2999), 'square'],
])('%o: %s', (info, problem) => {
  if (problem) expect(coverProblem(info)).toContain(problem);
  else expect(coverProblem(info)).toBeUndefined();
});

/** Encodes to a number of bytes that grows with size and quality. */
function fakePictures(width: number, bytesPerPixel: number) {
  const asked: string[] = [];
  const pictures: Pick<Pictures, 'inspect' | 'toJpeg'> = {
    inspect: () => Promise.resolve(picture(width)),
    toJpeg: (_bytes, size, quality) => {
      asked.push(`${size}@${quality}`);
      return Promise.resolve(Buffer.alloc(size * size * bytesPerPixel * (quality / 100)));
    },
  };
  return { pictures, asked };
}

test('a cover is as good as fits into half a megabyte', async () => {
  const light = fakePictures(3000, 0.01);
  expect((await makeCover('id', Buffer.from('x'), light.pictures)).meta).toEqual({
    contentType: 'image/jpeg',
    cacheControl: 'public, max-age=31536000, immutable',
  });
  expect(light.asked).toEqual(['3000@88']);

  const heavy = fakePictures(4000, 0.15);
  const { body } = await makeCover('id', Buffer.from('x'), heavy.pictures);
  expect(heavy.asked).toEqual(['3000@88', '3000@74', '2000@74']);
  expect(body.length).toBeLessThanOrEqual(512 * 1024);
});

test('another picture has another key, the same picture the same', async () => {
  const { key } = await makeCover('id', Buffer.from('x'), fakePictures(1400, 0.01).pictures);
  expect(key).toMatch(/^covers\/id-[0-9a-f]{8}\.jpg$/);
  const same = await makeCover('id', Buffer.from('x'), fakePictures(1400, 0.01).pictures);
  expect(same.key).toBe(key);
  const other = await makeCover('id', Buffer.from('x'), fakePictures(1500, 0.01).pictures);
  expect(other.key).not.toBe(key);
});
