import sharp from 'sharp';
import { createSerial } from './serial.ts';

/** A picture as pages show it. */
export type WebPicture = { body: Buffer; width: number; height: number };

export type PictureInfo = { format: 'jpeg' | 'png'; width: number; height: number };

/** Decoding and encoding of pictures that people upload. The only place that touches their bytes. */
export type Pictures = {
  /** Reads the header. Undefined when it is no JPEG or PNG. */
  inspect(bytes: Buffer): Promise<PictureInfo | undefined>;
  /**
   * Decodes the whole picture and encodes it anew: sRGB without alpha (on white), upright, without metadata.
   * Undefined when it cannot be decoded to its end.
   */
  toJpeg(bytes: Buffer, size: number, quality: number): Promise<Buffer | undefined>;
  /** Whether it begins like a JPEG, PNG or WebP picture that can be decoded. */
  inspectAny(bytes: Buffer): Promise<boolean>;
  /** Like toJpeg, as WebP, no side longer than `side` pixels and never enlarged. */
  toWebp(bytes: Buffer, side: number): Promise<WebPicture | undefined>;
};

/** Longest time one decode may take. */
const timeoutSeconds = 30;

/** @param limitPixels beyond which nothing is decoded, whatever the header says. */
export function createPictures(limitPixels: number): Pictures {
  // One at a time: a decoded picture may take 100 MB.
  const serial = createSerial();
  const open = (bytes: Buffer) =>
    sharp(bytes, { limitInputPixels: limitPixels, failOn: 'error', pages: 1 });

  return {
    async inspect(bytes) {
      // Before any decoder sees it: other formats (SVG above all) are doors to whole languages.
      if (!isJpeg(bytes) && !isPng(bytes)) return undefined;
      try {
        const { format, autoOrient } = await open(bytes).metadata();
        if (format !== 'jpeg' && format !== 'png') return undefined;
        return { format, ...autoOrient };
      } catch {
        return undefined;
      }
    },
    toJpeg: (bytes, size, quality) =>
      serial(async () => {
        try {
          return await open(bytes)
            .timeout({ seconds: timeoutSeconds })
            .autoOrient()
            .flatten({ background: '#ffffff' })
            .toColourspace('srgb')
            .resize(size, size, { fit: 'fill' })
            .jpeg({ quality, mozjpeg: true })
            .toBuffer();
        } catch {
          return undefined;
        }
      }),
    async inspectAny(bytes) {
      if (!isJpeg(bytes) && !isPng(bytes) && !isWebp(bytes)) return false;
      return open(bytes)
        .metadata()
        .then(
          ({ width, height }) => width > 0 && height > 0,
          () => false,
        );
    },
    toWebp: (bytes, side) =>
      serial(async () => {
        try {
          const { data, info } = await open(bytes)
            .timeout({ seconds: timeoutSeconds })
            .autoOrient()
            .flatten({ background: '#ffffff' })
            .toColourspace('srgb')
            .resize(side, side, { fit: 'inside', withoutEnlargement: true })
            // Text on a flat ground: nearly lossless keeps its edges and costs less than a photograph.
            .webp({ quality: 82, smartSubsample: true, effort: 4 })
            .toBuffer({ resolveWithObject: true });
          return { body: data, width: info.width, height: info.height };
        } catch {
          return undefined;
        }
      }),
  };
}

const isJpeg = (bytes: Buffer): boolean =>
  bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
const isPng = (bytes: Buffer): boolean =>
  bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
const isWebp = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).toString('latin1') === 'RIFF' &&
  bytes.subarray(8, 12).toString('latin1') === 'WEBP';
