import { box, uint16, uint32 } from './boxes.ts';

/** 72 dots an inch, 16.16 fixed point: nobody reads it. */
const dots = 0x0048_0000;
const compressorName = Buffer.alloc(32);

/**
 * The body of the `stsd` box of an H.264 track (ISO/IEC 14496-12 12.1.3, 14496-15 5.4.2).
 * @param configuration AVCDecoderConfigurationRecord.
 */
export function avcDescription(
  { width, height }: { width: number; height: number },
  configuration: Buffer,
): Buffer {
  const entry = box(
    'avc1',
    uint16(0, 0, 0, 1),
    uint32(0, 0, 0, 0),
    uint16(width, height),
    uint32(dots, dots, 0),
    uint16(1),
    compressorName,
    // 24 bits a pixel, and no table of colours.
    uint16(24, 0xffff),
    box('avcC', configuration),
  );
  return Buffer.concat([uint32(0, 1), entry]);
}
