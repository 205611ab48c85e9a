import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { RundownRepository } from '../../server/rundown/rundown.ts';
import { createRundownRepository } from '../../server/store/rundown-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { memoryRundowns } from '../support/memory-rundowns.ts';
import { aSeries, aSession } from '../support/stored.ts';

type Opened = { rundowns: RundownRepository; sessionId: string };

async function onDatabase(scope: Scope): Promise<Opened> {
  const database = await openTestDatabase(scope);
  const { seriesId } = await aSeries(database, {});
  const { sessionId } = await aSession(database, { seriesId });
  return { rundowns: createRundownRepository(database.prisma), sessionId };
}
const inMemory = (): Promise<Opened> =>
  Promise.resolve({ rundowns: memoryRundowns(), sessionId: 'one' });

describe.each([
  ['in memory', inMemory],
  ['on a database', onDatabase],
])('rundowns %s', (_where, open) => {
  const scope = new Scope('rundowns', silentLog);
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(scope);
  });
  afterAll(() => scope.close('done'));

  test('are saved in place of the version before, and of no other', async () => {
    const { rundowns, sessionId } = opened;
    expect(await rundowns.find(sessionId)).toBeUndefined();
    const items = [
      { itemId: randomUUID(), title: 'Pembukaan', minutes: 5 },
      { itemId: randomUUID(), title: 'Tanya jawab' },
    ];
    const first = { sessionId, version: 1, items, isShown: true, current: undefined };
    expect(await rundowns.save({ ...first, version: 2 })).toBe(false);
    expect(await rundowns.save(first)).toBe(true);
    expect(await rundowns.save(first)).toBe(false);
    expect(await rundowns.find(sessionId)).toEqual(first);

    const current = { itemId: items[0]!.itemId, since: new Date('2026-11-28T12:40:00Z') };
    const second = { ...first, version: 2, current };
    const both = await Promise.all([rundowns.save(second), rundowns.save(second)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await rundowns.save({ ...second, version: 4 })).toBe(false);
    expect(await rundowns.find(sessionId)).toEqual(second);

    const third = { ...second, version: 3, items: [], isShown: false, current: undefined };
    expect(await rundowns.save(third)).toBe(true);
    expect(await rundowns.find(sessionId)).toEqual(third);
  });
});
