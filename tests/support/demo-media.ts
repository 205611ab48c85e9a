import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const speech =
  'Selamat malam, Ibu dan Bapak. Malam ini kita membaca bersama bab pertama. ' +
  'Ceritanya tentang sebuah sekolah kecil di pulau timah, dan sepuluh anak yang menunggu teman kesepuluh mereka. ' +
  'Siapa yang sudah membacanya, silakan ikut bercerita. Yang belum, cukup duduk di serambi dan mendengarkan.';

/** Indonesian speech as WAV and a moving picture as MJPEG, for Chromium's fake devices. Plays in a loop. */
export async function makeSpeaker(
  folder: string,
): Promise<{ camera: string; microphone: string }> {
  await mkdir(folder, { recursive: true });
  const raw = path.join(folder, 'speech-raw.wav');
  const microphone = path.join(folder, 'speech.wav');
  const camera = path.join(folder, 'speaker.mjpeg');
  await execute('espeak-ng', ['-v', 'id', '-s', '150', '-w', raw, speech]);
  await execute('ffmpeg', [
    '-nostdin',
    '-y',
    '-v',
    'error',
    '-i',
    raw,
    '-ar',
    '48000',
    '-ac',
    '1',
    '-af',
    'volume=-6dB',
    microphone,
  ]);
  // testsrc2 keeps its brightness, so that the other camera's flashes stay measurable beside it.
  const picture = 'testsrc2=size=640x360:rate=15:duration=8';
  await execute('ffmpeg', [
    '-nostdin',
    '-y',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    picture,
    '-q:v',
    '6',
    camera,
  ]);
  return { camera, microphone };
}
