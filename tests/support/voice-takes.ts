import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { MatroskaWriter } from '../../media/capture/matroska.ts';
import { opusHead } from '../../media/capture/opus.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { aTake, breaksOf } from './a-take.ts';
import { readOgg } from './flash-media.ts';

const execute = promisify(execFile);
const packetMs = 20;
/** What an Opus encoder looks ahead; the remuxer has taken it off the timestamps. */
const lookAheadMs = 6.5;

type Voice = Pick<RemuxedTake, 'peerId'> &
  Partial<Pick<RemuxedTake, 'takeId' | 'displayName' | 'source' | 'pauses'>> & {
    firstMs: number;
    seconds: number;
    /** An ffmpeg source, such as "sine=440", or a file. */
    sound: string | { file: string };
    /** Not sent: what discontinuous transmission leaves out, by ms since the take began. */
    isSilent?: (ms: number) => boolean;
  };

/** An Opus take as the remuxer leaves it: session time, 1 ms ticks, nothing where nothing was sent. */
export async function makeVoiceTake(directory: string, voice: Voice): Promise<RemuxedTake> {
  const { peerId, firstMs, seconds, sound, isSilent, source = 'microphone', ...rest } = voice;
  const base = path.join(directory, voice.takeId ?? `${peerId}-${source}`);
  const input = typeof sound === 'string' ? ['-f', 'lavfi', '-i', sound] : ['-i', sound.file];
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', ...input, '-t', `${seconds}`, '-ar', '48000', '-ac', '2',
    '-c:a', 'libopus', '-b:a', '48k', '-frame_duration', `${packetMs}`, `${base}.ogg`,
  ]);
  const packets = readOgg(await readFile(`${base}.ogg`));
  const writer = await MatroskaWriter.create(`${base}.mkv`, {
    codec: 'opus',
    codecPrivate: opusHead(),
  });
  const times: number[] = [];
  for (const [index, packet] of packets.entries()) {
    const ms = Math.round(firstMs + index * packetMs - lookAheadMs);
    if (ms < 0 || isSilent?.(index * packetMs)) continue;
    await writer.write(ms, true, packet);
    times.push(ms);
  }
  await writer.close();
  return aTake({
    ...rest,
    peerId,
    source,
    file: `${base}.mkv`,
    firstMs: times[0] ?? 0,
    lastMs: times.at(-1) ?? 0,
    frames: times.length,
    breaks: breaksOf(times),
  });
}

/** A spoken text as a WAV file, `gainDb` louder or (below zero) softer than the synthesiser speaks. */
export async function speak(
  file: string,
  text: string,
  gainDb: number,
  language: 'id' | 'en' = 'id',
): Promise<void> {
  const { stdout } = await execute(
    'espeak-ng',
    ['-v', language, '-s', '150', '--stdout', text],
    {
      encoding: 'buffer',
      maxBuffer: 64 << 20,
    },
  );
  await writeFile(`${file}.raw.wav`, stdout);
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-i', `${file}.raw.wav`, '-af', `volume=${gainDb}dB`, file,
  ]);
}

/** A tone in the first 100 ms of each second. */
export const beeps = (hz: number, amplitude = 0.3): string =>
  `aevalsrc='${amplitude}*sin(2*PI*${hz}*t)*lt(mod(t,1),0.1)':s=48000`;
