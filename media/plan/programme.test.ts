import { expect, test } from 'vitest';
import { toMs } from './frame-grid.ts';
import { editLimits } from '../../server/protocol/edits.ts';
import { keepChapters, planProgramme, toProgrammeMs } from './programme.ts';

const cut = (fromMs: number, toMs: number) => ({ fromMs, toMs });

test('without cuts the programme is the session', () => {
  expect(planProgramme(60_010, [])).toEqual({
    ...{ durationMs: 60_010, leadMs: 0, sessionMs: 60_010, cuts: [] },
  });
});

test('cuts fall on frames, join where they overlap, and end with the session', () => {
  const programme = planProgramme(60_010, [
    cut(50_000, 99_999),
    cut(0, 1_010),
    cut(990, 2_000),
  ]);
  expect(programme.cuts).toEqual([
    { startFrame: 0, endFrame: 60 },
    { startFrame: 1_500, endFrame: 1_800 },
  ]);
  // What the last frame stands for beyond its grid is shorter than a frame.
  expect(programme.durationMs).toBeCloseTo(48_010, 6);
});

test('a cut shorter than a frame is none, and a session is never cut away', () => {
  expect(planProgramme(9_000, [cut(1_000, 1_010)]).cuts).toEqual([]);
  expect(() => planProgramme(9_000, [cut(0, 8_500)])).toThrow('500 ms');
});

test('moments move forward by what was cut before them', () => {
  const programme = planProgramme(60_000, [cut(10_000, 20_000), cut(30_000, 35_000)]);
  const moved = [0, 10_000, 15_000, 20_000, 25_000, 60_000].map((ms) =>
    toProgrammeMs(programme, ms),
  );
  expect(moved).toEqual([0, 10_000, 10_000, 10_000, 15_000, 45_000]);
});

test('a chapter begins where something of it is left, and goes when nothing is', () => {
  const chapters = [
    { startMs: 0, title: 'Pembukaan' },
    { startMs: 10_000, title: 'Jeda' },
    { startMs: 20_000, title: 'Tanya jawab' },
    { startMs: 40_000, title: 'Penutup' },
  ].map((chapter) => ({ ...chapter, kind: 'mark' as const }));
  const kept = (cuts: Parameters<typeof planProgramme>[1], durationMs = 60_000) =>
    keepChapters(chapters, planProgramme(durationMs, cuts), durationMs).map(
      ({ startMs, title }) => `${startMs} ${title}`,
    );
  expect(kept([cut(10_000, 25_000)])).toEqual([
    '0 Pembukaan',
    '10000 Tanya jawab',
    '25000 Penutup',
  ]);
  expect(kept([cut(0, 12_000), cut(40_000, 60_000)])).toEqual(['0 Jeda', '8000 Tanya jawab']);
  // "The episode begins here", a moment before the next chapter does: cuts fall on frames, and are written in tenths.
  expect(kept([cut(0, 19_900)])).toEqual(['0 Tanya jawab', '20100 Penutup']);
  expect(kept([cut(0, 19_000)])).toEqual(['0 Jeda', '1000 Tanya jawab', '21000 Penutup']);
  // Of the last frame something is left where the session does not end with one.
  expect(kept([cut(0, 20_000), cut(40_000, 99_999)], 60_010)).toEqual(['0 Tanya jawab']);
  // Nothing has a second left, but for the two together.
  expect(kept([cut(0, 19_400), cut(20_500, 60_000)])).toEqual(['0 Jeda']);
});

test('clips stand before and after the session, which moves by whole frames', () => {
  const question = 'Di mana\ntempatnya?';
  const clips = {
    before: [{ key: 'intro', durationMs: 4_010, layout: 'title' as const }],
    after: [
      { key: 'satu', durationMs: 9_000, layout: 'answer' as const, question },
      { key: 'dua', durationMs: 2_000, layout: 'answer' as const, question: 'Kapan?' },
      { key: 'outro', durationMs: 3_000, layout: 'end' as const },
    ],
  };
  const programme = planProgramme(60_010, [cut(10_000, 20_000)], clips);
  // 4.01 s are 121 frames. The session ends with a frame, since something follows.
  expect(programme.leadMs).toBeCloseTo(toMs(121), 6);
  expect(programme.sessionMs).toBeCloseTo(50_000, 6);
  expect(programme.durationMs).toBeCloseTo(toMs(121) + 64_000, 6);
  expect(toProgrammeMs(programme, 25_000)).toBeCloseTo(toMs(121) + 15_000, 6);

  const chapters = [
    { startMs: 0, title: 'Pembukaan', kind: 'start' as const },
    { startMs: 30_000, title: 'Inti', kind: 'mark' as const },
  ];
  expect(
    keepChapters(chapters, programme, 60_010, clips).map(({ startMs, title, kind }) => [
      ...[startMs, title, kind],
    ]),
  ).toEqual([
    [0, 'Pembukaan', 'start'],
    [24_033, 'Inti', 'mark'],
    [54_033, 'Di mana tempatnya?', 'question'],
    [63_033, 'Kapan?', 'question'],
  ]);
});

test('of more chapters than any file can hold the session’s last make way for the answers after it', () => {
  const answer = {
    key: 'satu',
    durationMs: 9_000,
    layout: 'answer' as const,
    question: 'Kapan?',
  };
  const clips = { before: [], after: [answer] };
  const chapters = Array.from({ length: 400 }, (_, index) => ({
    ...{ startMs: index * 1_000, title: `Bab ${index}`, kind: 'mark' as const },
  }));
  const programme = planProgramme(400_000, [], clips);
  const titles = keepChapters(chapters, programme, 400_000, clips).map(({ title }) => title);
  expect(titles).toHaveLength(editLimits.chapters);
  expect(titles.slice(-2)).toEqual([`Bab ${editLimits.chapters - 2}`, 'Kapan?']);
});
