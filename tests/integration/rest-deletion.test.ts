import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Session } from '../../server/sessions/session.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { signUpHost, signUpOwner } from '../support/rest-journeys.ts';

/** A host deletes a session whole. What is purged, and when, with two kinds of stores: purges.test.ts. */

const scope = new Scope('rest deletion', silentLog);
const meta = { contentType: 'audio/mpeg', cacheControl: 'no-cache' };
let api: RestApi;
let host: RestClient;
let session: Session;
let recordingId: string;
let episode: string;
let address: string;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpHost(api, await signUpOwner(api));
});
beforeEach(async () => {
  session = await aSession(api.db);
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  episode = await addEpisode(api.db, session, recordingId);
  address = `/api/studio/sessions/${session.code}`;
});
afterAll(() => scope.close('done'));

test('a recording goes only with a host who knows of it', async () => {
  for (const json of [{}, { withRecording: false }]) {
    await host.refused('conflict', 'DELETE', address, { json });
  }
  await api.browser().refused('not-signed-in', 'DELETE', address, {
    json: { withRecording: true },
  });
  await host.ok('GET', address);
});

test('deleted, everything of it is gone at once, its files and objects soon, and its addresses say so', async () => {
  const { episodeId } = await api.db.prisma.episode.findUniqueOrThrow({
    where: { recordingId },
  });
  const key = `episodes/${episodeId}/1-ab/audio.mp3`;
  const folder = path.join(api.recordingsDir, recordingId);
  await api.objects.put(key, Buffer.from('mp3'), meta);
  await mkdir(path.join(folder, 'takes'), { recursive: true });
  await host.ok('POST', `/api/studio/episodes/${episode}/publish`);
  const visitor = api.browser();
  await visitor.ok('GET', `/api/episodes/${episode}`);

  await host.ok('DELETE', address, { withRecording: true });
  await host.refused('deleted', 'GET', address);
  await host.refused('deleted', 'DELETE', address, { json: { withRecording: true } });
  for (const gone of [`/api/sessions/${session.code}`, `/api/episodes/${episode}`]) {
    expect((await visitor.refused('deleted', 'GET', gone)).status).toBe(410);
  }
  await visitor.refused('not-found', 'GET', '/api/episodes/bcd-fgh-jkm');
  expect(await visitor.ok('GET', `/api/series/${session.series.slug}`)).toMatchObject({
    episodes: [],
  });
  await expect.poll(() => api.objects.find(key)).toBeUndefined();
  await expect
    .poll(() =>
      access(folder).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false);
  const note = await api.db.prisma.deletedSession.findUniqueOrThrow({
    where: { code: session.code },
  });
  expect(note).toMatchObject({ episodeCode: episode, deletedBy: 'Pak Budi' });
});

test('one that is being processed is stopped by it', async () => {
  await api.db.prisma.recording.update({
    where: { recordingId },
    data: { state: 'processing' },
  });
  await host.ok('DELETE', address, { withRecording: true });
  expect(await api.db.prisma.recording.count({ where: { recordingId } })).toBe(0);
});

test('one that is live, or being recorded, says what to do first', async () => {
  const { sessionId } = session;
  const json = { withRecording: true };
  await api.db.prisma.session.update({ where: { sessionId }, data: { state: 'live' } });
  const live = await host.refused('conflict', 'DELETE', address, { json });
  expect(live.text).toContain('End it first');
  await api.db.prisma.session.update({ where: { sessionId }, data: { state: 'ended' } });
  await api.db.prisma.recording.update({
    where: { recordingId },
    data: { state: 'recording' },
  });
  await host.refused('conflict', 'DELETE', address, { json });
  await host.ok('GET', address);
});
