import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { speak } from './voice-takes.ts';

/** How long they are, and where Sari is surely heard. Seconds. */
export const overheard = { seconds: 22, heardAt: { from: 2, seconds: 5 } };

/** Two microphones as WAV files in `directory`: Sari's, and Rina's, which hears Sari from afar while Rina says nothing. */
export async function speakOverheard(
  directory: string,
): Promise<Record<'sari' | 'rina', string>> {
  const at = (name: string) => path.join(directory, `${name}.wav`);
  await speak(
    at('words'),
    'Selamat datang di klub buku perpustakaan kita. Malam ini kita membaca bab pertama bersama-sama.',
    -4,
  );
  const place = '[0]asplit[a][b];[a]adelay=1000[x];[b]adelay=12000[y];[x][y]amix=normalize=0';
  await mix(at('words'), `${place},apad`, at('sari'));
  await mix(at('sari'), '[0]adelay=220,volume=-14dB', at('rina'));
  return { sari: at('sari'), rina: at('rina') };
}

const mix = (input: string, filter: string, output: string) =>
  promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-i', input, '-filter_complex', filter],
    ...['-t', `${overheard.seconds}`, '-ar', '48000', '-ac', '1', output],
  ]);
