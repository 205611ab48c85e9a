import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MarkRepository } from '../../server/marks/mark.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createMarkRepository } from '../../server/store/mark-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { memoryMarks } from '../support/memory-marks.ts';
import { aSeries, aSession } from '../support/stored.ts';

type Opened = { marks: MarkRepository; sessionId: string; otherId: string };

async function onDatabase(scope: Scope): Promise<Opened> {
  const database = await openTestDatabase(scope);
  const { seriesId } = await aSeries(database, {});
  const { sessionId } = await aSession(database, { seriesId });
  const other = await aSession(database, { seriesId });
  const marks = createMarkRepository(database.prisma);
  return { marks, sessionId, otherId: other.sessionId };
}
const inMemory = (): Promise<Opened> =>
  Promise.resolve({ marks: memoryMarks(), sessionId: 'one', otherId: 'other' });

describe.each([
  ['in memory', inMemory],
  ['on a database', onDatabase],
])('marks %s', (_where, open) => {
  const scope = new Scope('marks', silentLog);
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(scope);
  });
  afterAll(() => scope.close('done'));

  test('are listed by their times, each session its own; renamed, removed, and an id is used once', async () => {
    const { marks, sessionId, otherId } = opened;
    const late = { markId: newId(), sessionId, title: 'Tanda 1', atMs: 61_000 };
    const early = { markId: newId(), sessionId, title: 'Tanda 2', atMs: 9_000 };
    const elsewhere = { markId: newId(), sessionId: otherId, title: 'Tanda 1', atMs: 5 };
    for (const mark of [late, early, elsewhere]) await marks.add(mark);
    expect(await marks.list(sessionId)).toEqual([early, late]);
    for (const taken of [late, { ...elsewhere, sessionId }]) {
      await expect(marks.add(taken)).rejects.toMatchObject({ code: 'conflict' });
    }
    await marks.rename(late.markId, 'Tanya jawab');
    await marks.remove(early.markId);
    await marks.remove(early.markId);
    await marks.rename(early.markId, 'Tidak ada');
    expect(await marks.list(sessionId)).toEqual([{ ...late, title: 'Tanya jawab' }]);
    expect(await marks.list(otherId)).toEqual([elsewhere]);
  });
});
