import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Cue } from '../protocol/transcripts.ts';
import { changeCues, forgetInCues } from './transcript.ts';

const cue = (fromMs: number, text: string, speaker?: string): Cue => ({
  ...{ cueId: randomUUID(), fromMs, toMs: fromMs + 1_000, text },
  ...(speaker ? { speaker } : {}),
});

test('a change puts in, replaces and takes out, and order is that of the times', () => {
  const [first, second, third] = [cue(0, 'satu'), cue(1_000, 'dua'), cue(2_000, 'tiga')];
  const moved = { ...first, fromMs: 1_500, toMs: 2_000 };
  const added = cue(500, 'baru');
  const change = { set: [moved, added], removed: [third.cueId, randomUUID()] };
  expect(changeCues([first, second, third], change)).toEqual([added, second, moved]);
});

test('who is taken out leaves neither words nor name', () => {
  const cues = [
    cue(0, 'Terima kasih, Ani. Animasi itu bagus (Ani!).', 'Budi'),
    cue(1_000, 'Sama-sama.', 'Ani'),
    cue(2_000, 'Lanjut.'),
  ];
  expect(forgetInCues(cues, ['Ani']).map(({ text }) => text)).toEqual([
    'Terima kasih, …. Animasi itu bagus (…!).',
    'Lanjut.',
  ]);
  expect(forgetInCues([cue(0, 'a+b', 'Budi')], ['a+b', '.*'])).toMatchObject([{ text: '…' }]);
  expect(forgetInCues(cues, [])).toEqual(cues);
});
