/** An RTP packet, RFC 3550 section 5.1, without its padding and header extensions. */
export type RtpPacket = {
  payloadType: number;
  marker: boolean;
  /** 16 bits; wraps. */
  sequence: number;
  /** 32 bits in ticks of the codec's clock; wraps. */
  timestamp: number;
  ssrc: number;
  payload: Buffer;
};

const fixedHeaderBytes = 12;

/** RTCP shares the port: its packet types lie where RTP has payload types 64 to 95 with marker (RFC 5761 section 4). */
export function isRtcp(bytes: Uint8Array): boolean {
  const type = bytes[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** Reads a packet; undefined for anything malformed. The payload is a view, not a copy. */
export function parseRtp(bytes: Buffer): RtpPacket | undefined {
  const first = bytes[0];
  const second = bytes[1];
  if (first === undefined || second === undefined || bytes.length < fixedHeaderBytes)
    return undefined;
  if (first >> 6 !== 2) return undefined;

  let start = fixedHeaderBytes + 4 * (first & 0x0f);
  if (first & 0x10) {
    if (bytes.length < start + 4) return undefined;
    start += 4 + 4 * bytes.readUInt16BE(start + 2);
  }
  const padding = first & 0x20 ? (bytes.at(-1) ?? 0) : 0;
  const end = bytes.length - padding;
  if (end < start) return undefined;

  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  };
}
