import { expect, test } from 'vitest';
import { ReorderBuffer, type TrackPacket } from './reorder.ts';

/** A packet that arrives `atMs` after the first. */
function packet(sequence: number, atMs: number): TrackPacket {
  return {
    ...{ sequence, rtpTs: sequence * 960, monoUs: atMs * 1000 },
    ...{ marker: false, payload: Buffer.alloc(0) },
  };
}

function run(packets: readonly TrackPacket[]): { order: number[]; lost: number } {
  const buffer = new ReorderBuffer();
  const order = [...packets.flatMap((each) => buffer.push(each)), ...buffer.flush()];
  return { order: order.map(({ sequence }) => sequence), lost: buffer.lost };
}

test('packets come out in order, each once, whatever way they came', () => {
  const sent = Array.from({ length: 500 }, (_, n) => n + 100);
  // Shuffled within windows of fifty, every twentieth repeated.
  const came = sent
    .map((sequence, n) => ({ sequence, key: Math.floor(n / 50) * 50 + ((n * 17) % 50) }))
    .sort((a, b) => a.key - b.key)
    .flatMap(({ sequence }) => (sequence % 20 === 0 ? [sequence, sequence] : [sequence]));
  expect(run(came.map((sequence, n) => packet(sequence, n)))).toEqual({ order: sent, lost: 0 });
});

test('a packet that was asked for again fills its hole', () => {
  const came = [1, 2, 4, 5, 6, 3, 7].map((sequence, n) => packet(sequence, 20 * n));
  expect(run(came)).toEqual({ order: [1, 2, 3, 4, 5, 6, 7], lost: 0 });
});

test('a hole is closed after three seconds, and what fills it later is dropped', () => {
  const buffer = new ReorderBuffer();
  const inOrder = (each: TrackPacket) => buffer.push(each).map(({ sequence }) => sequence);
  const released: number[] = [];
  for (let n = 0; n < 300; n += 1) {
    if (n === 5 || n === 6) continue;
    released.push(...inOrder(packet(n, 20 * n)));
    if (n === 155) expect(released).toEqual([0, 1, 2, 3, 4]);
  }
  expect(inOrder(packet(5, 9_000))).toEqual([]);
  expect(released.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 7, 8]);
  expect(buffer.lost).toBe(2);
});

test('the first packets may be out of order too', () => {
  expect(run([packet(8, 0), packet(7, 1), packet(9, 2)]).order).toEqual([7, 8, 9]);
});
