import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readIvf, readOgg } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { speak } from '../support/voice-takes.ts';

const execute = promisify(execFile);

export const framesPerSecond = 30;
export const opusPacketMs = 20;

/** RTP payloads of each frame. Plays in a loop: the first picture is a keyframe. */
export type BenchMedia = {
  vp8: Buffer[][];
  opus: Buffer[][];
  /** The same camera as a file of one round. */
  ivf: string;
};

const sentence =
  'Selamat malam, Ibu dan Bapak. Malam ini kita membaca bersama bab pertama, lalu siapa pun boleh bercerita.';

/** A camera of 640x360 that moves, at about 1.5 Mb/s with a keyframe every two seconds, and Indonesian speech. */
export async function makeBenchMedia(folder: string): Promise<BenchMedia> {
  const ivf = path.join(folder, 'camera.ivf');
  const wav = path.join(folder, 'speech.wav');
  const ogg = path.join(folder, 'speech.ogg');
  const quiet = ['-nostdin', '-v', 'error', '-y'];
  // Noise, so that the encoder really needs its bitrate, as it does for a face in a dim room.
  const picture = `testsrc2=s=640x360:r=${framesPerSecond}:d=8,noise=alls=12:allf=t`;
  // prettier-ignore
  await execute('ffmpeg', [
    ...quiet, '-f', 'lavfi', '-i', picture,
    '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-auto-alt-ref', '0',
    '-b:v', '1500k', '-minrate', '1500k', '-maxrate', '1500k', '-g', `${2 * framesPerSecond}`, ivf,
  ]);
  await speak(wav, sentence, -6);
  // prettier-ignore
  await execute('ffmpeg', [
    ...quiet, '-i', wav, '-ar', '48000', '-ac', '2',
    '-c:a', 'libopus', '-b:a', '48k', '-frame_duration', `${opusPacketMs}`, ogg,
  ]);
  return {
    vp8: packetiseVp8(readIvf(await readFile(ivf))),
    opus: packetiseOpus(readOgg(await readFile(ogg))),
    ivf,
  };
}
