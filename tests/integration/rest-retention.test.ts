import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { StudioSession } from '../../server/protocol/rest.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { signUpOwner } from '../support/rest-journeys.ts';

/** What hosts are told of takes whose time is over, and what is then refused. */

const dayMs = 86_400_000;
const scope = new Scope('rest retention', silentLog);
let api: RestApi;
let host: RestClient;
let recordingId: string;
let episode: string;
let path: string;

beforeAll(async () => {
  api = await startRestApi(scope, { keepTakesMs: 30 * dayMs });
  host = await signUpOwner(api);
});
beforeEach(async () => {
  const session = await aSession(api.db);
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  episode = await addEpisode(api.db, session, recordingId, { mp3Key: null, mp3Bytes: null });
  path = `/api/studio/sessions/${session.code}`;
  const times = { startedAt: new Date(), endedAt: new Date() };
  await api.db.prisma.take.create({
    data: {
      ...{ ...times, recordingId, takeId: `take-${recordingId}`, peerId: 'sari' },
      ...{ displayName: 'Sari', kind: 'audio', source: 'microphone', codec: 'opus' },
    },
  });
});
afterAll(() => scope.close('done'));

const takesKept = async () =>
  StudioSession.parse(await host.ok('GET', path)).recording?.takesKept;
async function publish(publishedAt: Date): Promise<void> {
  await api.db.prisma.recording.update({
    where: { recordingId },
    data: { endedAt: publishedAt },
  });
  await api.db.prisma.episode.update({
    where: { recordingId },
    data: { state: 'published', publishedAt, notes: 'Sari bercerita.' },
  });
}

test('hosts are told until when takes are kept, then that they are gone', async () => {
  expect(await takesKept()).toEqual({ state: 'undecided' });
  const publishedAt = new Date();
  await publish(publishedAt);
  const at = new Date(publishedAt.getTime() + 30 * dayMs).toISOString();
  expect(await takesKept()).toEqual({ state: 'until', at });

  await publish(new Date(Date.now() - 31 * dayMs));
  await api.retention.sweep();
  expect(await takesKept()).toEqual({
    ...{ state: 'deleted', at: expect.any(String) as string },
    readBack: { objects: 0, bytes: 0 },
  });
});

test('without takes nothing is edited or made again, and that is what is said', async () => {
  await publish(new Date(Date.now() - 31 * dayMs));
  await api.retention.sweep();
  const json = { version: 0, edits: [], chapters: null };
  await host.refused('takes-deleted', 'GET', `${path}/review`);
  await host.refused('takes-deleted', 'PUT', `${path}/edits`, { json });
  const refused = await host.refused('takes-deleted', 'POST', `${path}/edits/apply`);
  expect(refused.status).toBe(410);
  await host.refused('conflict', 'POST', `${path}/recording/retry`);
});

test('who withdraws when takes are gone takes the episode with them, for good', async () => {
  const { episodeId } = await api.db.prisma.episode.findUniqueOrThrow({
    where: { recordingId },
  });
  await publish(new Date(Date.now() - 31 * dayMs));
  await api.retention.sweep();
  const key = `episodes/${episodeId}/1-ab/audio.mp3`;
  const meta = { contentType: 'audio/mpeg', cacheControl: 'no-cache' };
  await api.objects.put(key, Buffer.from('mp3'), meta);
  api.queued.length = 0;

  await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'Sari' });
  expect(await api.objects.find(key)).toBeUndefined();
  expect(api.queued).toEqual([]);
  await api.browser().refused('gone', 'GET', `/api/episodes/${episode}`);
  await host.refused('conflict', 'POST', `/api/studio/episodes/${episode}/publish`);
  const { recording } = StudioSession.parse(await host.ok('GET', path));
  expect(recording?.episode).toMatchObject({ state: 'unpublished', notes: '' });
  expect(recording?.takes[0]?.withdrawn?.by).toEqual(expect.any(String));
});
