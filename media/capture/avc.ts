/** NAL unit types: ITU-T H.264 table 7-1 and RFC 6184 section 5.4. */
export const nalType = {
  ...{ slice: 1, idr: 5, sps: 7, pps: 8, aggregate: 24, fragment: 28 },
} as const;

export function typeOf(nal: Buffer): number {
  return (nal[0] ?? 0) & 0x1f;
}

const lengthBytes = 4;

/** An access unit as our files have it: each unit behind its length. */
export function lengthPrefixed(nals: readonly Buffer[]): Buffer {
  return Buffer.concat(
    nals.flatMap((nal) => {
      const length = Buffer.allocUnsafe(lengthBytes);
      length.writeUInt32BE(nal.length);
      return [length, nal];
    }),
  );
}

/** Its units again. */
export function splitUnits(data: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  for (let at = 0; at + lengthBytes < data.length;) {
    const end = at + lengthBytes + data.readUInt32BE(at);
    nals.push(data.subarray(at + lengthBytes, end));
    at = end;
  }
  return nals;
}

/** A keyframe's parameter sets, and all its other units. Undefined unless there is one of each kind. */
export function configurationOf(
  keyframe: Buffer,
): { sps: Buffer; pps: Buffer; pictures: Buffer[] } | undefined {
  const units = splitUnits(keyframe);
  const [sps, ...moreSps] = units.filter((unit) => typeOf(unit) === nalType.sps);
  const [pps, ...morePps] = units.filter((unit) => typeOf(unit) === nalType.pps);
  if (!sps || !pps || moreSps.length + morePps.length > 0) return undefined;
  const pictures = units.filter((unit) => unit !== sps && unit !== pps);
  return { sps, pps, pictures };
}

/** AVCDecoderConfigurationRecord, ISO/IEC 14496-15 section 5.3.3.1, with four-byte lengths. */
export function configurationRecord(sps: Buffer, pps: Buffer): Buffer | undefined {
  if (sps.length < 4) return undefined;
  const length = (nal: Buffer) => Buffer.of(nal.length >> 8, nal.length & 0xff);
  return Buffer.concat([
    Buffer.of(1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1),
    length(sps),
    sps,
    Buffer.of(1),
    length(pps),
    pps,
  ]);
}
