import { expect, test } from 'vitest';
import { shortestEntry, type EditEntry, type Slot } from './edit-list.ts';
import { keepEntries } from './keep-entries.ts';
import { keepSpans, type FrameSpan } from './programme.ts';

const slot = (peerId: string, fitWidth = 1_280): Slot => {
  const rect = { x: 0, y: 0, width: 1_280, height: 720 };
  const fit = { scaled: rect, crop: rect, place: { ...rect, width: fitWidth } };
  return {
    peerId,
    displayName: peerId,
    rect,
    picture: { takeId: peerId, source: 'camera', fit },
  };
};
const solo = (startFrame: number, endFrame: number, peerId: string): EditEntry => ({
  ...{ startFrame, endFrame, layout: 'full', slots: [slot(peerId)] },
});
const cut = (startFrame: number, endFrame: number): FrameSpan => ({ startFrame, endFrame });
const told = (entries: readonly EditEntry[]): string[] =>
  entries.map(
    ({ startFrame, endFrame, slots }) => `${startFrame}-${endFrame} ${slots[0]?.peerId}`,
  );
const session = [solo(0, 100, 'citra'), solo(100, 300, 'ani'), solo(300, 900, 'budi')];
const kept = (...cuts: FrameSpan[]): string[] => told(keepEntries(session, cuts));

test('compositions keep the frames of the session', () => {
  expect(kept(cut(50, 120))).toEqual(['0-50 citra', '120-300 ani', '300-900 budi']);
  expect(kept()).toEqual(told(session));
});

test('what a cut leaves for less than a second is not seen: what goes on there is', () => {
  // Up to just before Budi speaks: the picture changes a moment sooner.
  expect(kept(cut(90, 297))).toEqual(['0-90 citra', '297-900 budi']);
  expect(kept(cut(110, 350))).toEqual(['0-110 citra', '350-900 budi']);
  expect(kept(cut(130, 270))).toEqual([
    '0-100 citra',
    '100-130 ani',
    '270-300 ani',
    '300-900 budi',
  ]);
});

test('at either end of the programme what is seen beside it comes sooner, or stays', () => {
  expect(kept(cut(0, 290))).toEqual(['290-900 budi']);
  expect(kept(cut(320, 900))).toEqual(['0-100 citra', '100-320 ani']);
  expect(kept(cut(10, 310))).toEqual(['0-10 budi', '310-900 budi']);
  expect(kept(cut(80, 880))).toEqual(['0-80 citra', '880-900 citra']);
  expect(kept(cut(0, 880))).toEqual(['880-900 budi']);
});

test('between two cuts what was seen before stays', () => {
  expect(kept(cut(60, 150), cut(170, 400))).toEqual([
    '0-60 citra',
    '150-170 citra',
    '400-900 budi',
  ]);
  // Ani and Budi have ten frames each, then twenty; then Budi goes on.
  expect(kept(cut(60, 290), cut(310, 900))).toEqual(['0-60 citra', '290-310 citra']);
  expect(kept(cut(60, 280), cut(320, 900))).toEqual(['0-60 citra', '280-320 budi']);
  expect(kept(cut(60, 290), cut(310, 400))).toEqual([
    '0-60 citra',
    '290-310 budi',
    '400-900 budi',
  ]);
});

test('what goes on behind a cut is no flash, nor is a phone that is turned', () => {
  expect(kept(cut(150, 290))).toEqual([
    '0-100 citra',
    '100-150 ani',
    '290-300 ani',
    '300-900 budi',
  ]);
  const turned = { ...solo(110, 300, 'ani'), slots: [slot('ani', 405)] };
  const entries = [solo(0, 110, 'ani'), turned];
  expect(keepEntries(entries, [cut(0, 100)])).toEqual([
    { ...entries[0], startFrame: 100 },
    turned,
  ]);
});

test('wherever is cut, all that is heard is seen, and nothing for less than a second', () => {
  const entries = Array.from({ length: 20 }, (_, index) =>
    solo(index * 45, index * 45 + 45, `${index % 3}`),
  );
  for (let from = 0; from < 200; from += 17) {
    for (let length = 1; length < 400; length += 29) {
      const cuts = [cut(from, from + length), cut(from + length + 25, from + length + 80)];
      const left = keepEntries(entries, cuts);
      const frames = left.flatMap(({ startFrame, endFrame }) =>
        Array.from({ length: endFrame - startFrame }, (_, index) => startFrame + index),
      );
      const heard = keepSpans(cut(0, 900), cuts).flatMap(({ startFrame, endFrame }) =>
        Array.from({ length: endFrame - startFrame }, (_, index) => startFrame + index),
      );
      expect(frames).toEqual(heard);
      let seen = { peerId: '', frames: shortestEntry };
      for (const { startFrame, endFrame, slots } of left) {
        const peerId = slots[0]!.peerId;
        if (peerId !== seen.peerId) {
          expect(seen.frames).toBeGreaterThanOrEqual(shortestEntry);
          seen = { peerId, frames: 0 };
        }
        seen.frames += endFrame - startFrame;
      }
      expect(seen.frames).toBeGreaterThanOrEqual(shortestEntry);
    }
  }
});
