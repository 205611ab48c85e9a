import { expect, test } from 'vitest';
import { heardElsewhere, talkLevels } from '../../tests/support/talk-levels.ts';
import { toEnvelope } from './levels.ts';
import { joinRecognised } from './recognised.ts';
import { measureVoice } from './voice-level.ts';
import { findEchoes } from './voice-plan.ts';

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
        echoes: [],
      },
      { speaker: 'Budi', cues: [cue(2_000, 'Selamat.')], levels: spokenIn(29, 30), echoes: [] },
      {
        speaker: '',
        cues: [cue(3_000, 'Tamu.'), cue(20_000, 'x')],
        levels: spokenIn(30, 60),
        echoes: [],
      },
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
    echoes: [],
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

test('what a loudspeaker gave another microphone is written down once, under the name of who said it', () => {
  const noiseDb = -70;
  const sari = talkLevels(60, [{ from: 2, to: 20, db: -22 }, { from: 40, to: 55, db: -22 }], noiseDb); // prettier-ignore
  // Budi answers, once into her words, in other syllables.
  const answers = [{ from: 19, to: 35, db: -32 }, { from: 42, to: 44, db: -28 }]; // prettier-ignore
  const later = { windowsLater: 150, lowerDb: 0, noiseDb };
  const own = heardElsewhere(talkLevels(60, answers, noiseDb), later);
  const echo = heardElsewhere(sari, { windowsLater: 9, lowerDb: 20, noiseDb });
  const budi = own.map((db, window) => Math.max(db, echo[window]!));
  const echoes = findEchoes(
    [sari, budi].map((levels) => ({ levels, voice: measureVoice(levels) })),
  );
  const cue = (from: number, to: number, text: string) => ({
    ...{ fromMs: from * 1_000, toMs: to * 1_000, text },
  });
  const hers = [cue(2, 8, 'Selamat malam.'), cue(8, 20, 'Kita mulai.'), cue(40, 55, 'Lalu?')];
  const his = [
    ...[cue(2.2, 8.2, 'Selamat malam.'), cue(8.2, 20.2, 'Kita mulai.')],
    ...[cue(22, 38, 'Terima kasih.'), cue(40.2, 44.9, 'Lalu'), cue(45, 47, 'Ya, betul.')],
  ];
  const { cues } = joinRecognised(
    [
      { speaker: 'Sari', cues: hers, levels: toEnvelope(sari), echoes: echoes[0]! },
      { speaker: 'Budi', cues: his, levels: toEnvelope(budi), echoes: echoes[1]! },
    ],
    () => 'id',
  );
  expect(cues.map(({ speaker, text }) => [speaker, text])).toEqual([
    ['Sari', 'Selamat malam.'],
    ['Sari', 'Kita mulai.'],
    ['Budi', 'Terima kasih.'],
    ['Sari', 'Lalu?'],
    ['Budi', 'Ya, betul.'],
  ]);
});
