import { createHash } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import type { ObjectMeta } from '../platform/object-store.ts';
import type { PictureInfo, Pictures } from '../platform/pictures.ts';

/** What podcast directories take: square, within these sides, in pixels. */
const minSide = 1400;
const maxSide = 3000;
/** What we take: larger pictures are made smaller, up to this side. */
const maxInputSide = 6000;
export const coverPixelLimit = maxInputSide * maxInputSide;
/** Largest upload. */
export const coverUploadBytes = 20 * 1024 * 1024;
/** Larger covers load slowly in podcast apps. */
const maxBytes = 512 * 1024;

type CoverPictures = Pick<Pictures, 'inspect' | 'toJpeg'>;

export type Cover = { key: string; body: Buffer; meta: ObjectMeta };

/** Turns an uploaded picture into a cover that every podcast directory takes, or says why it cannot. */
export async function makeCover(
  seriesId: string,
  upload: Buffer,
  pictures: CoverPictures,
): Promise<Cover> {
  const info = await pictures.inspect(upload);
  if (!info) throw refusal('This is not a JPEG or PNG picture, or it is damaged.');
  const problem = coverProblem(info);
  if (problem) throw refusal(problem);
  const body = await encode(upload, Math.min(info.width, maxSide), pictures);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 8);
  return {
    key: `covers/${seriesId}-${hash}.jpg`,
    body,
    meta: {
      contentType: 'image/jpeg',
      cacheControl: 'public, max-age=31536000, immutable',
    },
  };
}

/** Why a picture of this size cannot be a cover; undefined when it can. */
export function coverProblem({ width, height }: PictureInfo): string | undefined {
  const size = `This one is ${width} × ${height}.`;
  if (width !== height) return `A cover must be square. ${size}`;
  if (width < minSide) {
    return `A cover must be at least ${minSide} × ${minSide} pixels. ${size}`;
  }
  if (width > maxInputSide) {
    return `A cover may be at most ${maxInputSide} × ${maxInputSide} pixels. ${size}`;
  }
  return undefined;
}

/** As good as fits: first less quality, then fewer pixels. */
async function encode(upload: Buffer, side: number, pictures: CoverPictures): Promise<Buffer> {
  const attempts = [
    { size: side, quality: 88 },
    { size: side, quality: 74 },
    { size: Math.min(side, 2000), quality: 74 },
    { size: minSide, quality: 66 },
    { size: minSide, quality: 40 },
  ];
  let body: Buffer | undefined;
  for (const { size, quality } of attempts) {
    body = await pictures.toJpeg(upload, size, quality);
    if (!body) throw refusal('This picture is damaged. Save it again and try once more.');
    if (body.length <= maxBytes) break;
  }
  // Noise may not fit even so; directories only advise the size, they do not refuse.
  return body as Buffer;
}

const refusal = (message: string) =>
  new AppError('invalid-input', message, { fields: { cover: message } });
