import { open, type FileHandle } from 'node:fs/promises';
import { box, findBox, getBox, readBoxes } from './boxes.ts';
import { sampleEntryFields } from './codec-string.ts';

/** One coded picture or block of sound, in decoding order. Times are ticks of the track's timescale. */
export type Sample = {
  /** Where its bytes are in the file. */
  offset: number;
  size: number;
  /** When it is shown, from 0: encoder delays are taken off by the file's edit list. Below 0, what it hides. */
  pts: number;
  /** Decoding may start here. */
  sync: boolean;
};

export type Track = {
  kind: 'video' | 'audio';
  timescale: number;
  /** The `stsd` box's body: codec and its configuration, copied as it is. */
  sampleDescription: Buffer;
  width: number;
  height: number;
  samples: Sample[];
  /** What an edit list hides from the start: priming of sound, the delay of pictures out of order. Ticks. */
  hiddenTicks: number;
};

/**
 * Reads the one track of an MP4 that an encoder of ours wrote: the table of its samples, not the samples.
 * Box by box as ISO/IEC 14496-12 section 8 lays them out.
 */
export async function readTrack(file: string): Promise<Track> {
  const handle = await open(file);
  try {
    return parseMoov(await readMoov(handle));
  } finally {
    await handle.close();
  }
}

async function readMoov(handle: FileHandle): Promise<Buffer> {
  const { size: fileSize } = await handle.stat();
  let at = 0;
  while (at + 16 <= fileSize) {
    const { buffer: header } = await handle.read(Buffer.alloc(16), 0, 16, at);
    const short = header.readUInt32BE(0);
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short || fileSize - at;
    const headerSize = short === 1 ? 16 : 8;
    if (size < headerSize || at + size > fileSize) break;
    if (header.toString('latin1', 4, 8) === 'moov') {
      const length = size - headerSize;
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, at + headerSize);
      return buffer;
    }
    at += size;
  }
  throw new Error('mp4: no moov, the file is not complete');
}

function parseMoov(moov: Buffer): Track {
  const trak = readBoxes(moov)
    .filter(({ type }) => type === 'trak')
    .map(({ body }) => body)
    // A cover picture and chapter titles are tracks too; they are neither sound nor film.
    .find((body) => {
      const handler = getBox(body, 'mdia/hdlr').toString('latin1', 8, 12);
      return handler === 'vide' || handler === 'soun';
    });
  if (!trak) throw new Error('mp4: no track');
  const kind =
    getBox(trak, 'mdia/hdlr').toString('latin1', 8, 12) === 'vide' ? 'video' : 'audio';
  const header = getBox(trak, 'tkhd');
  const stbl = getBox(trak, 'mdia/minf/stbl');
  const mdhd = getBox(trak, 'mdia/mdhd');
  const hiddenTicks = readMediaStart(trak);

  const sizes = readSizes(getBox(stbl, 'stsz'));
  const offsets = readOffsets(stbl, sizes);
  const times = readTimes(stbl, sizes.length);
  const syncNumbers = readSyncNumbers(stbl);
  if (offsets.length !== sizes.length || times.length !== sizes.length) {
    throw new Error('mp4: the tables of samples have different lengths');
  }
  return {
    kind,
    timescale: mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12),
    sampleDescription: withoutBitrate(getBox(stbl, 'stsd')),
    // 16.16 fixed point, the last two fields.
    width: header.readUInt32BE(header.length - 8) >>> 16,
    height: header.readUInt32BE(header.length - 4) >>> 16,
    samples: sizes.map((size, index) => ({
      offset: offsets[index] ?? 0,
      size,
      pts: (times[index] ?? 0) - hiddenTicks,
      sync: syncNumbers?.has(index + 1) ?? true,
    })),
    hiddenTicks,
  };
}

/**
 * Leaves out `btrt`, the encoder's note about this file's rate: joined files have another, and two files encoded alike
 * shall have equal descriptions.
 */
