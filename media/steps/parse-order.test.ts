import { expect, test } from 'vitest';
import { softwareEncoder } from '../plan/video-encoders.ts';
import { parseOrder } from './parse-order.ts';
import type { PartOrder } from './part-order.ts';

const place = { x: 0, y: 0, width: 640, height: 360 };
const { name: maker } = softwareEncoder;

type Whole<T> = T extends readonly (infer E)[]
  ? Whole<E>[]
  : T extends object
    ? { [K in keyof T]-?: Whole<T[K]> }
    : T;

/** With everything that an order may say: what is added to it is missed here by the compiler. */
const full: Whole<PartOrder> = {
  maker,
  names: ['part-1-720p.mp4', 'part-1-360p.mp4'],
  part: {
    ...{ startFrame: -90, frames: 90, offset: -90 },
    copied: {
      ...{ takeId: 't', untilMs: 3_001.5 },
      groups: [{ startFrame: -90, fromMs: 1.5, pictures: 60 }],
    },
    entry: {
      ...{ startFrame: -90, endFrame: 900, layout: 'screen' },
      ...{ question: 'Kapan?', answeredBy: 'Sari' },
      slots: [
        {
          ...{ peerId: 'a', displayName: 'Ani', rect: place, isNew: true, isKnown: true },
          slide: { key: 'slides/1.webp', place },
          picture: {
            ...{ takeId: 't', source: 'camera' },
            fit: { scaled: { width: 640, height: 480 }, crop: place, place },
          },
        },
      ],
    },
  },
  titles: {
    ...{ libraryName: 'Perpustakaan', seriesTitle: 'Klub Buku', sessionTitle: 'Malam ini' },
    coverKey: 'covers/1.jpg',
    accent: '#e0a040',
  },
  takes: [
    {
      ...{ takeId: 't', peerId: 'a', displayName: 'Ani', file: '/elsewhere/t.mkv' },
      ...{ kind: 'video', source: 'camera', codec: 'h264' },
      ...{ firstMs: 1.5, lastMs: 30_000, frames: 900, keyframesMs: [1.5, 2_001] },
      chunkDigests: [{ chunk: 0, digest: 'abc' }],
      groups: [{ fromMs: 1.5, pictures: 60, bytes: 9_000, longestMs: 40, form: 'abc' }],
      sizes: [{ fromMs: 0, width: 640, height: 480 }],
      gaps: [{ fromMs: 5, toMs: 9, isShed: true }],
      pauses: [{ fromMs: 50, toMs: 90 }],
      breaks: [{ fromMs: 70, toMs: 80 }],
      health: {
        ...{ packets: 1, lostPackets: 0, senderReports: 3, driftPpm: -2.5, damagedBytes: 0 },
        clockSteps: [{ atMs: 4, stepMs: -1 }],
      },
    },
  ],
};

test('an order is read as it was written', () => {
  expect(parseOrder(JSON.stringify(full), maker)).toEqual(full);
  const bare: PartOrder = {
    ...{ maker, names: [], takes: [], titles: { ...full.titles, coverKey: undefined } },
    part: {
      ...{ startFrame: 0, frames: 30, offset: 0 },
      entry: {
        ...{ startFrame: 0, endFrame: 30, layout: 'full' },
        slots: [{ peerId: '', displayName: '', rect: place, picture: undefined }],
      },
    },
  };
  expect(parseOrder(JSON.stringify(bare), maker)).toEqual(bare);
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a part without an end', { ...full, part: { ...full.part, frames: 0 } }],
  ['a frame that is no number', { ...full, part: { ...full.part, startFrame: null } }],
  ['more than we know of', { ...full, effect: 'sepia' }],
  ['no takes', { ...full, takes: undefined }],
])('%s is no order', (_, order) => {
  expect(() => parseOrder(JSON.stringify(order), maker)).toThrow();
});

test('an order of another maker is told apart, whatever else is in it', () => {
  const newer = { ...full, maker: '2 software', effect: 'sepia' };
  expect(() => parseOrder(JSON.stringify(newer), maker)).toThrow(/^This machine is software/);
});
