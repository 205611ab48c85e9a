import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { startHub } from '../support/hub-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { aSession } from '../support/stored.ts';

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('tests ended'));

const dayMs = 86_400_000;

test('a hub forgets the names of an audience once KEEP_NAMES_DAYS are over', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'serambi-names-'));
  scope.defer('files', () => rm(dataDir, { recursive: true, force: true }));
  const databaseUrl = await startPostgres(scope);
  const database = await openDatabase({ databaseUrl, dataDir }, scope, silentLog);
  const heldDaysAgo = async (days: number): Promise<string> => {
    const { sessionId } = await aSession(database);
    const endedAt = new Date(Date.now() - days * dayMs);
    await database.prisma.session.update({ where: { sessionId }, data: { endedAt } });
    await createQuestionRepository(database.prisma).add(aStoredQuestion({ sessionId }));
    return sessionId;
  };
  const [old, recent] = [await heldDaysAgo(8), await heldDaysAgo(6)];
  const askerOf = async (sessionId: string): Promise<string> =>
    (await database.prisma.question.findFirstOrThrow({ where: { sessionId } })).displayName;

  const hub = await startHub(dataDir, { DATABASE_URL: databaseUrl, KEEP_NAMES_DAYS: '7' });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  await expect.poll(() => askerOf(old), { timeout: 20_000 }).toBe('');
  expect(await askerOf(recent)).toBe('Siti');
});
