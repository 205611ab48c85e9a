import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { reviewKey } from '../../media/contract/recording-files.ts';
import { createProcessingRepository } from '../../media/store/processing-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { editLimits, Edits, noEdits, Review } from '../../server/protocol/edits.ts';
import { StudioSession, type EpisodeInfo } from '../../server/protocol/rest.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { signUpOwner } from '../support/rest-journeys.ts';
import { keepReviewFacts } from '../support/review-facts.ts';

/** A host edits an episode: what the hub keeps, refuses, and has made. What the pipeline makes of it: cuts.test.ts. */

const scope = new Scope('rest edits', silentLog);
let api: RestApi;
let host: RestClient;
let recordingId: string;
let path: string;

const cut = (fromMs: number, toMs: number) => ({
  ...{ kind: 'cut' as const, editId: randomUUID(), fromMs, toMs },
});
const facts = {
  durationMs: 60_000,
  people: [
    { peerId: 'sari', displayName: 'Sari', levels: Buffer.alloc(600, 90).toString('base64') },
  ],
  screens: [{ peerId: 'sari', displayName: 'Sari' }],
  chapters: [{ startMs: 0, title: 'Bab satu', kind: 'start' as const }],
  answers: [{ fromMs: 20_000, toMs: 40_000, title: 'Kapan bukunya terbit?' }],
};
const keepFacts = () => keepReviewFacts(api.objects, recordingId, facts);

/** A take of someone; the first part of its name is theirs. */
async function addTake(name: string): Promise<string> {
  const who = name.split('-')[0] ?? '';
  const takeId = `take-${name}-${recordingId}`;
  const base = { recordingId, takeId, kind: 'audio', source: 'microphone', codec: 'opus' };
  const times = { startedAt: new Date(), endedAt: new Date() };
  await api.db.prisma.take.create({
    data: { ...base, ...times, peerId: who, displayName: who },
  });
  return takeId;
}

const readEpisode = () => api.db.prisma.episode.findUniqueOrThrow({ where: { recordingId } });

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
});
beforeEach(async () => {
  const session = await aSession(api.db);
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  await addEpisode(api.db, session, recordingId);
  path = `/api/studio/sessions/${session.code}`;
  api.queued.length = 0;
});
afterAll(() => scope.close('done'));

test('there is nothing to edit until the takes were looked at, and then what they hold', async () => {
  await host.refused('conflict', 'GET', `${path}/review`);
  await keepFacts();
  expect(Review.parse(await host.ok('GET', `${path}/review`))).toEqual({
    facts,
    edits: noEdits,
    made: { version: 0, cuts: [], leadMs: 0 },
  });
});

test('edits are kept by version, with chapters or without', async () => {
  await keepFacts();
  const edits = [
    cut(0, 2_000),
    { ...cut(5_000, 6_000), kind: 'mute' as const, peerId: 'sari' },
    {
      ...cut(5_000, 6_000),
      ...{ kind: 'mute' as const, peerId: 'sari', source: 'screen-audio' as const },
    },
  ];
  const first = await host.ok('PUT', `${path}/edits`, { version: 0, edits, chapters: null });
  expect(Edits.parse(first)).toEqual({ ...noEdits, version: 1, edits });
  const stale = { version: 0, edits: [], chapters: null };
  await host.refused('conflict', 'PUT', `${path}/edits`, { json: stale });
  const chapters = [{ startMs: 0, title: 'Pembukaan', kind: 'mark' as const }];
  const second = await host.ok('PUT', `${path}/edits`, { version: 1, edits: [], chapters });
  expect(second).toEqual({ ...noEdits, version: 2, chapters });
  const review = Review.parse(await host.ok('GET', `${path}/review`));
  expect(review.edits).toEqual({ ...noEdits, version: 2, chapters });
});

test.each([
  ['nothing left', [cut(0, 59_900)], null],
  ['an edit behind the end', [cut(60_000, 61_000)], null],
  ['a late first chapter', [], [{ startMs: 5, title: 'Bab', kind: 'mark' }]],
])('%s is refused, and nothing is lost', async (_what, edits, chapters) => {
  await keepFacts();
  const json = { version: 0, edits, chapters };
  await host.refused('invalid-input', 'PUT', `${path}/edits`, { json });
  expect(Review.parse(await host.ok('GET', `${path}/review`)).edits.version).toBe(0);
});

