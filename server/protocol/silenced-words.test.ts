import { expect, test } from 'vitest';
import { listPartly, listUnclear } from './silenced-words.ts';

const cue = (fromMs: number, toMs: number, speaker?: string) => ({ fromMs, toMs, speaker });
const heard = {
  cuts: [{ fromMs: 20_000, toMs: 30_000 }],
  silences: [{ fromMs: 2_000, toMs: 5_000, speaker: 'Sari' }],
  people: new Set(['Sari', 'Budi']),
};

test('lines of which something is heard are listed, with what is gone', () => {
  const silenced = cue(1_000, 4_000, 'Sari');
  const cut = cue(19_000, 31_000, 'Budi');
  const whole = [cue(1_000, 4_000, 'Budi'), cue(5_000, 6_000, 'Sari'), cue(19_800, 20_200)];
  const gone = [cue(2_000, 5_000, 'Sari'), cue(1_800, 5_000, 'Sari'), cue(20_000, 20_400)];
  expect(listPartly([silenced, cut, ...whole, ...gone], heard)).toEqual([
    { cue: silenced, missing: [{ fromMs: 2_000, toMs: 4_000 }] },
    { cue: cut, missing: [{ fromMs: 20_000, toMs: 30_000 }] },
    // Half of its 400 ms is more than where it ends could be wrong by.
    { cue: whole[2], missing: [{ fromMs: 20_000, toMs: 20_200 }] },
  ]);
});

test('lines of nobody known are listed once: as unclear, unless something is cut out of them too', () => {
  const unclear = cue(1_000, 4_000);
  const both = cue(4_000, 22_000);
  expect(listUnclear([unclear, both], heard)).toEqual([unclear]);
  expect(listPartly([unclear, both], heard).map((one) => one.cue)).toEqual([both]);
});
