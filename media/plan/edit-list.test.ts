import { describe, expect, test } from 'vitest';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { planEditList, type EditEntry } from './edit-list.ts';
import { aTake } from '../../tests/support/a-take.ts';

const camera = (peerId: string, from: number, to: number, more: Partial<RemuxedTake> = {}) =>
  aTake({ peerId, source: 'camera', firstMs: from * 1_000, lastMs: to * 1_000, ...more });
const microphone = (peerId: string, from: number, to: number) =>
  aTake({ peerId, source: 'microphone', firstMs: from * 1_000, lastMs: to * 1_000 });
const screen = (peerId: string, from: number, to: number, more: Partial<RemuxedTake> = {}) =>
  aTake({ peerId, source: 'screen', firstMs: from * 1_000, lastMs: to * 1_000, ...more });

/** "0 full rina+, 10 grid rina+ budi-": seconds, layout, who, and whether with a picture. */
const tell = (entries: readonly EditEntry[]): string[] =>
  entries.map(({ startFrame, layout, slots }) =>
    [
      Math.round(startFrame / 3) / 10,
      layout,
      ...slots.map(({ peerId, picture }) => `${peerId}${picture ? '+' : '-'}`),
    ].join(' '),
  );

const plan = (takes: RemuxedTake[], seconds: number, speakers: [number, string][] = []) =>
  planEditList({
    takes,
    durationMs: seconds * 1_000,
    speakers: speakers.map(([at, peerId]) => ({ fromMs: at * 1_000, peerId })),
  });

describe('who is in the picture', () => {
  test('one fills it, two and three share it, they come and go', () => {
    const entries = plan(
      [camera('rina', 0, 60), camera('budi', 10, 40), camera('sari', 20, 30)],
      60,
    );
    expect(tell(entries)).toEqual([
      '0 full rina+',
      '10 grid rina+ budi+',
      '20 grid rina+ budi+ sari+',
      '30 grid rina+ budi+',
      '40 full rina+',
    ]);
  });

  test('from four on, the active speaker is large', () => {
    const people = ['rina', 'budi', 'sari', 'tono'];
    const entries = plan(
      people.map((peerId) => camera(peerId, 0, 30)),
      30,
      [
        [5, 'sari'],
        [15, 'tono'],
      ],
    );
    expect(tell(entries)).toEqual([
      '0 speaker rina+ budi+ sari+ tono+',
      '5 speaker sari+ rina+ budi+ tono+',
      '15 speaker tono+ rina+ budi+ sari+',
    ]);
  });

  test('a shared screen takes the place of the others, the speaker stays beside it', () => {
    const takes = [camera('rina', 0, 60), microphone('budi', 0, 60), screen('budi', 10, 40)];
    const entries = plan(takes, 60, [
      [0, 'rina'],
      [20, 'budi'],
    ]);
    expect(tell(entries)).toEqual([
      '0 grid rina+ budi-',
      '10 screen budi+ rina+',
      '20 screen budi+ budi-',
      '40 grid rina+ budi-',
    ]);
  });

  test('a page of slides is large beside who speaks, and gives way to a screen shared after it', () => {
    const page = (key: string, fromMs: number, toMs: number) => ({
      ...{ key, fromMs, toMs, deckId: 'd', title: 'Kopi', width: 1_440, height: 1_080 },
    });
    const entries = planEditList({
      takes: [microphone('rina', 0, 60), screen('rina', 30, 40)],
      speakers: [],
      slides: [page('one', 10_000, 20_000), page('two', 20_000, 50_000)],
      durationMs: 60_000,
    });
    const seen = entries.map(({ startFrame, slots }) => [startFrame, slots[0]?.slide?.key]);
    expect(seen).toEqual([
      [0, undefined],
      [300, 'one'],
      [600, 'two'],
      [900, undefined],
      // The screen's last frame is shown for as long as a frame lasts.
      [1_201, 'two'],
      [1_500, undefined],
    ]);
    expect(entries[1]!.slots.map(({ peerId }) => peerId)).toEqual(['', 'rina']);
    const { width, height } = entries[1]!.slots[0]!.slide!.place;
    expect(width / height).toBeCloseTo(4 / 3, 2);
  });

  test('a session of sound alone is one title card', () => {
    expect(tell(plan([microphone('rina', 0, 60), microphone('budi', 5, 50)], 60))).toEqual([
      '0 title',
    ]);
  });

  test('before anyone comes and after the last one left stands the title card', () => {
    const entries = plan([camera('rina', 10, 30)], 60);
    expect(tell(entries)).toEqual(['0 title', '10 full rina+', '30 title']);
  });
});

