import { expect, test } from 'vitest';
import { buildNack, parseNacks, parseSenderReport, splitSenderReports } from './rtcp.ts';
import { isRtcp, parseRtp } from './rtp.ts';

function senderReport(ssrc: number, seconds: number): Buffer {
  const bytes = Buffer.alloc(28);
  bytes.set([0x80, 200, 0, 6]);
  bytes.writeUInt32BE(ssrc, 4);
  bytes.writeUInt32BE(seconds + 2_208_988_800, 8);
  bytes.writeUInt32BE(2 ** 31, 12);
  bytes.writeUInt32BE(777, 16);
  return bytes;
}
const description = Buffer.from([0x81, 202, 0, 2, 0, 0, 0, 1, 1, 1, 0x61, 0]);

test('a compound gives the reports of all its tracks', () => {
  const compound = Buffer.concat([
    senderReport(1, 10),
    description,
    senderReport(2, 20),
    description,
  ]);
  const reports = splitSenderReports(compound);
  expect(reports.map(({ ssrc }) => ssrc)).toEqual([1, 2]);
  expect(parseSenderReport(reports[1]!.bytes)).toEqual({
    ...{ ssrc: 2, ntpUs: 20_500_000, rtpTimestamp: 777 },
  });
});

test('a compound that breaks off gives what is whole', () => {
  const compound = Buffer.concat([senderReport(1, 10), senderReport(2, 20)]);
  for (let length = 0; length < compound.length; length += 1) {
    const found = splitSenderReports(compound.subarray(0, length)).length;
    expect(found).toBe(length < 28 ? 0 : 1);
  }
});

test('a sender without a wall clock has no report', () => {
  const bytes = senderReport(1, 10);
  bytes.fill(0, 8, 16);
  expect(parseSenderReport(bytes)).toBeUndefined();
});

test.each([
  { sequences: [5] },
  { sequences: [5, 6, 21, 22, 40] },
  { sequences: [65_535, 0, 1, 15, 16] },
  { sequences: Array.from({ length: 300 }, (_, n) => n * 3) },
])('a NACK asks for exactly what is missing', ({ sequences }) => {
  const nack = buildNack(99, sequences);
  expect(isRtcp(nack)).toBe(true);
  expect(parseNacks(nack)).toEqual([{ ssrc: 99, sequences }]);
});

test('an RTP packet is read without extension, contributors and padding', () => {
  const packet = Buffer.from(
    // V2, padding, extension, one contributor; marker and type 96; sequence 258; time 1; SSRC 2.
    'b1e00102' +
      '00000001' +
      '00000002' +
      '00000003' +
      'bede0001' +
      '10ff0000' +
      'aabbcc' +
      '000003',
    'hex',
  );
  expect(parseRtp(packet)).toEqual({
    ...{ payloadType: 96, marker: true, sequence: 258, timestamp: 1, ssrc: 2 },
    payload: Buffer.from('aabbcc', 'hex'),
  });
});

test('nothing malformed is read, and nothing throws', () => {
  const packet = Buffer.from(
    'b1e00102000000010000000200000003bede000110ff0000aabbcc000003',
    'hex',
  );
  for (let length = 0; length < packet.length; length += 1) {
    expect(() => parseRtp(packet.subarray(0, length))).not.toThrow();
  }
  expect(parseRtp(packet.subarray(0, 20))).toBeUndefined();
  expect(parseRtp(Buffer.alloc(40))).toBeUndefined();
});