function withoutBitrate(stsd: Buffer): Buffer {
  const [entry] = readBoxes(stsd.subarray(8));
  const fields = entry && sampleEntryFields[entry.type];
  if (!entry || fields === undefined) return stsd;
  const kept = readBoxes(entry.body.subarray(fields)).filter(({ type }) => type !== 'btrt');
  const boxes = kept.map(({ type, body }) => box(type, body));
  return Buffer.concat([
    stsd.subarray(0, 8),
    box(entry.type, entry.body.subarray(0, fields), ...boxes),
  ]);
}

/** The first edit that is not empty says at which media time the presentation begins. */
function readMediaStart(trak: Buffer): number {
  const elst = findBox(trak, 'edts/elst');
  if (!elst) return 0;
  const wide = elst[0] === 1;
  const count = elst.readUInt32BE(4);
  for (let index = 0; index < count; index += 1) {
    const at = 8 + index * (wide ? 20 : 12);
    const mediaTime = wide ? Number(elst.readBigInt64BE(at + 8)) : elst.readInt32BE(at + 4);
    if (mediaTime >= 0) return mediaTime;
  }
  return 0;
}

function readSizes(stsz: Buffer): number[] {
  const fixed = stsz.readUInt32BE(4);
  const count = stsz.readUInt32BE(8);
  return Array.from({ length: count }, (_, index) =>
    fixed === 0 ? stsz.readUInt32BE(12 + index * 4) : fixed,
  );
}

/** Samples lie in runs ("chunks" in the standard): the table says how many in each, and where each begins. */
function readOffsets(stbl: Buffer, sizes: readonly number[]): number[] {
  const co64 = findBox(stbl, 'co64');
  const stco = co64 ?? getBox(stbl, 'stco');
  const stsc = getBox(stbl, 'stsc');
  const runs = stco.readUInt32BE(4);
  const rules = Array.from({ length: stsc.readUInt32BE(4) }, (_, index) => ({
    firstRun: stsc.readUInt32BE(8 + index * 12),
    samples: stsc.readUInt32BE(12 + index * 12),
  }));

  const offsets: number[] = [];
  let rule = 0;
  for (let run = 1; run <= runs; run += 1) {
    if ((rules[rule + 1]?.firstRun ?? Infinity) <= run) rule += 1;
    let at = co64
      ? Number(co64.readBigUInt64BE(8 + (run - 1) * 8))
      : stco.readUInt32BE(8 + (run - 1) * 4);
    for (let sample = 0; sample < (rules[rule]?.samples ?? 0); sample += 1) {
      const size = sizes[offsets.length] ?? 0;
      offsets.push(at);
      at += size;
    }
  }
  return offsets;
}

function readTimes(stbl: Buffer, count: number): number[] {
  const durations = expandRuns(getBox(stbl, 'stts'), count, (table, at) =>
    table.readUInt32BE(at),
  );
  const ctts = findBox(stbl, 'ctts');
  const shifts = ctts && expandRuns(ctts, count, (table, at) => table.readInt32BE(at));
  let dts = 0;
  return durations.map((duration, index) => {
    const pts = dts + (shifts?.[index] ?? 0);
    dts += duration;
    return pts;
  });
}

/** Tables of (count, value) pairs, one value for each sample. */
function expandRuns(
  table: Buffer,
  count: number,
  read: (table: Buffer, at: number) => number,
): number[] {
  const values: number[] = [];
  const pairs = table.readUInt32BE(4);
  for (let pair = 0; pair < pairs && values.length < count; pair += 1) {
    const length = table.readUInt32BE(8 + pair * 8);
    const value = read(table, 12 + pair * 8);
    for (let index = 0; index < length && values.length < count; index += 1) values.push(value);
  }
  return values;
}

/** Sample numbers, from 1. Undefined means that every sample is one. */
function readSyncNumbers(stbl: Buffer): Set<number> | undefined {
  const stss = findBox(stbl, 'stss');
  if (!stss) return undefined;
  return new Set(
    Array.from({ length: stss.readUInt32BE(4) }, (_, index) =>
      stss.readUInt32BE(8 + index * 4),
    ),
  );
}
