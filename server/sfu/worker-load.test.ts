import { expect, test } from 'vitest';
import {
  chooseForReceiver,
  chooseForRoom,
  loadOf,
  type SpreadLimits,
  type WorkerLoad,
} from './worker-load.ts';

const limits: SpreadLimits = { receiversPerWorker: 100, growAt: 0.25, margin: 0.1 };

const worker = (name: string, load: Partial<WorkerLoad> = {}) => ({
  ...{ name, rooms: 0, receivers: 0, cpuShare: 0 },
  ...load,
});

test('a worker is as full as what it does, or as what its receivers will make it do', () => {
  expect(loadOf(worker('a', { cpuShare: 0.7, receivers: 20 }), limits)).toBe(0.7);
  expect(loadOf(worker('a', { cpuShare: 0.1, receivers: 20 }), limits)).toBe(0.2);
});

test('a new room goes to the emptiest worker, and of those that are alike to the one with the fewest rooms', () => {
  const workers = [worker('a', { rooms: 2 }), worker('b', { rooms: 1, cpuShare: 0.09 })];
  expect(chooseForRoom(workers, limits)?.name).toBe('b');
  const idle = worker('c', { rooms: 3 });
  expect(chooseForRoom([worker('d', { cpuShare: 0.2 }), idle], limits)?.name).toBe('c');
  const none: WorkerLoad[] = [];
  expect(chooseForRoom(none, limits)).toBeUndefined();
});

const choose = (own: WorkerLoad[], others: WorkerLoad[]) =>
  (chooseForReceiver({ own, others }, limits) as ReturnType<typeof worker> | undefined)?.name;

test.each<[string, Partial<WorkerLoad>, Partial<WorkerLoad>, string]>([
  ['a small room stays where it is', { receivers: 24 }, {}, 'own'],
  ['a large one goes on elsewhere', { receivers: 25 }, {}, 'other'],
  ['so does one that keeps its worker busy', { receivers: 5, cpuShare: 0.3 }, {}, 'other'],
  ['not to a worker that is as full', { receivers: 60 }, { receivers: 55 }, 'own'],
  [
    'to one that is much emptier, though not empty',
    { receivers: 60 },
    { receivers: 50 },
    'other',
  ],
])('%s', (_name, own, other, expected) => {
  expect(choose([worker('own', own)], [worker('other', other)])).toBe(expected);
});

test('a room that is on several workers fills them evenly', () => {
  const own = [worker('full', { receivers: 24 }), worker('emptier', { receivers: 10 })];
  expect(choose(own, [worker('other')])).toBe('emptier');
});

test('with one worker there is no choice, and with none no place', () => {
  expect(choose([worker('own', { receivers: 500 })], [])).toBe('own');
  expect(choose([], [worker('other')])).toBe('other');
  expect(choose([], [])).toBeUndefined();
});