test('as many edits and chapters as there may be are kept, in any script, and not one more', async () => {
  await keepFacts();
  const count = (most: number) => Array.from({ length: most }, (_, index) => index);
  const edits = count(editLimits.edits).map((n) => cut(n * 100, n * 100 + 50));
  const chapters = count(editLimits.chapters).map((n) => ({
    ...{ startMs: n * 100, title: 'ڤ'.repeat(editLimits.chapterTitle), kind: 'mark' as const },
  }));
  const kept = await host.ok('PUT', `${path}/edits`, { version: 0, edits, chapters });
  expect(kept).toEqual({ ...noEdits, version: 1, edits, chapters });
  for (const more of [
    { edits: [...edits, cut(50_000, 50_010)], chapters },
    { edits, chapters: [...chapters, { ...chapters[0]!, startMs: 59_000 }] },
  ]) {
    await host.refused('invalid-input', 'PUT', `${path}/edits`, {
      json: { version: 1, ...more },
    });
  }
});

test('applied, the episode is made again as a new revision, and stays as it is until then', async () => {
  await keepFacts();
  const before = await api.db.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
  await host.ok('POST', `${path}/edits/apply`);
  const recording = await api.db.prisma.recording.findUniqueOrThrow({ where: { recordingId } });
  expect(recording).toMatchObject({ state: 'processing', revision: 2 });
  expect(api.queued).toEqual([{ recordingId, revision: 2 }]);
  // Pressed again while it is being made: that run gives way to the next.
  await host.ok('POST', `${path}/edits/apply`);
  expect(api.queued.at(-1)).toEqual({ recordingId, revision: 3 });
  expect(await api.db.prisma.episode.findUniqueOrThrow({ where: { recordingId } })).toEqual(
    before,
  );
});

test('an empty recording has no episode to make', async () => {
  await api.db.prisma.recording.update({ where: { recordingId }, data: { state: 'empty' } });
  await host.refused('conflict', 'POST', `${path}/edits/apply`);
});

test('who withdraws is taken out for good: takes, what was published, and what is known of the sound', async () => {
  await keepFacts();
  const files = recordingFiles(api.recordingsDir, recordingId);
  // Muted and heard again, a person has several takes: all of them go.
  const sari = await Promise.all(['sari', 'sari-2', 'sari-3'].map(addTake));
  const budi = await addTake('budi');
  const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
  const { episodeId, guid } = await api.db.prisma.episode.findUniqueOrThrow({
    where: { recordingId },
  });
  const published = `episodes/${episodeId}/1-0/audio.mp3`;
  await api.objects.put(published, Buffer.from('mp3'), meta);
  for (const takeId of [...sari, budi]) {
    await mkdir(files.take(takeId), { recursive: true });
    await api.objects.put(
      `recordings/${recordingId}/takes/${takeId}/0000.rtpl`,
      Buffer.from('x'),
      meta,
    );
  }
  const event = { type: 'peer.join', seq: 0, monoUs: 0, wallMs: 0, role: 'speaker' };
  const told = ['sari', 'budi'].map((displayName) =>
    JSON.stringify({ ...event, peerId: displayName.slice(0, 1), displayName }),
  );
  const stored = `recordings/${recordingId}/timeline.jsonl`;
  await writeFile(files.timeline, told.join('\n'));
  await api.objects.put(stored, Buffer.from(told.join('\n')), meta);
  const withdraw = `${path}/recording/withdraw`;
  await host.refused('not-found', 'POST', withdraw, { json: { displayName: 'Tidak ada' } });
  expect(await api.objects.find(published)).toBeDefined();

  await host.ok('POST', withdraw, { displayName: 'sari' });
  expect(await readdir(files.takes)).toEqual([budi]);
  const left: string[] = [];
  for await (const { key } of api.objects.list(`recordings/${recordingId}/`)) left.push(key);
  expect(left).toEqual([`recordings/${recordingId}/takes/${budi}/0000.rtpl`, stored]);
  const kept = [told[0]!.replace('"sari"', '""'), told[1]].join('\n');
  expect(await readFile(files.timeline, 'utf8')).toBe(kept);
  expect(await text((await api.objects.read(stored))!.body)).toBe(kept);
  expect(await api.objects.find(published)).toBeUndefined();
  await host.refused('conflict', 'GET', `${path}/review`);
  const episode = await api.db.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
  expect(episode).toMatchObject({ guid, mp3Key: null, hlsKey: null, chapters: [] });
  expect(api.queued).toEqual([{ recordingId, revision: 2 }]);

  // An upload of the earlier run that ends only now is taken away; what the new one makes stays.
  const made = `episodes/${episodeId}/2-0/audio.mp3`;
  for (const key of [published, made]) await api.objects.put(key, Buffer.from('mp3'), meta);
  await api.purges.sweep();
  expect(await api.objects.find(published)).toBeUndefined();
  expect(await api.objects.find(made)).toBeDefined();

  // The pipeline is told, wherever it runs; and hosts see who did it.
  const recorded = await createRecordingRepository(api.db.prisma).find(recordingId);
  expect(recorded?.withdrawn.names).toEqual(['sari']);
  expect(recorded?.withdrawn.takeIds.toSorted()).toEqual(sari.toSorted());
  const studio = StudioSession.parse(await host.ok('GET', path));
  expect(
    studio.recording?.takes.map(({ displayName, withdrawn }) => [displayName, withdrawn?.by]),
  ).toEqual(
    expect.arrayContaining([
      ['sari', expect.any(String)],
      ['budi', undefined],
    ]),
  );
});

