import { appendFile, readFile } from 'node:fs/promises';
import { joinAac, readAdts } from '../plan/join-aac.ts';
import { joinMp3, readMp3 } from '../plan/join-mp3.ts';
import { aroundBorder, listJoints, type Encoded } from '../plan/joints.ts';
import { levelHz } from '../plan/levels.ts';
import type { Loudness } from '../plan/loudness.ts';
import { integrate } from '../plan/momentary.ts';
import { framesPerUnit, unitMs } from '../plan/sound-grid.ts';
import type { MadeSlice } from './render-slice.ts';
import type { SettledSlices } from './settle-slices.ts';
import { writeWhole } from './write-whole.ts';

type Codec = {
  of: 'aac' | 'mp3';
  read: (bytes: Buffer) => Buffer[];
  join: (before: Encoded, after: Encoded, joints: readonly number[]) => Encoded | undefined;
  /** How far before the beginning of a frame's own time the sound lies that it shares with the frame before. Frames. */
  early: number;
};

const codecs: Codec[] = [
  { of: 'aac', read: readAdts, join: joinAac, early: 0.5 },
  { of: 'mp3', read: readMp3, join: joinMp3, early: 0.7 },
];

export type JoinedSound = { file: string; frames: number; loudness: Loudness };

/** Joins slices to one file of AAC (ADTS) and one of MP3, without tags. Undefined when two of them do not fit. */
export async function joinSlices(
  slices: SettledSlices['slices'],
  fileOf: (codec: 'aac' | 'mp3') => string,
): Promise<Record<'aac' | 'mp3', JoinedSound> | undefined> {
  const joined: Partial<Record<'aac' | 'mp3', JoinedSound>> = {};
  for (const codec of codecs) {
    const file = fileOf(codec.of);
    let frames: number | undefined;
    await writeWhole(file, async (draft) => {
      frames = await joinAll(slices, codec, draft);
    });
    if (frames === undefined) return undefined;
    const measured = slices.map(({ made }) => made[codec.of]);
    const peaks = measured.flatMap(({ truePeakDb }) => truePeakDb ?? []);
    joined[codec.of] = {
      file,
      frames,
      loudness: {
        lufs: integrate(measured.map(({ momentary }) => momentary)),
        truePeakDb: peaks.length > 0 ? Math.max(...peaks) : null,
      },
    };
  }
  const { aac, mp3 } = joined;
  return aac && mp3 && { aac, mp3 };
}

/** Returns how many frames there are; undefined when two slices do not fit. */
async function joinAll(
  slices: SettledSlices['slices'],
  codec: Codec,
  file: string,
): Promise<number | undefined> {
  const { of, read, join } = codec;
  let written = 0;
  const write = async (done: readonly Buffer[]): Promise<void> => {
    await appendFile(file, Buffer.concat(done));
    written += done.length;
  };
  let last: Piece | undefined;
  // The first begins with what is heard before the session.
  const leadMs = -(slices[0]?.slice.encoded.fromMs ?? 0);
  for (const { slice, made } of slices) {
    const bytes = await readFile(of === 'aac' ? made.aacFile : made.mp3File);
    const fromMs = leadMs + slice.encoded.fromMs;
    const next = {
      first: Math.round((fromMs / unitMs) * framesPerUnit[of]),
      frames: read(bytes),
    };
    if (!last) {
      last = { ...next, made };
      continue;
    }
    const borderMs = leadMs + slice.own.fromMs;
    const both: Encoded | undefined = join(last, next, jointsOf(borderMs, last, codec));
    if (!both) return undefined;
    // What lies before the second slice's first frame is not looked at again.
    const done = Math.max(0, next.first - both.first);
    await write(both.frames.slice(0, done));
    last = { first: both.first + done, frames: both.frames.slice(done), made };
  }
  await write(last?.frames ?? []);
  return written;
}

type Piece = Encoded & { made: MadeSlice };

/** @param borderMs on the programme's clock. */
function jointsOf(borderMs: number, before: Piece, { of, early }: Codec): number[] {
  const frameMs = unitMs / framesPerUnit[of];
  const levelAt = (frame: number): number => {
    const ms = (frame - early) * frameMs - aroundBorder(borderMs).fromMs;
    return before.made.levels[Math.floor((ms * levelHz) / 1_000)] ?? 0;
  };
  return listJoints(Math.round(borderMs / frameMs), 1_000 / frameMs, levelAt);
}
