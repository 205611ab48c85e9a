import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { Upkeep } from '../../server/protocol/upkeep.ts';
import { purgeOfTakes } from '../../server/purges/purge.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import { signUpHost, signUpOwner } from '../support/rest-journeys.ts';
import type { RestClient } from '../support/rest-client.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

/** What should be gone and is not is told to the owner, in time to do something about it. */

const hourMs = 3_600_000;
const scope = new Scope('rest upkeep', silentLog);
let api: RestApi;
let owner: RestClient;
const upkeep = async () => Upkeep.parse(await owner.ok('GET', '/api/studio/upkeep'));
const ago = (hours: number): Date => new Date(Date.now() - hours * hourMs);

beforeAll(async () => {
  api = await startRestApi(scope, { keepTakesMs: 24 * hourMs });
  owner = await signUpOwner(api);
});
afterAll(() => scope.close('done'));

test('while all is well there is nothing to read, and only the owner may ask', async () => {
  expect(await upkeep()).toEqual({ takes: [] });
  const host = await signUpHost(api, owner);
  await host.refused('forbidden', 'GET', '/api/studio/upkeep');
  await api.browser().refused('not-signed-in', 'GET', '/api/studio/upkeep');
});

test('purges that are older than a day are counted, until they are done', async () => {
  const purges = createPurgeRepository(api.db.prisma);
  await purges.add(purgeOfTakes({ recordingId: 'a', stale: [] }, ago(20)));
  expect(await upkeep()).toEqual({ takes: [] });
  await purges.add(purgeOfTakes({ recordingId: 'b', stale: [] }, ago(26)));
  await purges.add(purgeOfTakes({ recordingId: 'c', stale: [] }, ago(48)));
  const { purges: told } = await upkeep();
  expect(told?.count).toBe(2);
  expect(Date.now() - Date.parse(told!.since)).toBeGreaterThan(47 * hourMs);
  await api.purges.sweep();
  expect(await upkeep()).toEqual({ takes: [] });
});

test('takes whose time is over are named when their episode cannot be read back', async () => {
  const publishedAt = ago(60);
  const publishOne = async (): Promise<{ recordingId: string; code: string }> => {
    const session = await aSession(api.db);
    const { recordingId } = await addRecording(api.db, session, { state: 'ready' });
    await addEpisode(api.db, session, recordingId, { mp3Key: null, mp3Bytes: null });
    await api.db.prisma.recording.update({
      where: { recordingId },
      data: { endedAt: publishedAt },
    });
    await api.db.prisma.episode.update({
      where: { recordingId },
      data: { state: 'published', publishedAt },
    });
    return { recordingId, code: session.code };
  };
  const unread = await publishOne();
  const changed = await publishOne();
  const problem = { kind: 'missing', key: 'episodes/e/1-a/audio.mp3' };
  await api.db.prisma.recording.update({
    where: { recordingId: changed.recordingId },
    data: { readBack: { at: ago(3).toISOString(), objects: 0, bytes: 0, problem } },
  });
  const { takes } = await upkeep();
  const byCode = new Map(takes.map((one) => [one.code, one]));
  expect(byCode.get(unread.code)?.key).toBeUndefined();
  expect(byCode.get(changed.code)?.key).toBe(problem.key);
  expect(takes).toHaveLength(2);
});
