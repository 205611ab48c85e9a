import { expect, test } from 'vitest';
import { LossRepair } from './loss-repair.ts';

const ms = 1_000;

test('a hole is asked for at once and again, until it is filled', () => {
  const repair = new LossRepair();
  expect(repair.received(10, 0)).toBe(false);
  expect(repair.received(13, 0)).toBe(true);
  expect(repair.due(0)).toEqual([11, 12]);
  expect(repair.due(30 * ms)).toEqual([]);
  repair.received(11, 60 * ms);
  expect(repair.due(110 * ms)).toEqual([12]);
  repair.received(12, 150 * ms);
  expect(repair.due(220 * ms)).toEqual([]);
  expect(repair.repaired).toBe(2);
  expect(repair.giveUp(9_000 * ms)).toBe(0);
});

test('a hole across the wrap is asked for in order', () => {
  const repair = new LossRepair();
  repair.received(65_533, 0);
  repair.received(2, 0);
  expect(repair.due(0)).toEqual([65_534, 65_535, 0, 1]);
});

test('after eight tries a packet is given up, once', () => {
  const repair = new LossRepair();
  repair.received(1, 0);
  repair.received(3, 0);
  let tries = 0;
  let lost = 0;
  for (let at = 0; at < 3_000; at += 10) {
    tries += repair.due(at * ms).filter((sequence) => sequence === 2).length;
    lost += repair.giveUp(at * ms);
  }
  expect(tries).toBe(8);
  expect(lost).toBe(1);
  expect(repair.lost).toBe(1);
});

test('what was only overtaken is never counted as lost', () => {
  const repair = new LossRepair();
  for (const sequence of [1, 3, 2, 4]) repair.received(sequence, 0);
  expect(repair.due(0)).toEqual([]);
  expect(repair.lost).toBe(0);
});

test('a jump of thousands is another track, not a hole', () => {
  const repair = new LossRepair();
  repair.received(1, 0);
  repair.received(9_000, 0);
  expect(repair.due(0)).toEqual([]);
});

test('a track that falls silent is suspected of having lost its end, three times', () => {
  const repair = new LossRepair();
  repair.received(65_533, 0);
  const asks: number[][] = [];
  for (let at = 0; at < 5_000; at += 10) {
    const due = repair.due(at * ms);
    if (due.length > 0) asks.push(due);
  }
  expect(asks).toHaveLength(3);
  expect(asks[0]).toEqual([65_534, 65_535, 0, 1, 2, 3, 4, 5]);
  expect(repair.giveUp(5_000 * ms)).toBe(0);
  // What was lost and comes now reveals what is missing before it.
  expect(repair.received(65_535, 5_010 * ms)).toBe(true);
  expect(repair.due(5_010 * ms)).toEqual([65_534]);
});
