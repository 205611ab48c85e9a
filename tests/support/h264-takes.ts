import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { splitUnits } from '../../media/capture/avc.ts';
import { createH264Depacketiser } from '../../media/capture/h264.ts';
import { TakeTrack } from '../../media/capture/take-track.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { parameterSets } from '../../media/mp4/parameter-sets.ts';
import { readSamples } from '../../media/mp4/read-samples.ts';
import { readTrack } from '../../media/mp4/sample-table.ts';
import { aTake } from './a-take.ts';

const execute = promisify(execFile);

const frameMs = 1_000 / 30;

/** A stretch of a camera that is encoded in one way. */
type Piece = {
  frames: number;
  width: number;
  height: number;
  keyframeEvery: number;
  bitrate?: number;
  /** References kept: makes other parameter sets. */
  references?: number;
};

type Camera = Pick<RemuxedTake, 'takeId' | 'peerId' | 'displayName'> & {
  /** Of the session's grid. */
  firstFrame: number;
  pieces: readonly Piece[];
  /** Of the take: their packets are lost. */
  lost?: readonly number[];
};

/**
 * A camera in H.264 as a browser in broadcast mode sends it (constrained baseline, no reordering), through our own
 * depacketiser and remuxer. Pictures waver by up to 6 ms, and flash white in the first 100 ms of each second.
 */
export async function makeH264Take(directory: string, camera: Camera): Promise<RemuxedTake> {
  const { firstFrame, pieces, lost = [], ...identity } = camera;
  const file = path.join(directory, `${camera.takeId}.mkv`);
  const track = new TakeTrack({ codec: 'h264', file, zeroUs: 0 });
  const always = [{ fromUs: 0, toUs: Infinity }];
  const depacketiser = createH264Depacketiser();
  let sequence = 0;
  let picture = 0;
  for (const [index, piece] of pieces.entries()) {
    const encoded = path.join(directory, `${camera.takeId}-${index}.mp4`);
    await encode(encoded, piece, firstFrame + picture);
    for await (const units of readUnits(encoded)) {
      const ms = Math.round((firstFrame + picture) * frameMs) + ((picture * 5) % 13) - 6;
      for (const [at, payload] of units.entries()) {
        sequence += 1;
        if (lost.includes(picture)) continue;
        const marker = at === units.length - 1;
        const packet = { sequence, rtpTs: ms * 90, marker, monoUs: ms * 1_000, payload };
        const frame = depacketiser.push(packet);
        if (frame) await track.add(frame, ms * 1_000, always);
      }
      picture += 1;
    }
  }
  const counted = await track.finish();
  if (!counted) throw new Error('a camera needs a piece');
  return aTake({ ...identity, source: 'camera', codec: 'h264', file, ...counted });
}

/** Access units; keyframes bring their parameter sets, as those of browsers do. */
async function* readUnits(encoded: string): AsyncGenerator<Buffer[]> {
  const track = await readTrack(encoded);
  const sets = splitUnits(parameterSets(track.sampleDescription));
  for await (const { bytes, sync } of readSamples(encoded, track)) {
    yield [...(sync ? sets : []), ...splitUnits(bytes)];
  }
}

async function encode(file: string, piece: Piece, firstFrame: number): Promise<void> {
  const { frames, width, height, keyframeEvery, bitrate = 1_500_000, references = 1 } = piece;
  const picture = [
    `testsrc2=s=${width}x${height}:r=30,trim=start_frame=${firstFrame}:end_frame=${firstFrame + frames}`,
    // What stands still, to compare colours by.
    `drawbox=x=iw/4:y=ih/4:w=iw/2:h=ih/2:c=0x4466AA:t=fill`,
    // A hair late, so that rounding never puts the first bright frame before its second.
    "drawbox=c=white:t=fill:enable='lt(mod(t+0.0001,1),0.1)',setpts=PTS-STARTPTS",
    'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p',
  ];
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', picture.join(','),
    '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline',
    '-x264-params', 'sliced-threads=0:colorprim=undef:transfer=undef:colormatrix=undef', '-threads', '1', '-refs', `${references}`,
    '-b:v', `${bitrate}`, '-maxrate', `${bitrate}`, '-bufsize', `${bitrate}`,
    '-g', `${keyframeEvery}`, '-keyint_min', `${keyframeEvery}`, '-sc_threshold', '0', '-f', 'mp4', file,
  ]);
}
