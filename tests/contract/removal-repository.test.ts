import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Removal, RemovalRepository } from '../../server/rooms/removal.ts';
import { createRemovalRepository } from '../../server/store/removal-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { databases } from '../support/databases.ts';
import { memoryRemovals } from '../support/memory-removals.ts';
import { aSession } from '../support/stored.ts';

type Opened = { removals: RemovalRepository; sessionId: string; otherId: string };

const onDatabase = async (db: Database): Promise<Opened & { db: Database }> => ({
  db,
  removals: createRemovalRepository(db.prisma),
  sessionId: (await aSession(db, {})).sessionId,
  otherId: (await aSession(db, {})).sessionId,
});

const aRemoval = (sessionId: string, minute: number): Removal => ({
  ...{ removalId: newId(), sessionId, personKey: `person ${minute}`, deviceKey: 'device' },
  ...{ displayName: 'Tamu', byName: 'Bu Rina' },
  removedAt: new Date(Date.UTC(2026, 10, 26, 12, minute)),
});

describe.each<{ name: string; open: (scope: Scope) => Promise<Opened & { db?: Database }> }>([
  {
    name: 'memory',
    open: () =>
      Promise.resolve({ removals: memoryRemovals(), sessionId: 'one', otherId: 'other' }),
  },
  ...databases.map(({ name, open }) => ({
    name,
    open: async (scope: Scope) => onDatabase(await open(scope)),
  })),
])('removals in $name', ({ open }) => {
  const scope = new Scope('removals', silentLog);
  let opened: Opened & { db?: Database };
  beforeAll(async () => {
    opened = await open(scope);
  });
  afterAll(() => scope.close('done'));

  test('are kept whole, oldest first, each session its own, until taken back', async () => {
    const { removals, sessionId, otherId, db } = opened;
    const [later, earlier] = [aRemoval(sessionId, 20), aRemoval(sessionId, 10)];
    const elsewhere = aRemoval(otherId, 15);
    for (const one of [later, earlier, elsewhere]) await removals.add(one);
    expect(await removals.list(sessionId)).toEqual([earlier, later]);
    expect(await removals.list(otherId)).toEqual([elsewhere]);

    await removals.delete(earlier.removalId);
    await removals.delete(earlier.removalId);
    expect(await removals.list(sessionId)).toEqual([later]);

    if (!db) return;
    await createSessionDeletionRepository(db.prisma).delete(sessionId, {
      by: 'Ani',
      at: new Date(),
    });
    expect(await removals.list(sessionId)).toEqual([]);
    expect(await removals.list(otherId)).toEqual([elsewhere]);
  });
});
