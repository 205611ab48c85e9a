import { expect, test } from 'vitest';
import { recordKind, type LogRecord, type TakeMeta } from './rtp-log.ts';
import { Survey } from './survey-take.ts';

const meta: TakeMeta = {
  ...{ v: 1, recordingId: 'r', takeId: 't', peerId: 'p', producerId: 'x', kind: 'audio' },
  ...{ source: 'microphone', codec: 'opus', fmtp: {}, payloadType: 100, ssrc: 7 },
  ...{ clockRate: 48_000, workerPid: 1, segment: 0, monoUs: 0, wallMs: 0 },
};

/** The report of a second, as it came. */
function reportOf(second: number): LogRecord {
  const bytes = Buffer.alloc(28);
  bytes.set([0x80, 200, 0, 6]);
  bytes.writeUInt32BE(7, 4);
  bytes.writeUInt32BE(3_000_000_000 + second, 8);
  bytes.writeUInt32BE(48_000 * second, 16);
  return { kind: recordKind.senderReport, monoUs: 1e6 * second, bytes };
}

function packetOf(second: number): LogRecord {
  const bytes = Buffer.alloc(20, 1);
  bytes.set([0x80, 100]);
  bytes.writeUInt16BE(second, 2);
  bytes.writeUInt32BE(48_000 * second, 4);
  return { kind: recordKind.rtp, monoUs: 1e6 * second, bytes };
}

test('reports that stand in a log twice, since a disk refused them once, count once and in order', () => {
  const survey = new Survey(meta);
  for (const second of [1, 2, 3, 2, 3, 4]) {
    survey.add(packetOf(second));
    survey.add(reportOf(second));
  }
  expect(survey.result()?.reports.map(({ monoUs }) => monoUs)).toEqual([1e6, 2e6, 3e6, 4e6]);
});
