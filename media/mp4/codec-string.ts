import { readBoxes } from './boxes.ts';

/** Bytes of fields before the boxes in the sample entries that we know (ISO/IEC 14496-12 12.1.3 and 12.2.3). */
export const sampleEntryFields: Readonly<Record<string, number>> = { avc1: 78, mp4a: 28 };

/**
 * What CODECS says of a track, read from its sample description (RFC 6381): `avc1.640020` from the bytes of avcC
 * that hold profile, constraints and level; `mp4a.40.2` from the object type in esds.
 */
export function codecString(sampleDescription: Buffer): string {
  const [entry] = readBoxes(sampleDescription.subarray(8));
  const boxes = entry && readBoxes(entry.body.subarray(sampleEntryFields[entry.type] ?? 0));
  const avcC = boxes?.find(({ type }) => type === 'avcC');
  if (avcC) return `avc1.${avcC.body.toString('hex', 1, 4)}`;
  const esds = boxes?.find(({ type }) => type === 'esds');
  if (esds) return `mp4a.${readObjectTypes(esds.body)}`;
  throw new Error(`mp4: no codec string for ${entry?.type ?? 'nothing'}`);
}

/**
 * Of the codec strings of one rendition's forms the one that a player must be able to do: it asks before it has seen any
 * of them, for one decoder. Throws where they are not all H.264.
 */
export function widestCodec(codecs: readonly string[]): string {
  const parsed = codecs.map((codec) => {
    const [, profile, level] = /^avc1\.(\w{4})(\w{2})$/.exec(codec) ?? [];
    if (!profile || !level) throw new Error(`mp4: ${codec} beside others`);
    return { profile, level };
  });
  // Baseline 42, Main 4d, High 64: each is more than the one before; levels are ten times what they are called.
  const most = (values: string[]): string | undefined => values.toSorted().at(-1);
  const profile = most(parsed.map((each) => each.profile)) ?? '';
  return `avc1.${profile}${most(parsed.map(({ level }) => level)) ?? ''}`;
}

/** Channels of an audio sample entry. */
export function channelCount(sampleDescription: Buffer): number {
  const entry = readBoxes(sampleDescription.subarray(8))[0];
  return entry?.body.readUInt16BE(16) ?? 0;
}

/** "40.2": the object type indication, and for MPEG-4 audio the first five bits of its own configuration. */
function readObjectTypes(esds: Buffer): string {
  let at = 4;
  const enter = (tag: number): boolean => {
    if (esds[at] !== tag) return false;
    at += 1;
    // The length may take up to four bytes, each with a "more" bit.
    while (((esds[at] ?? 0) & 0x80) !== 0) at += 1;
    at += 1;
    return true;
  };
  if (!enter(0x03)) throw new Error('mp4: esds without ES_Descriptor');
  at += 3;
  if (!enter(0x04)) throw new Error('mp4: esds without DecoderConfigDescriptor');
  const objectType = (esds[at] ?? 0).toString(16).padStart(2, '0');
  at += 13;
  if (!enter(0x05)) return objectType;
  return `${objectType}.${(esds[at] ?? 0) >> 3}`;
}
