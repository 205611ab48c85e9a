import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EditsRepository } from '../../server/edits/edits.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createEditsRepository } from '../../server/store/edits-repository.ts';
import { databases } from '../support/databases.ts';
import { addRecording, aSession } from '../support/stored.ts';

describe.each(databases)('edits on $name', ({ open }) => {
  const scope = new Scope('edits', silentLog);
  let edits: EditsRepository;
  let recordingId: string;
  let prisma: Database['prisma'];
  beforeAll(async () => {
    const database = await open(scope);
    ({ recordingId } = await addRecording(database, await aSession(database)));
    ({ prisma } = database);
    edits = createEditsRepository(prisma);
  });
  afterAll(() => scope.close('done'));

  test('are saved in place of the version before, and of no other', async () => {
    expect(await edits.find(recordingId)).toBeUndefined();
    const first: Parameters<EditsRepository['save']>[1] = {
      version: 1,
      edits: [
        { kind: 'cut', editId: randomUUID(), fromMs: 0, toMs: 2_000 },
        { kind: 'mute', editId: randomUUID(), peerId: 'sari', fromMs: 5_000, toMs: 6_000 },
      ],
      chapters: [{ startMs: 0, title: 'Pembukaan', kind: 'mark' }],
    };
    expect(await edits.save(recordingId, { ...first, version: 2 })).toBe(false);
    expect(await edits.save(recordingId, first)).toBe(true);
    expect(await edits.save(recordingId, first)).toBe(false);
    expect(await edits.find(recordingId)).toEqual({ ...first, forgottenVersion: 0 });
    const long = new Date(0);
    await prisma.edits.update({ where: { recordingId }, data: { changedAt: long } });

    const second = { version: 2, edits: [], chapters: null };
    const both = [edits.save(recordingId, second), edits.save(recordingId, second)];
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
    expect(await edits.find(recordingId)).toEqual({ ...second, forgottenVersion: 0 });
    const { changedAt } = await prisma.edits.findUniqueOrThrow({ where: { recordingId } });
    expect(changedAt > long).toBe(true);
  });
});
