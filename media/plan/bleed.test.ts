import { describe, expect, test } from 'vitest';
import { heardElsewhere, talkLevels, type Spoken } from '../../tests/support/talk-levels.ts';
import { findBleed, markBleed, type Heard } from './bleed.ts';
import { measureVoice } from './voice-level.ts';

const noiseDb = -70;
const heard = (levels: Float32Array): Heard => ({ levels, voice: measureVoice(levels) });
const loudest = (a: Float32Array, b: Float32Array): Float32Array =>
  a.map((db, window) => Math.max(db, b[window] ?? -Infinity));

const sari = talkLevels(60, [{ from: 2, to: 20, db: -28 }, { from: 40, to: 55, db: -28 }], noiseDb); // prettier-ignore
const words: Spoken[] = [{ from: 22, to: 38, db: -32 }];
const budi = talkLevels(60, words, noiseDb);

describe('a loudspeaker beside a microphone', () => {
  const echo = heardElsewhere(sari, { windowsLater: 9, lowerDb: 24, noiseDb });
  const voices = [heard(sari), heard(loudest(budi, echo))];
  const paths = findBleed(voices);

  test('is found, with its delay and its level, and only in that microphone', () => {
    expect(paths[0]).toEqual([]);
    expect(paths[1]).toMatchObject([{ from: 0, windowsLater: 9 }]);
    expect(paths[1]![0]!.lowerDb).toBeCloseTo(24, 0);
  });

  test('marks what others said and nothing of what the person said', () => {
    const marked = markBleed(voices[1]!.levels, paths[1]!, voices);
    const share = (from: number, to: number): number =>
      marked.subarray(from * 50, to * 50).reduce((sum, mark) => sum + mark, 0) /
      (to - from) /
      50;
    expect(share(3, 20)).toBe(1);
    expect(share(41, 55)).toBe(1);
    expect(share(22, 38)).toBeLessThan(0.01);
  });
});

test('a microphone that hears only others is found too, also a sensitive one', () => {
  const open = heardElsewhere(sari, { windowsLater: 12, lowerDb: -4, noiseDb });
  const voices = [heard(sari), heard(open)];
  expect(findBleed(voices)).toMatchObject([[], [{ from: 0, windowsLater: 12 }]]);
});

test('at one table, each hears the other softly at the same moment', () => {
  const atTable = { windowsLater: 0, lowerDb: 16, noiseDb };
  const voices = [
    heard(loudest(sari, heardElsewhere(budi, atTable))),
    heard(loudest(budi, heardElsewhere(sari, atTable))),
  ];
  const paths = findBleed(voices);
  expect(paths).toMatchObject([[{ from: 1 }], [{ from: 0 }]]);
  const own = (index: number, from: number, to: number): boolean =>
    markBleed(voices[index]!.levels, paths[index]!, voices)
      .subarray(from * 50, to * 50)
      .every((mark, at) => mark === 0 || (voices[index]!.levels[from * 50 + at] ?? 0) < -45);
  expect(own(0, 3, 20)).toBe(true);
  expect(own(1, 23, 38)).toBe(true);
});

test('who talks at the same time about something else is not taken for an echo', () => {
  const other = talkLevels(60, [{ from: 2, to: 20, db: -30 }, { from: 40, to: 55, db: -30 }], noiseDb); // prettier-ignore
  // The same syllables, said in the reverse order.
  const voices = [heard(sari), heard(other.toReversed())];
  expect(findBleed(voices)).toEqual([[], []]);
});

test('beeps once a second are no echo of each other', () => {
  const beeps = (firstMs: number, db: number): Float32Array =>
    new Float32Array(3_000)
      .fill(noiseDb)
      .map((silence, window) =>
        (window * 20 - firstMs) % 1_000 < 200 && window * 20 >= firstMs ? db : silence,
      );
  const voices = [heard(beeps(0, -20)), heard(beeps(440, -35)), heard(beeps(0, -40))];
  expect(findBleed(voices)).toEqual([[], [], []]);
});

test('nobody is judged by two seconds, and an empty microphone hears nobody', () => {
  const short = talkLevels(60, [{ from: 5, to: 7, db: -28 }], noiseDb);
  const echo = heardElsewhere(short, { windowsLater: 9, lowerDb: 10, noiseDb });
  expect(
    findBleed([heard(short), heard(echo), heard(new Float32Array(3_000).fill(-120))]),
  ).toEqual([[], [], []]);
});
