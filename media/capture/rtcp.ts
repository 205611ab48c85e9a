/** RTCP packet types, RFC 3550 section 12.1 and RFC 4585 section 6.1. */
const packetType = { senderReport: 200, receiverReport: 201, transportFeedback: 205 } as const;
const genericNack = 1;
/** Seconds between 1900, where NTP counts from, and 1970. */
const ntpToUnixSeconds = 2_208_988_800;

/** The pair of clocks that dates a track's packets. */
export type SenderReport = {
  ssrc: number;
  /** The sender's wall clock as µs since 1970. Only differences mean anything. */
  ntpUs: number;
  rtpTimestamp: number;
};

/**
 * The sender reports in a compound packet, each with its own bytes: one compound carries those of several tracks.
 * Stops at the first malformed part.
 */
export function splitSenderReports(compound: Buffer): { ssrc: number; bytes: Buffer }[] {
  const reports: { ssrc: number; bytes: Buffer }[] = [];
  for (let at = 0; at + 8 <= compound.length;) {
    const end = at + 4 * (compound.readUInt16BE(at + 2) + 1);
    if (end > compound.length) break;
    if (compound[at + 1] === packetType.senderReport) {
      reports.push({ ssrc: compound.readUInt32BE(at + 4), bytes: compound.subarray(at, end) });
    }
    at = end;
  }
  return reports;
}

/** Reads one sender report; undefined when it is malformed or its sender has no wall clock. */
export function parseSenderReport(bytes: Buffer): SenderReport | undefined {
  if (bytes.length < 20 || bytes[1] !== packetType.senderReport) return undefined;
  const seconds = bytes.readUInt32BE(8);
  const fraction = bytes.readUInt32BE(12);
  if (seconds === 0 && fraction === 0) return undefined;
  return {
    ssrc: bytes.readUInt32BE(4),
    ntpUs: (seconds - ntpToUnixSeconds) * 1e6 + (fraction / 2 ** 32) * 1e6,
    rtpTimestamp: bytes.readUInt32BE(16),
  };
}

/**
 * Asks for lost packets again: an empty receiver report, which must lead a compound, and a generic NACK
 * (RFC 4585 section 6.2.1). `sequences` are 16 bits and in rising order, wrap included.
 */
export function buildNack(ssrc: number, sequences: readonly number[]): Buffer {
  const fields = toNackFields(sequences);
  const bytes = Buffer.alloc(8 + 12 + 4 * fields.length);
  bytes[0] = 0x80;
  bytes[1] = packetType.receiverReport;
  bytes.writeUInt16BE(1, 2);
  bytes[8] = 0x80 | genericNack;
  bytes[9] = packetType.transportFeedback;
  bytes.writeUInt16BE(2 + fields.length, 10);
  bytes.writeUInt32BE(ssrc, 16);
  fields.forEach(({ first, following }, index) => {
    bytes.writeUInt16BE(first, 20 + 4 * index);
    bytes.writeUInt16BE(following, 22 + 4 * index);
  });
  return bytes;
}

/** The sequence numbers that the generic NACKs in a compound packet ask for, with the SSRC they belong to. */
export function parseNacks(compound: Buffer): { ssrc: number; sequences: number[] }[] {
  const nacks: { ssrc: number; sequences: number[] }[] = [];
  for (let at = 0; at + 4 <= compound.length;) {
    const end = at + 4 * (compound.readUInt16BE(at + 2) + 1);
    if (end > compound.length) break;
    const format = (compound[at] ?? 0) & 0x1f;
    if (compound[at + 1] === packetType.transportFeedback && format === genericNack) {
      const sequences: number[] = [];
      for (let field = at + 12; field + 4 <= end; field += 4) {
        const first = compound.readUInt16BE(field);
        const following = compound.readUInt16BE(field + 2);
        sequences.push(first);
        for (let bit = 0; bit < 16; bit += 1) {
          if (following & (1 << bit)) sequences.push((first + bit + 1) & 0xffff);
        }
      }
      nacks.push({ ssrc: compound.readUInt32BE(at + 8), sequences });
    }
    at = end;
  }
  return nacks;
}

/** A field names one packet and, in a bitmap, which of the sixteen after it. */
function toNackFields(sequences: readonly number[]): { first: number; following: number }[] {
  const fields: { first: number; following: number }[] = [];
  for (const sequence of sequences) {
    const last = fields.at(-1);
    const distance = last ? (sequence - last.first) & 0xffff : 0;
    if (last && distance >= 1 && distance <= 16) last.following |= 1 << (distance - 1);
    else fields.push({ first: sequence, following: 0 });
  }
  return fields;
}
