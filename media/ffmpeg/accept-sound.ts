import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '../../server/platform/app-error.ts';
import type { Logger } from '../../server/platform/log.ts';
import type { AcceptSound } from '../../server/platform/sounds.ts';
import { soundLimits, type SoundProblem } from '../../server/protocol/sounds.ts';
import { measureFilter, parseLoudness } from '../plan/loudness.ts';
import { soundKind } from '../plan/sound-kind.ts';
import { FfmpegError } from './ffmpeg-error.ts';
import { probeMedia } from './probe-media.ts';
import { runFfmpeg } from './run-ffmpeg.ts';

/** Decoding three minutes takes a second or two; what needs longer is meant to harm. */
const longestRunMs = 60_000;

const words: Record<SoundProblem, string> = {
  unreadable: 'This is no sound that can be read. Send WAV, MP3, M4A, Opus, FLAC or WebM.',
  'no-sound': 'There is no sound in this file.',
  'too-short': 'This sound is too short.',
  'too-long': 'This sound is too long.',
  silent: 'Nothing can be heard in this sound.',
};

/** Decodes what was sent, once, so that its length is known to the sample. Only its first sound is used. */
export function createAcceptSound(log: Logger): AcceptSound {
  return async (upload, longestMs) => {
    const kind = soundKind(upload);
    if (!kind) throw refusal('unreadable');
    const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-sound-'));
    try {
      const source = path.join(folder, 'sent');
      const file = path.join(folder, 'sound.flac');
      await writeFile(source, upload);
      const loudness = await decode({ kind, source, file, longestMs }, log);
      const durationMs = (await probeMedia(file)).durationMs ?? 0;
      if (durationMs > longestMs) throw refusal('too-long');
      if (durationMs < soundLimits.leastMs) throw refusal('too-short');
      if (loudness === null) throw refusal('silent');
      return { bytes: await readFile(file), durationMs: Math.floor(durationMs) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

type Decoding = { kind: string; source: string; file: string; longestMs: number };

/** Returns the loudness in LUFS; null where nothing is to be heard. */
async function decode(
  { kind, source, file, longestMs }: Decoding,
  log: Logger,
): Promise<number | null> {
  // A little more than is allowed shows that it is too long.
  const seconds = (longestMs / 1_000 + 1).toFixed(3);
  const filters = `${measureFilter},aformat=sample_fmts=s16:sample_rates=48000:channel_layouts=stereo`;
  // prettier-ignore
  const args = [
    '-t', seconds, '-f', kind, '-i', source, '-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1',
    '-af', filters, '-c:a', 'flac', '-f', 'flac', file,
  ];
  const signal = AbortSignal.timeout(longestRunMs);
  try {
    return parseLoudness((await runFfmpeg({ args, signal, log, isUrgent: true })).stderr).lufs;
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    if (/cannot find/i.test(error.message)) {
      throw new AppError('unavailable', 'This server has no ffmpeg.', { cause: error });
    }
    log.info({ err: error }, 'a sound was not taken');
    throw refusal(
      /matches no streams/.test(error.stderrTail) ? 'no-sound' : 'unreadable',
      error,
    );
  }
}

function refusal(problem: SoundProblem, cause?: unknown): AppError {
  return new AppError('invalid-input', words[problem], { fields: { sound: problem }, cause });
}
