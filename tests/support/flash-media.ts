import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = path.resolve(import.meta.dirname, '../../.cache/flash-media');

/** A white picture and a 1 kHz tone in the first 100 ms of each second, as encoders would hand it to RTP. Loops seamlessly. */
export type FlashMedia = {
  /** 30 a second, a keyframe each half second. */
  vp8: Buffer[];
  /** The same at half the size: a lower layer. */
  vp8Small: Buffer[];
  /** 4 a second, a keyframe each second, white for as long as it lasts: a camera in little light. */
  vp8Slow: Buffer[];
  /** NAL units of each picture. */
  h264: Buffer[][];
  /** Packets of 20 ms. */
  opus: Buffer[];
};

const pictureAt = (rate: number): string =>
  `color=c=black:s=320x180:r=${rate}:d=4,drawbox=c=white:t=fill:enable='lt(mod(t,1),0.099)'`;
const picture = pictureAt(30);
const tone = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000:d=4";

/** Made once with ffmpeg and kept: a few hundred kilobytes. */
export async function loadFlashMedia(): Promise<FlashMedia> {
  const vp8With = (keyframeEvery: number): string =>
    `-c:v libvpx -deadline realtime -b:v 200k -g ${keyframeEvery} -auto-alt-ref 0`;
  const vp8 = vp8With(15);
  const [ivf, smallIvf, slowIvf, h264, ogg] = await Promise.all([
    make('flash.ivf', picture, vp8),
    make('flash-small.ivf', `${picture},scale=160:90`, vp8),
    make('flash-slow.ivf', pictureAt(4), vp8With(4)),
    make(
      'flash.h264',
      picture,
      '-c:v libx264 -profile:v baseline -pix_fmt yuv420p -g 15 -keyint_min 15 -sc_threshold 0 -b:v 200k -bsf:v h264_metadata=aud=insert -f h264',
    ),
    make(
      'flash.ogg',
      tone,
      '-c:a libopus -b:a 48k -ac 2 -frame_duration 20 -page_duration 20000',
    ),
  ]);
  return {
    vp8: readIvf(ivf),
    vp8Small: readIvf(smallIvf),
    vp8Slow: readIvf(slowIvf),
    h264: readAnnexB(h264),
    opus: readOgg(ogg).slice(0, 200),
  };
}

async function make(name: string, source: string, options: string): Promise<Buffer> {
  const file = path.join(cache, name);
  if (!existsSync(file)) {
    await mkdir(cache, { recursive: true });
    const unfinished = path.join(cache, `${process.pid}-${name}`);
    const args = ['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', source];
    await run('ffmpeg', [...args, ...options.split(' '), unfinished]);
    await rename(unfinished, file);
  }
  return readFile(file);
}

/** IVF: a header of 32 bytes, then frames with a head of 12. */
export function readIvf(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 32; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32LE(at);
    frames.push(bytes.subarray(at + 12, end));
    at = end;
  }
  return frames;
}

/** Annex B: NAL units between start codes, a delimiter (type 9) before each picture. */
function readAnnexB(bytes: Buffer): Buffer[][] {
  const startCode = Buffer.of(0, 0, 1);
  const pictures: Buffer[][] = [];
  for (let at = bytes.indexOf(startCode); at >= 0;) {
    const next = bytes.indexOf(startCode, at + 3);
    let nal = bytes.subarray(at + 3, next < 0 ? bytes.length : next);
    while (nal.at(-1) === 0) nal = nal.subarray(0, -1);
    if ((nal[0]! & 0x1f) === 9) pictures.push([]);
    else pictures.at(-1)!.push(nal);
    at = next;
  }
  return pictures;
}

/** Ogg: pages of segments; a packet ends with a segment shorter than 255. The first two packets are headers. */
export function readOgg(bytes: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let part: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const lengths = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!);
    at += 27 + lengths.length;
    for (const length of lengths) {
      part.push(bytes.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(Buffer.concat(part));
      part = [];
    }
  }
  return packets.slice(2);
}
