import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTranscriptRepository as createPublishing } from '../../media/store/transcript-repository.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { EpisodeInfo } from '../../server/protocol/rest.ts';
import { StudioTranscript } from '../../server/protocol/transcripts.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { signUpOwner } from '../support/rest-journeys.ts';
import { keepReviewFacts } from '../support/review-facts.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

/** What a host publishes or takes back reaches people, and the page says whether it has. */

const scope = new Scope('transcripts reach people', silentLog);
let isAway = false;
let api: RestApi;
let host: RestClient;
let recordingId: string;
let code: string;
let address: string;

beforeAll(async () => {
  api = await startRestApi(scope, {
    before: (store) => ({
      ...store,
      put: (...args) =>
        isAway ? Promise.reject(new AppError('unavailable', 'away')) : store.put(...args),
    }),
  });
  host = await signUpOwner(api);
});
beforeEach(async () => {
  isAway = false;
  const session = await aSession(api.db);
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  const mp3Key = `episodes/${recordingId}/1-0/audio.mp3`;
  code = await addEpisode(api.db, session, recordingId, { mp3Key });
  await api.db.prisma.episode.update({
    where: { recordingId },
    data: { durationMs: 60_000, state: 'published', publishedAt: new Date() },
  });
  const facts = { durationMs: 60_000, people: [], screens: [], chapters: [], answers: [] };
  await keepReviewFacts(api.objects, recordingId, facts);
  address = `/api/studio/sessions/${session.code}/transcript`;
});
afterAll(() => scope.close('done'));

const write = async (version: number, text: string): Promise<void> => {
  const cue = { cueId: randomUUID(), fromMs: 0, toMs: 1_000, text };
  await host.ok('PATCH', address, { version, set: [cue], removed: [] });
};
const publish = (version: number) => host.ok('POST', `${address}/publish`, { version });
const state = async () => {
  const { transcript, isReached } = StudioTranscript.parse(await host.ok('GET', address));
  return { published: transcript.publishedVersion, isReached };
};
const readers = async () => {
  const { transcriptUrl } = await host.ok<EpisodeInfo>('GET', `/api/episodes/${code}`);
  return transcriptUrl;
};

test('published while the store is away, it is not said to be; it is once the store is back', async () => {
  await write(0, 'Satu');
  expect(await state()).toEqual({ published: null, isReached: true });
  isAway = true;
  const version = { json: { version: 1 } };
  await host.refused('unavailable', 'POST', `${address}/publish`, version);
  expect(await state()).toEqual({ published: 1, isReached: false });
  await api.transcriptDesk.sweep();
  expect(await state()).toEqual({ published: 1, isReached: false });
  expect(await readers()).toBeUndefined();

  isAway = false;
  await api.transcriptDesk.sweep();
  expect(await state()).toEqual({ published: 1, isReached: true });
  expect(await readers()).toBeDefined();
});

test('pressed again, it is published without waiting for that', async () => {
  await write(0, 'Satu');
  isAway = true;
  await host.refused('unavailable', 'POST', `${address}/publish`, { json: { version: 1 } });
  isAway = false;
  await publish(1);
  expect(await state()).toEqual({ published: 1, isReached: true });
});

test('taken back by a hub that died right then, it is said to be read, and is gone soon', async () => {
  await write(0, 'Satu');
  await publish(1);
  const before = await readers();
  expect(before).toBeDefined();
  await createTranscriptRepository(api.db.prisma).unpublish(recordingId);
  expect(await state()).toEqual({ published: null, isReached: false });
  expect(await readers()).toBe(before);
  await api.transcriptDesk.sweep();
  expect(await state()).toEqual({ published: null, isReached: true });
  expect(await readers()).toBeUndefined();
});

test('who brings an earlier publication to people leaves a newer one to be brought', async () => {
  await write(0, 'Satu');
  await publish(1);
  const publishing = createPublishing(api.db.prisma);
  const { publication } = (await publishing.find(recordingId))!;
  await createTranscriptRepository(api.db.prisma).unpublish(recordingId);
  await publishing.reach(recordingId, publication);
  expect(await state()).toEqual({ published: null, isReached: false });
});
