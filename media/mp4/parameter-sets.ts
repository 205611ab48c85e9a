import { readBoxes } from './boxes.ts';
import { sampleEntryFields } from './codec-string.ts';

/** As avcC says in its fifth byte: how many bytes tell a unit's length. Ours are all four. */
const lengthBytes = 4;
const nalTypes = { sequence: 7, delimiter: 9 } as const;

/**
 * The samples' own copy of a track's H.264 parameter sets, as units with their lengths. Beside those in the initialisation
 * segment, since ffmpeg, and what is built on it, reads only the first one of a programme (ISO/IEC 14496-15 5.3.3.1).
 */
export function parameterSets(sampleDescription: Buffer): Buffer {
  const [entry] = readBoxes(sampleDescription.subarray(8));
  const boxes = entry && readBoxes(entry.body.subarray(sampleEntryFields[entry.type] ?? 0));
  const avcC = boxes?.find(({ type }) => type === 'avcC')?.body;
  if (!avcC || ((avcC[4] ?? 0) & 3) !== lengthBytes - 1) throw new Error('mp4: no usable avcC');
  const units: Buffer[] = [];
  let at = 5;
  // Sequence sets, then picture sets; the upper bits of the first count are reserved.
  for (const mask of [0x1f, 0xff]) {
    const count = (avcC[at] ?? 0) & mask;
    at += 1;
    for (let each = 0; each < count; each += 1) {
      const length = avcC.readUInt16BE(at);
      const prefix = Buffer.alloc(lengthBytes);
      prefix.writeUInt32BE(length);
      units.push(prefix, avcC.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return Buffer.concat(units);
}

/** A keyframe that brings its parameter sets along: as it is, where it has them already. */
export function withParameterSets(sample: Buffer, sets: Buffer): Buffer {
  const type = (sample[lengthBytes] ?? 0) & 0x1f;
  if (type === nalTypes.sequence) return sample;
  if (type !== nalTypes.delimiter) return Buffer.concat([sets, sample]);
  // A delimiter must stay in front (ITU-T H.264 7.4.1.2.3).
  const end = lengthBytes + sample.readUInt32BE(0);
  return Buffer.concat([
    sample.subarray(0, end),
    withParameterSets(sample.subarray(end), sets),
  ]);
}
