import { expect, test } from 'vitest';
import { joinRecognised } from './recognised.ts';

test('what was recognised has certain names, in order, and nothing of silence', () => {
  let id = 0;
  const cue = (fromMs: number, text: string) => ({
    ...{ fromMs, toMs: fromMs + 1_000, text, speaker: 'Speaker 1' },
  });
  const spokenIn = (from: number, to: number) =>
    Array.from({ length: 100 }, (_, n) => (n >= from && n < to ? -20 : -90));
  const joined = joinRecognised(
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
  expect(new Set(joined.map(({ cueId }) => cueId)).size).toBe(3);
});
