import { expect, test, vi } from 'vitest';
import { SpaceWatch } from './space-watch.ts';

const forecast = {
  ...{ isEnoughToMake: true, minutes: 70, plannedMinutes: 60, people: 3, others: 0 },
};
const short = { ...forecast, isEnough: false };

test('it asks when the stage grows, not when somebody comes back to it', async () => {
  const ask = vi.fn(() => Promise.resolve({ ...forecast, isEnough: true }));
  const watch = new SpaceWatch(2, { ask, tell: () => undefined });
  for (const people of [2, 1, 2]) await watch.onStage(people);
  expect(ask).not.toHaveBeenCalled();
  for (const people of [3, 2, 3, 4]) await watch.onStage(people);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('it tells once, however often there is too little, and goes on when a question is lost', async () => {
  const tell = vi.fn();
  const ask = vi.fn(() => Promise.resolve(short));
  ask.mockRejectedValueOnce(new Error('away'));
  const watch = new SpaceWatch(2, { ask, tell });
  await watch.look();
  expect(tell).not.toHaveBeenCalled();
  await Promise.all([watch.look(), watch.onStage(3)]);
  await watch.look();
  expect(tell.mock.calls).toEqual([[short]]);
});