test('who has the found chapters before them cannot put back what was taken out', async () => {
  await keepFacts();
  await addTake('sari');
  const put = (version: number) => ({ json: { version, edits: [], chapters: facts.chapters } });
  await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'sari' });
  await keepFacts();
  await host.refused('conflict', 'PUT', `${path}/edits`, put(0));
  const { edits } = Review.parse(await host.ok('GET', `${path}/review`));
  // Whose page is older than that begins anew.
  expect(edits).toEqual({ ...noEdits, version: 1, forgottenVersion: 1 });
  expect(await host.ok('PUT', `${path}/edits`, put(1).json)).toMatchObject({
    ...{ version: 2, forgottenVersion: 1 },
  });
});

test('nor can who has its notes before them, and a name under an answer is not kept either', async () => {
  await addTake('sari');
  const answered = '- **Kapan terbit?** Besok.';
  const named = { version: 0, notes: `${answered} (sari)\n\nTerima kasih!` };
  const { code } = await readEpisode();
  const edit = `/api/studio/episodes/${code}`;
  await host.ok('PATCH', edit, named);
  await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'sari' });
  await host.refused('conflict', 'PATCH', edit, { json: { ...named, version: 1 } });
  const notes = `${answered}\n\nTerima kasih!`;
  expect(await readEpisode()).toMatchObject({ notes, textVersion: 2, madeTextVersion: 2 });
  const changed = await host.ok('PATCH', edit, { ...named, version: 2 });
  expect(changed).toMatchObject({ notes, textVersion: 3, madeTextVersion: 2 });
  // What names nobody is refused to nobody.
  await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'sari' });
  await host.ok('PATCH', edit, { version: 3, notes: 'Halo.' });
});

test('while it is made again an episode has its page, and nothing leads there; with nothing left it is withdrawn', async () => {
  const visitor = api.browser();
  const { episode: made } = StudioSession.parse(await host.ok('GET', path)).recording!;
  const address = `/api/episodes/${made!.code}`;
  await host.ok('POST', `/api/studio/episodes/${made!.code}/publish`);
  const listed = async () => {
    const { episodes } = await visitor.ok<{ episodes: EpisodeInfo[] }>(
      'GET',
      `/api/series/${made!.seriesSlug}`,
    );
    const { session } = StudioSession.parse(await host.ok('GET', path));
    return [episodes.map(({ code }) => code), session.episodeUrl];
  };
  expect(await listed()).toEqual([[made!.code], made!.url]);

  await addTake('sari');
  await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'sari' });
  expect(await listed()).toEqual([[], undefined]);
  expect(await visitor.ok('GET', address)).toMatchObject({ state: 'published', chapters: [] });

  await createProcessingRepository(api.db.prisma).finish(recordingId, 2, 'empty');
  await visitor.refused('gone', 'GET', address);
  await host.refused('conflict', 'POST', `/api/studio/episodes/${made!.code}/publish`);
});

