import { expect, test } from 'vitest';
import { dressEntries } from './dress-entries.ts';
import type { EditEntry, Slot } from './edit-list.ts';

const slot = (peerId: string): Slot => ({
  ...{ peerId, displayName: peerId, picture: undefined },
  rect: { x: 0, y: 0, width: 1280, height: 720 },
});
const entry = (startFrame: number, endFrame: number, ...people: string[]): EditEntry => ({
  ...{ startFrame, endFrame, layout: 'grid' as const, slots: people.map(slot) },
});
const solo = (startFrame: number, endFrame: number, peerId: string): EditEntry => ({
  ...entry(startFrame, endFrame, peerId),
  layout: 'full',
});
/** "0-150 sari!" is Sari, introduced; "sari." without her name; "?" a question. */
const told = (entries: readonly EditEntry[]): string[] =>
  entries.map(({ startFrame, endFrame, layout, slots, question }) =>
    [
      `${startFrame}-${endFrame}`,
      ...(layout === 'grid' ? [] : [layout]),
      ...slots.map(
        ({ peerId, isNew, isKnown }) => `${peerId}${isNew ? '!' : isKnown ? '.' : ''}`,
      ),
      ...(question === undefined ? [] : [`? ${question}`]),
    ].join(' '),
  );

test('a name is large for five seconds, when its person is first seen', () => {
  const entries = [
    entry(0, 400, 'sari'),
    entry(400, 430, 'sari', 'budi'),
    entry(430, 700, 'budi'),
  ];
  expect(told(dressEntries(entries, { answers: [] }))).toEqual([
    '0-150 sari!',
    '150-400 sari',
    '400-430 sari budi!',
    '430-550 budi!',
    '550-700 budi',
  ]);
});

test('who fills the picture alone is named when it begins, and not all the time', () => {
  const entries = [
    entry(0, 200, 'budi', 'sari'),
    solo(200, 300, 'sari'),
    // Her phone was turned, or a host has cut something: she goes on.
    solo(300, 900, 'sari'),
    entry(900, 990, 'budi', 'sari'),
    solo(990, 1_100, 'budi'),
    solo(1_100, 1_300, 'sari'),
  ];
  const answers = [{ fromMs: 20_000, toMs: 22_000, title: 'Apa?' }];
  expect(told(dressEntries(entries, { answers }))).toEqual([
    '0-150 budi! sari!',
    '150-200 budi sari',
    '200-300 full sari',
    '300-350 full sari',
    '350-600 full sari.',
    '600-660 full sari. ? Apa?',
    '660-900 full sari.',
    '900-990 budi sari',
    '990-1100 full budi',
    '1100-1250 full sari',
    '1250-1300 full sari.',
  ]);
  expect(told(dressEntries([solo(0, 400, 'sari')], { answers: [] }))).toEqual([
    '0-150 full sari!',
    '150-400 full sari.',
  ]);
});

test('a question stays as long as it takes to read, and not beyond its answer', () => {
  const long = 'x'.repeat(100);
  const answers = [
    { fromMs: 10_000, toMs: 60_000, title: long },
    { fromMs: 70_000, toMs: 72_000, title: 'Singkat?' },
  ];
  const dressed = told(dressEntries([entry(0, 3_000, 'sari')], { answers }));
  // 5 s and 100 letters at 0.06 s.
  expect(dressed).toContain(`300-630 sari ? ${long}`);
  expect(dressed).toContain('2100-2160 sari ? Singkat?');
});

test('a long programme begins and ends with its cards, also across cuts; a short one does not', () => {
  const long = [entry(1_000, 1_060, 'sari'), entry(2_000, 6_000, 'sari')];
  const dressed = told(dressEntries(long, { answers: [] }));
  expect(dressed.slice(0, 4)).toEqual([
    '1000-1060 title',
    '2000-2030 title',
    '2030-2180 sari!',
    '2180-5880 sari',
  ]);
  expect(dressed.at(-1)).toBe('5880-6000 end');
  expect(told(dressEntries([entry(0, 3_000, 'sari')], { answers: [] })).at(-1)).toBe(
    '150-3000 sari',
  );
});

