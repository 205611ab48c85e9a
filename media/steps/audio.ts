import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Chapter } from '../../server/protocol/rest.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { probeMedia } from '../ffmpeg/probe-media.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import {
  aacArgs,
  dressMp3Args,
  m4aArgs,
  mp3Args,
  wrapAacArgs,
  type Dressing,
} from '../plan/audio-encode.ts';
import { ffmetadata } from '../plan/audio-metadata.ts';
import { languageCode } from '../plan/language-code.ts';
import type { Loudness } from '../plan/loudness.ts';
import { fetchCover } from './cover.ts';
import { encodeToTarget } from './encode-to-target.ts';
import type { PreparedSound } from './join-prepared.ts';
import { writeComment } from './write-comment.ts';
import { writeInfo } from './write-info.ts';
import { writeWhole } from './write-whole.ts';

export type AudioInput = {
  /** To be encoded, where it is not already. */
  masterFile?: string;
  encoded?: Pick<PreparedSound, 'aac' | 'mp3'>;
  /** Of the programme, and so are the chapters' times. */
  durationMs: number;
  chapters: readonly Chapter[];
  title: string;
  /** Plain text for the tag. */
  comment: string;
  /** ISO 8601. */
  heldAt: string;
  /** Of the library, IANA. */
  timeZone: string;
  series: { title: string; author: string; language: string; coverKey: string | undefined };
};

export type AudioFile = { file: string; bytes: number };
export type AudioOutput = {
  /** Exact, from the MP3. */
  durationMs: number;
  mp3: AudioFile & { loudness: Loudness };
  m4a: AudioFile;
  /** AAC-LC in an MP4, without tags: what the HLS package is made from. */
  aac: AudioFile & { loudness: Loudness };
  /** sha256 over both published files, hex. */
  contentHash: string;
};

/** Encodes the master for podcast apps and for HLS, and checks what a listener will hear. */
export const audioStep: Step<AudioInput, AudioOutput> = {
  name: 'audio',
  version: 4,
  async run(input, tools) {
    const { workDir, signal, log } = tools;
    const { masterFile, encoded, durationMs } = input;
    const at = (name: string): string => path.join(workDir, name);
    const metadataFile = at('metadata.txt');
    await writeFile(metadataFile, metadataOf(input));
    const coverFile = await fetchCover(input.series.coverKey, at('cover.jpg'), tools);

    const dressing = { metadataFile, coverFile };
    const names = { mp3: at('audio.mp3'), aac: at('aac.mp4') };
    const making = { durationMs, dressing, names };
    if (!encoded && !masterFile) throw new Error('There is no sound');
    const loudness = encoded
      ? await dress(encoded, making, tools)
      : await encode(masterFile ?? '', making, tools);
    const finishMp3 = async (): Promise<number | undefined> => {
      await writeComment(names.mp3, {
        language: languageCode(input.series.language) ?? 'und',
        text: input.comment,
      });
      return (await probeMedia(names.mp3)).durationMs;
    };
    const makeM4a = async (): Promise<undefined> => {
      await writeWhole(at('audio.m4a'), async (file) => {
        const args = m4aArgs({ aacFile: names.aac, ...dressing, file });
        await runFfmpeg({ args, signal, log });
      });
    };
    const [exact] = await inLanes([finishMp3, makeM4a], (make) => make());
    if (exact === undefined || Math.abs(exact - durationMs) > 500) {
      throw new Error(`audio.mp3 lasts ${exact ?? 'unknown'} ms instead of ${durationMs} ms`);
    }
    const sized = async (name: string): Promise<AudioFile> => ({
      file: at(name),
      bytes: (await stat(at(name))).size,
    });
    return {
      durationMs: Math.round(exact),
      mp3: { ...(await sized('audio.mp3')), loudness: loudness.mp3 },
      m4a: await sized('audio.m4a'),
      aac: { ...(await sized('aac.mp4')), loudness: loudness.aac },
      contentHash: await hashFiles([at('audio.mp3'), at('audio.m4a')]),
    };
  },
};

type Making = {
  durationMs: number;
  dressing: Dressing;
  names: Record<'mp3' | 'aac', string>;
};
type Measured = Record<'mp3' | 'aac', Loudness>;

async function encode(
  masterFile: string,
  { durationMs, dressing, names }: Making,
  tools: StepTools,
): Promise<Measured> {
  const makeMp3 = (onProgress: OnProgress): Promise<Loudness> =>
    encodeToTarget(
      { file: names.mp3, durationMs, onProgress },
      (correction, file) => mp3Args({ masterFile, correction, ...dressing, file }),
      tools,
    );
  const makeAac = (onProgress: OnProgress): Promise<Loudness> =>
    encodeToTarget(
      { file: names.aac, durationMs, onProgress },
      (correction, file) => aacArgs({ masterFile, correction, file }),
      tools,
    );
  const [mp3, aac] = await inLanes(
    [makeMp3, makeAac],
    (make, onProgress) => make(onProgress),
    (fraction) => tools.progress(0.95 * fraction),
  );
  return { mp3, aac };
}

/** Puts what is encoded into files with their tags. */
async function dress(
  { mp3, aac }: Pick<PreparedSound, 'aac' | 'mp3'>,
  { durationMs, dressing, names }: Making,
  { signal, log }: StepTools,
): Promise<Measured> {
  await inLanes(
    [
      {
        file: names.mp3,
        argsFor: (file: string) => dressMp3Args(mp3.file, { ...dressing, file }),
      },
      { file: names.aac, argsFor: (file: string) => wrapAacArgs(aac.file, file) },
    ],
    ({ file, argsFor }) =>
      writeWhole(file, async (draft) => {
        await runFfmpeg({ args: argsFor(draft), signal, log });
        if (file === names.mp3) await writeInfo(draft, mp3.frames, durationMs);
      }),
  );
  return { mp3: mp3.loudness, aac: aac.loudness };
}

function metadataOf({
  title,
  heldAt,
  timeZone,
  series,
  chapters,
  durationMs,
}: AudioInput): string {
  const tags = {
    title,
    artist: series.author,
    album: series.title,
    heldAt: new Date(heldAt),
    timeZone,
    language: series.language,
  };
  return ffmetadata(tags, chapters, durationMs);
}

type OnProgress = StepTools['progress'];

async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) await pipeline(createReadStream(file), hash, { end: false });
  return hash.digest('hex');
}
