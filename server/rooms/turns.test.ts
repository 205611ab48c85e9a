import { expect, test } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { Scope } from '../platform/scope.ts';
import { createTurns, ignoreClosed } from './turns.ts';

test('a reply that takes some promises to leave is out before the next task begins', async () => {
  const inTurn = createTurns(new Scope('room', silentLog));
  const order: string[] = [];
  const reply = async (): Promise<void> => {
    await inTurn(() => order.push('first'));
    for (let hop = 0; hop < 20; hop += 1) await Promise.resolve();
    order.push('reply to first');
  };
  await Promise.all([reply(), inTurn(() => order.push('second'))]);
  expect(order).toEqual(['first', 'reply to first', 'second']);
});

test('a task that fails does not stop the next one', async () => {
  const inTurn = createTurns(new Scope('room', silentLog));
  await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(() => 'yes')).toBe('yes');
});

test('nothing runs in a room that has closed, not even what was waiting', async () => {
  const scope = new Scope('room', silentLog);
  const inTurn = createTurns(scope);
  const closing = inTurn(() => void scope.close('done'));
  const waiting = inTurn(() => 'ran');
  await closing;
  await expect(waiting).rejects.toMatchObject({ code: 'not-joined' });
  await waiting.catch(ignoreClosed);
});
