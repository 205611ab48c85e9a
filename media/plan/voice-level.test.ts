import { expect, test } from 'vitest';
import { talkLevels } from '../../tests/support/talk-levels.ts';
import { markPresent, measureVoice } from './voice-level.ts';

test('speech is told from the noise of its room', () => {
  const voice = measureVoice(talkLevels(20, [{ from: 2, to: 15, db: -30 }], -60))!;
  expect(voice.noiseDb).toBeCloseTo(-60);
  expect(voice.speechDb).toBeGreaterThan(-31);
  expect(voice.speechDb).toBeLessThan(-25);
});

test('somebody softer in the same microphone does not count', () => {
  const own = { from: 2, to: 8, db: -30 };
  const alone = measureVoice(talkLevels(30, [own], -65))!;
  const both = measureVoice(talkLevels(30, [own, { from: 9, to: 28, db: -50 }], -65))!;
  expect(Math.abs(both.speechDb - alone.speechDb)).toBeLessThan(1);
});

test('noise is learned from the longest pause, away from its edges', () => {
  const spoken = [
    { from: 0, to: 4, db: -30 },
    { from: 4.5, to: 8, db: -30 },
    { from: 9, to: 12, db: -30 },
  ];
  expect(measureVoice(talkLevels(12, spoken, -55))!.quiet).toEqual({
    fromMs: 8_060,
    toMs: 8_940,
  });
  expect(measureVoice(talkLevels(8, spoken.slice(0, 2), -55))!.quiet).toBeUndefined();
});

test('pauses without anything have no noise; time away is no pause', () => {
  const spoken = [
    { from: 60, to: 64, db: -30 },
    { from: 64.6, to: 70, db: -30 },
  ];
  const voice = measureVoice(talkLevels(120, spoken))!;
  expect(voice.noiseDb).toBe(-90);
  expect(voice.quiet).toBeUndefined();
  const present = markPresent(talkLevels(120, spoken));
  expect(present.indexOf(1)).toBe(60 * 50);
  expect(present.lastIndexOf(1)).toBe(70 * 50 - 1);
});

test('two seconds are needed to say anything', () => {
  expect(measureVoice(talkLevels(60, [{ from: 1, to: 2.5, db: -30 }]))).toBeUndefined();
  expect(measureVoice(new Float32Array())).toBeUndefined();
});

test('what was made silent afterwards tells nothing of the room', () => {
  const levels = talkLevels(30, [{ from: 2, to: 8, db: -30 }], -60);
  const hushed = Array.from({ length: 20 }, (_, at) => ({
    fromMs: 9_000 + at * 1_000,
    toMs: 9_600 + at * 1_000,
  }));
  const silenced = levels.map((db, window) =>
    hushed.some(({ fromMs, toMs }) => window * 20 >= fromMs && window * 20 < toMs) ? -120 : db,
  );
  expect(measureVoice(silenced)!.noiseDb).toBe(-90);
  expect(measureVoice(silenced, hushed)!.noiseDb).toBeCloseTo(-60);
});
