import { expect, test } from 'vitest';
import { joinRecognised } from './recognised.ts';

test('what was recognised has certain names, in order, and nothing of silence', () => {
  let id = 0;
  const cue = (fromMs: number, text: string) => ({
    ...{ fromMs, toMs: fromMs + 1_000, text, speaker: 'Speaker 1' },
  });
  const spokenIn = (from: number, to: number) =>
    Array.from({ length: 100 }, (_, n) => (n >= from && n < to ? -20 : -90));
  const { cues: joined, ...odd } = joinRecognised(
    [
      {
        speaker: 'Sari',
        cues: [cue(0, 'Terima kasih sudah menonton.'), cue(4_000, 'Halo.')],
        levels: spokenIn(40, 45),
      },
      { speaker: 'Budi', cues: [cue(2_000, 'Selamat.')], levels: spokenIn(29, 30) },
      { speaker: '', cues: [cue(3_000, 'Tamu.'), cue(20_000, 'x')], levels: spokenIn(30, 60) },
    ],
    () => `${(id += 1)}`,
  );
  expect(joined.map(({ fromMs, speaker, text }) => [fromMs, speaker, text])).toEqual([
    [2_000, 'Budi', 'Selamat.'],
    [3_000, undefined, 'Tamu.'],
    [4_000, 'Sari', 'Halo.'],
  ]);
  expect(odd).toEqual({ joined: 0, dropped: 0 });
  expect(new Set(joined.map(({ cueId }) => cueId)).size).toBe(3);
});

test('more than a transcript holds is joined to what was said before, and cut only where that is not enough', () => {
  const said = (text: string, count: number, speaker: string) => ({
    speaker,
    cues: Array.from({ length: count }, (_, n) => ({
      fromMs: n * 100,
      toMs: n * 100 + 90,
      text,
    })),
    levels: Array.from({ length: count }, () => -20),
  });
  const short = joinRecognised(
    [said('ya', 6, 'Sari'), said('tidak', 4, 'Budi')],
    () => 'id',
    5,
  );
  expect({ ...short, cues: short.cues.length }).toEqual({ cues: 5, joined: 5, dropped: 0 });
  expect(short.cues.flatMap(({ text }) => text.split(' '))).toHaveLength(10);
  const long = joinRecognised([said('a'.repeat(400), 4, 'Sari')], () => 'id', 3);
  expect({ ...long, cues: long.cues.length }).toEqual({ cues: 3, joined: 0, dropped: 1 });
});
