import { gopFrames } from './frame-grid.ts';
import type { Rung } from './ladder.ts';

/** Something that makes H.264, and what ffmpeg has to be told for it. */
export type VideoEncoder = {
  name: 'software' | 'nvenc' | 'qsv' | 'vaapi';
  /** Names the device; comes before all inputs. */
  device: readonly string[];
  /** The last filters of each rung: pixels as the encoder takes them. */
  pixels: string;
  /** The encoder and how it spends its bits. */
  args: (rung: Rung) => string[];
};

const bounds = ({ maxBitrate }: Rung): string[] => [
  ...['-maxrate', `${maxBitrate}`, '-bufsize', `${2 * maxBitrate}`],
];
/** What encoders that know no constant quality below a bound aim at, of the bound. */
const aim = ({ maxBitrate }: Rung): string => `${Math.round(0.6 * maxBitrate)}`;

/** On every machine. */
export const softwareEncoder: VideoEncoder = {
  name: 'software',
  device: [],
  pixels: 'format=yuv420p',
  // prettier-ignore
  args: (rung) => [
    '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p',
    '-crf', '23', ...bounds(rung), '-keyint_min', `${gopFrames}`, '-sc_threshold', '0', '-forced-idr', '1',
    // Fixed, so that the same part gives the same bytes on any machine.
    '-threads', '2',
  ],
};

/** In the order in which they are tried: the ones that spend their bits best come first. */
export const hardwareEncoders: readonly VideoEncoder[] = [
  {
    name: 'nvenc',
    device: [],
    pixels: 'format=yuv420p',
    // prettier-ignore
    args: (rung) => [
      '-c:v', 'h264_nvenc', '-preset', 'p5', '-profile:v', 'high',
      '-rc', 'vbr', '-cq', '23', '-b:v', '0', ...bounds(rung), '-no-scenecut', '1', '-forced-idr', '1',
    ],
  },
  {
    name: 'qsv',
    device: [],
    pixels: 'format=nv12',
    // prettier-ignore
    args: (rung) => [
      '-c:v', 'h264_qsv', '-preset', 'medium', '-profile:v', 'high',
      '-b:v', aim(rung), ...bounds(rung), '-idr_interval', '0', '-forced_idr', '1',
    ],
  },
  {
    name: 'vaapi',
    device: ['-vaapi_device', '/dev/dri/renderD128'],
    pixels: 'format=nv12,hwupload',
    // prettier-ignore
    args: (rung) => [
      '-c:v', 'h264_vaapi', '-profile:v', 'high',
      '-rc_mode', 'VBR', '-b:v', aim(rung), ...bounds(rung), '-idr_interval', '0',
    ],
  },
];