test('a session without pictures is its title card, but for questions that are being answered', () => {
  const card: EditEntry = { startFrame: 0, endFrame: 9_000, layout: 'title', slots: [] };
  expect(dressEntries([card], { answers: [] })).toEqual([card]);
  const answers = [{ fromMs: 60_000, toMs: 64_000, title: 'Apa itu?' }];
  expect(told(dressEntries([card], { answers }))).toEqual([
    '0-1800 title',
    '1800-1920 title ? Apa itu?',
    '1920-9000 title',
  ]);
});

test('an intro and an outro have these cards: none is laid over the session itself', () => {
  const clip = { key: 'sounds/x.flac', durationMs: 5_000 };
  const before = [{ ...clip, layout: 'title' as const }];
  const after = [{ ...clip, layout: 'end' as const }];
  const entries = [entry(0, 4_000, 'sari')];
  const layouts = (clips: Parameters<typeof dressEntries>[1]['clips']) =>
    dressEntries(entries, { answers: [], ...(clips ? { clips } : {}) }).map(
      ({ layout }) => layout,
    );
  expect(layouts(undefined)).toContain('title');
  expect(layouts({ before, after: [] })).not.toContain('title');
  expect(layouts({ before, after: [] }).at(-1)).toBe('end');
  expect(layouts({ before: [], after }).at(-1)).toBe('grid');
  expect(layouts({ before: [], after })[0]).toBe('title');
});

test('a question is read on what is left of its answer, for as long as without a cut', () => {
  const answers = [{ fromMs: 10_000, toMs: 60_000, title: 'Mengapa begitu?' }];
  const questions = (...entries: EditEntry[]) =>
    told(dressEntries(entries, { answers })).filter((line) => line.includes('?'));
  const reading = 150 + 27;
  expect(questions(entry(0, 3_000, 'sari'))).toEqual([
    `300-${300 + reading} sari ? Mengapa begitu?`,
  ]);
  // A moment before it and all of its reading time were cut.
  expect(questions(entry(0, 285, 'sari'), entry(510, 3_000, 'sari'))).toEqual([
    `510-${510 + reading} sari ? Mengapa begitu?`,
  ]);
  expect(questions(entry(0, 400, 'sari'), entry(1_000, 3_000, 'sari'))).toEqual([
    '300-400 sari ? Mengapa begitu?',
    `1000-${1_000 + reading - 100} sari ? Mengapa begitu?`,
  ]);
  // The answer ends before it was read; then, next to nothing is left of it; then, nothing.
  expect(questions(entry(0, 400, 'sari'), entry(1_770, 3_000, 'sari'))).toEqual([
    '300-400 sari ? Mengapa begitu?',
    '1770-1800 sari ? Mengapa begitu?',
  ]);
  expect(questions(entry(0, 290, 'sari'), entry(1_771, 3_000, 'sari'))).toEqual([]);
  expect(dressEntries([entry(1_900, 2_900, 'sari')], { answers })).toHaveLength(2);
});

test('while nothing but a card is seen, nobody has begun to read', () => {
  const answers = [{ fromMs: 0, toMs: 40_000, title: 'Apa?' }];
  const dressed = told(dressEntries([entry(0, 4_000, 'sari')], { answers }));
  // 5 s and 4 letters at 0.06 s, behind the title card.
  expect(dressed.slice(0, 4)).toEqual([
    '0-90 title',
    '90-240 sari! ? Apa?',
    '240-247 sari ? Apa?',
    '247-3880 sari',
  ]);
});

test('a name is large for five seconds of what is left', () => {
  const first = [entry(300, 360, 'budi', 'sari'), solo(900, 960, 'sari')];
  expect(told(dressEntries([...first, solo(1_500, 3_000, 'sari')], { answers: [] }))).toEqual([
    '300-360 budi! sari!',
    '900-960 full sari!',
    '1500-1530 full sari!',
    '1530-3000 full sari.',
  ]);
  const again = [
    entry(0, 200, 'sari', 'budi'),
    solo(200, 230, 'sari'),
    solo(900, 1_200, 'sari'),
  ];
  const answers = [{ fromMs: 6_000, toMs: 90_000, title: 'Apa?' }];
  expect(told(dressEntries(again, { answers }))).toEqual([
    '0-150 sari! budi!',
    '150-180 sari budi',
    '180-200 sari budi ? Apa?',
    '200-230 full sari ? Apa?',
    '900-1007 full sari ? Apa?',
    '1007-1020 full sari',
    '1020-1200 full sari.',
  ]);
});
