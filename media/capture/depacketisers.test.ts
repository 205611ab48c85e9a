import { describe, expect, test } from 'vitest';
import type { Depacketiser, Frame } from './frame.ts';
import { createH264Depacketiser, startsH264KeyFrame } from './h264.ts';
import { createOpusDepacketiser } from './opus.ts';
import type { TrackPacket } from './reorder.ts';
import { readSpsSize } from './sps.ts';
import { createVp8Depacketiser, startsVp8KeyFrame } from './vp8.ts';

type Sent = [rtpTs: number, marker: boolean, payload: Buffer];

/** Sends payloads with rising sequence numbers, but for those named in `lost`. */
function run(depacketiser: Depacketiser, sent: readonly Sent[], lost: number[] = []): Frame[] {
  return sent.flatMap(([rtpTs, marker, payload], sequence) => {
    if (lost.includes(sequence)) return [];
    const packet: TrackPacket = { sequence, rtpTs, marker, payload, monoUs: 0 };
    const frame = depacketiser.push(packet);
    return frame ? [frame] : [];
  });
}

describe('VP8', () => {
  /** A keyframe of 64 x 48, and a frame that refers to others. */
  const key = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 48, 0, 1, 2, 3]);
  const delta = Buffer.from([0x11, 9, 9, 9]);
  const start = Buffer.from([0x90, 0x80, 0x81, 0x02]);
  const rest = Buffer.from([0x80, 0x80, 0x81, 0x02]);
  const inTwo = (rtpTs: number, frame: Buffer): Sent[] => [
    [rtpTs, false, Buffer.concat([start, frame.subarray(0, 3)])],
    [rtpTs, true, Buffer.concat([rest, frame.subarray(3)])],
  ];

  test('pictures are put together without their descriptors', () => {
    const frames = run(createVp8Depacketiser(), [...inTwo(0, key), ...inTwo(3_000, delta)]);
    expect(frames).toEqual([
      { rtpTs: 0, isKey: true, data: key, afterLoss: false, size: { width: 64, height: 48 } },
      { rtpTs: 3_000, isKey: false, data: delta, afterLoss: false },
    ]);
  });

  test('after a loss nothing is kept until a keyframe, wherever in a picture it struck', () => {
    const pictures = [key, delta, delta, delta, key, delta];
    const sent = pictures.flatMap((frame, n) => inTwo(3_000 * n, frame));
    for (const lost of [2, 3, 4, 5]) {
      const frames = run(createVp8Depacketiser(), sent, [lost]);
      const kept = frames.map(({ rtpTs }) => rtpTs / 3_000);
      expect(kept).toEqual(lost < 4 ? [0, 4, 5] : [0, 1, 4, 5]);
      expect(frames.find(({ rtpTs }) => rtpTs === 12_000)!.afterLoss).toBe(true);
    }
  });

  test('a track that does not begin with a keyframe begins with its first one', () => {
    const frames = run(createVp8Depacketiser(), [...inTwo(0, delta), ...inTwo(3_000, key)]);
    expect(frames.map(({ rtpTs, afterLoss }) => [rtpTs, afterLoss])).toEqual([[3_000, false]]);
  });

  test('a keyframe is seen in its first packet', () => {
    const [first, second] = inTwo(0, key).map(([, , payload]) => startsVp8KeyFrame(payload));
    expect([first, second]).toEqual([true, false]);
    expect(startsVp8KeyFrame(inTwo(0, delta)[0]![2])).toBe(false);
    expect(startsVp8KeyFrame(Buffer.of(0x90))).toBe(false);
  });
});