test('with a store that is away nothing is shown any more, and all is deleted once it is back', async () => {
  await keepFacts();
  const takeId = await addTake('sari');
  const { episodeId } = await readEpisode();
  const keys = [
    `episodes/${episodeId}/1-0/audio.mp3`,
    `recordings/${recordingId}/takes/${takeId}/0`,
  ];
  const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
  for (const key of keys) await api.objects.put(key, Buffer.from('x'), meta);
  const away = (['delete', 'deletePrefix'] as const).map((name) =>
    vi.spyOn(api.objects, name).mockRejectedValue(new Error('away')),
  );
  try {
    await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'sari' });
    await api.purges.sweep();
  } finally {
    for (const spy of away) spy.mockRestore();
  }
  expect(await readEpisode()).toMatchObject({ mp3Key: null, objects: null });
  expect(api.queued).toEqual([{ recordingId, revision: 2 }]);
  for (const key of keys) expect(await api.objects.find(key)).toBeDefined();
  await api.purges.sweep();
  for (const key of keys) expect(await api.objects.find(key)).toBeUndefined();
});

test('where no other episode can be made, what hosts saw of the sound goes too, also from a store that was away', async () => {
  await keepFacts();
  await addTake('sari');
  await api.db.prisma.recording.update({
    where: { recordingId },
    data: { takesDeletedAt: new Date() },
  });
  const away = (['delete', 'deletePrefix'] as const).map((name) =>
    vi.spyOn(api.objects, name).mockRejectedValue(new Error('away')),
  );
  try {
    await host.ok('POST', `${path}/recording/withdraw`, { displayName: 'sari' });
  } finally {
    for (const spy of away) spy.mockRestore();
  }
  expect(await api.objects.find(reviewKey(recordingId))).toBeDefined();
  await api.purges.sweep();
  expect(await api.objects.find(reviewKey(recordingId))).toBeUndefined();
});

test('a withdrawal that fails half-way has done nothing, and can be done again', async () => {
  const takeId = await addTake('sari');
  const where = { recordingId };
  const { sessionId } = await api.db.prisma.recording.findUniqueOrThrow({ where });
  const asked = { sessionId, displayName: 'sari', text: 'Kapan terbit?' };
  await createQuestionRepository(api.db.prisma).add(aStoredQuestion(asked));
  const notes = 'Bab satu.\n\n**Dijawab secara tertulis**\n\n- **Kapan terbit?** Besok.';
  await api.db.prisma.episode.update({ where: { recordingId }, data: { notes } });
  const before = await readEpisode();
  await api.db.executeSql(`
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON "Purge" EXECUTE FUNCTION full_disk();
  `);
  const withdraw = `${path}/recording/withdraw`;
  const take = () => api.db.prisma.take.findUniqueOrThrow({ where: { takeId } });
  try {
    await host.refused('internal', 'POST', withdraw, { json: { displayName: 'sari' } });
  } finally {
    await api.db.executeSql('DROP TRIGGER full_disk ON "Purge"; DROP FUNCTION full_disk');
  }
  expect(await readEpisode()).toEqual(before);
  expect((await take()).withdrawnAt).toBeNull();
  expect(api.queued).toEqual([]);

  await host.ok('POST', withdraw, { displayName: 'sari' });
  expect(await readEpisode()).toMatchObject({ mp3Key: null, notes: 'Bab satu.' });
  expect((await take()).withdrawnAt).toBeInstanceOf(Date);
  expect(api.queued).toEqual([{ recordingId, revision: 2 }]);
});
