import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inLanes } from './in-lanes.ts';

test('so many at a time, and what came of each in order', async () => {
  let [now, most] = [0, 0];
  const turns = [5, 1, 3, 1, 2];
  const made = await inLanes(
    turns,
    async (count) => {
      most = Math.max(most, (now += 1));
      for (let turn = 0; turn < count; turn += 1) await nextTurn();
      now -= 1;
      return count * 10;
    },
    undefined,
    2,
  );
  expect(made).toEqual([50, 10, 30, 10, 20]);
  expect(most).toBe(2);
});

test('progress is that of all together', async () => {
  const heard: number[] = [];
  const work = async (
    name: string,
    onProgress: (fraction: number) => void,
  ): Promise<string> => {
    onProgress(0.5);
    await nextTurn();
    return name;
  };
  await inLanes(['a', 'b'], work, (fraction) => heard.push(fraction), 2);
  expect(heard).toEqual([0.25, 0.5, 0.75, 1]);
});

test('after a failure nothing is begun, and it is told when what was under way has ended', async () => {
  const events: string[] = [];
  const work = async (name: string): Promise<void> => {
    events.push(`${name} begins`);
    await nextTurn();
    if (name === 'bad') throw new Error('bad');
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    events.push(`${name} ends`);
  };
  const all = inLanes(['bad', 'long', 'never'], work, undefined, 2).catch(() => {
    events.push('told');
  });
  await all;
  expect(events).toEqual(['bad begins', 'long begins', 'long ends', 'told']);
});

test('of nothing comes nothing', async () => {
  expect(await inLanes([], () => Promise.reject(new Error('not asked')))).toEqual([]);
});