describe('cameras that are off', () => {
  test('a pause shows the card, a short one does not', () => {
    const pauses = [
      { fromMs: 10_000, toMs: 12_000 },
      { fromMs: 20_000, toMs: 24_000 },
    ];
    expect(tell(plan([camera('rina', 0, 60, { pauses })], 60))).toEqual([
      '0 full rina+',
      '20 full rina-',
      '24 full rina+',
    ]);
  });

  test('a reload keeps the seat: two takes, the picture stands still between them', () => {
    const takes = [
      camera('rina', 0, 20, { takeId: 'one' }),
      camera('rina', 22, 60, { takeId: 'two' }),
      camera('budi', 0, 60),
    ];
    const entries = plan(takes, 60);
    expect(tell(entries)).toEqual(['0 grid rina+ budi+', '22 grid rina+ budi+']);
    expect(entries.map(({ slots }) => slots[0]?.picture?.takeId)).toEqual(['one', 'two']);
  });

  test('lost packets for longer than 3 s show the card, a still screen stays', () => {
    const gaps = [{ fromMs: 10_000, toMs: 20_000 }];
    expect(tell(plan([camera('rina', 0, 30, { gaps })], 30))).toHaveLength(3);
    expect(tell(plan([screen('rina', 0, 30, { gaps })], 30))).toEqual(['0 screen rina+']);
  });
});

describe('the grid', () => {
  test('a turned phone cuts the entry, a simulcast layer does not', () => {
    const sizes = [
      { fromMs: 0, width: 640, height: 360 },
      { fromMs: 5_000, width: 320, height: 180 },
      { fromMs: 10_000, width: 360, height: 640 },
    ];
    const entries = plan([camera('rina', 0, 20, { sizes })], 20);
    expect(entries.map(({ startFrame }) => startFrame)).toEqual([0, 300]);
    expect(entries[1]!.slots[0]!.picture!.fit.place.width).toBeLessThan(420);
  });

  test('whatever happens: no holes, in order, at least a second each, to the last frame', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (seed / 2_147_483_648) * below;
    };
    for (let round = 0; round < 200; round += 1) {
      const seconds = 1 + random(60);
      const takes = Array.from({ length: Math.floor(random(9)) }, (_, index) => {
        const from = random(seconds);
        const source = (['camera', 'microphone', 'screen'] as const)[Math.floor(random(3))]!;
        const pause = from + random(5);
        return aTake({
          takeId: `take-${index}`,
          peerId: `peer-${Math.floor(random(7))}`,
          source,
          firstMs: from * 1_000,
          lastMs: (from + random(20)) * 1_000,
          pauses: [{ fromMs: pause * 1_000, toMs: (pause + random(6)) * 1_000 }],
        });
      });
      const speakers = takes.map(({ peerId }) => [random(seconds), peerId] as [number, string]);
      const entries = plan(
        takes,
        seconds,
        speakers.toSorted((a, b) => a[0] - b[0]),
      );

      expect(entries[0]!.startFrame).toBe(0);
      expect(entries.at(-1)!.endFrame).toBe(Math.round(seconds * 30));
      for (const [index, entry] of entries.entries()) {
        const next = entries[index + 1];
        if (next) expect(next.startFrame).toBe(entry.endFrame);
        if (entries.length > 1)
          expect(entry.endFrame - entry.startFrame).toBeGreaterThanOrEqual(30);
        expect(entry.slots.length).toBeLessThanOrEqual(6);
      }
    }
  });
});