describe('H.264', () => {
  /** From x264: baseline, 320 x 180, cropped from 192 lines. */
  const sps = Buffer.from('6742c00dd901419f9f0110000003001000000303c0f142a480', 'hex');
  const pps = Buffer.from('68cb8cb2', 'hex');
  const idr = Buffer.from([0x65, 0x88, 1, 2, 3, 4]);
  const slice = Buffer.from([0x41, 0x9a, 5, 6]);
  const aggregate = (...nals: Buffer[]) =>
    Buffer.concat([
      Buffer.of(24),
      ...nals.flatMap((nal) => [Buffer.of(nal.length >> 8, nal.length & 255), nal]),
    ]);
  const fragments = (nal: Buffer): Buffer[] => [
    Buffer.concat([Buffer.of(0x7c, 0x80 | (nal[0]! & 31)), nal.subarray(1, 3)]),
    Buffer.concat([Buffer.of(0x7c, 0x40 | (nal[0]! & 31)), nal.subarray(3)]),
  ];
  const withLengths = (...nals: Buffer[]) =>
    Buffer.concat(nals.flatMap((nal) => [Buffer.of(0, 0, 0, nal.length), nal]));

  test('single units, aggregates and fragments make access units', () => {
    const frames = run(createH264Depacketiser(), [
      [0, false, aggregate(sps, pps)],
      ...fragments(idr).map((payload, n): Sent => [0, n === 1, payload]),
      [3_000, true, slice],
    ]);
    expect(frames.map(({ isKey, data }) => [isKey, data])).toEqual([
      [true, withLengths(sps, pps, idr)],
      [false, withLengths(slice)],
    ]);
    expect(frames[0]!.codecPrivate!.subarray(0, 6)).toEqual(
      Buffer.of(1, sps[1]!, sps[2]!, sps[3]!, 0xff, 0xe1),
    );
  });

  test('a keyframe without parameter sets gets those that came before', () => {
    const frames = run(createH264Depacketiser(), [
      [0, true, aggregate(sps, pps, idr)],
      [3_000, true, idr],
    ]);
    expect(frames[1]!.data).toEqual(withLengths(sps, pps, idr));
  });

  test('without any parameter sets there is nothing to decode', () => {
    expect(run(createH264Depacketiser(), [[0, true, idr]])).toEqual([]);
  });

  test('after a loss nothing is kept until a keyframe', () => {
    const sent: Sent[] = [
      [0, true, aggregate(sps, pps, idr)],
      ...fragments(slice).map((payload, n): Sent => [3_000, n === 1, payload]),
      [6_000, true, slice],
      [9_000, false, aggregate(sps, pps)],
      [9_000, true, idr],
      [12_000, true, slice],
    ];
    for (const lost of [1, 2, 3]) {
      const kept = run(createH264Depacketiser(), sent, [lost]).map(({ rtpTs }) => rtpTs);
      expect(kept).toEqual(lost === 3 ? [0, 3_000, 9_000, 12_000] : [0, 9_000, 12_000]);
    }
    // The keyframe itself lost its beginning: the parameter sets are the same, the picture is whole.
    const kept = run(createH264Depacketiser(), sent, [4]).map(({ rtpTs }) => rtpTs);
    expect(kept).toEqual([0, 3_000, 6_000, 9_000, 12_000]);
  });

  test('a keyframe is seen in its first packet', () => {
    expect(startsH264KeyFrame(aggregate(sps, pps))).toBe(true);
    expect(fragments(idr).map(startsH264KeyFrame)).toEqual([true, false]);
    expect(startsH264KeyFrame(slice)).toBe(false);
  });

  test('the picture size is read from the parameter set', () => {
    expect(readSpsSize(sps)).toEqual({ width: 320, height: 180 });
    expect(readSpsSize(sps.subarray(0, 6))).toBeUndefined();
  });
});

describe('Opus', () => {
  test('every packet is a frame; a lost one is noted', () => {
    const sent = [0, 960, 1_920, 2_880].map((rtpTs): Sent => [rtpTs, false, Buffer.of(1)]);
    const frames = run(createOpusDepacketiser(), sent, [1]);
    expect(frames.map(({ rtpTs, afterLoss }) => [rtpTs, afterLoss])).toEqual([
      [0, false],
      [1_920, true],
      [2_880, false],
    ]);
  });
});
