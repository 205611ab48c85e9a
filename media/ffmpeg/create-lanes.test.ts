import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLanes } from './create-lanes.ts';

test('so many at a time, in the order asked, also when one fails or asks for more', async () => {
  const inLane = createLanes(2);
  const begun: string[] = [];
  let [now, most] = [0, 0];
  const work = (name: string, turns: number) =>
    inLane(async () => {
      begun.push(name);
      most = Math.max(most, (now += 1));
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      now -= 1;
      if (name === 'bad') throw new Error(name);
      return name;
    });
  const inTwoSteps = work('first', 1).then(() => work('second', 1));
  const all = [inTwoSteps, work('bad', 2), work('third', 4), work('fourth', 1)];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(begun).toEqual(['first', 'bad', 'third', 'fourth', 'second']);
  expect(most).toBe(2);
});
