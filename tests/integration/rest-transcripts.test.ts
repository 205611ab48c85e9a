import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { XMLParser } from 'fast-xml-parser';
import { WebVTTParser } from 'webvtt-parser';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PublishedObject } from '../../media/contract/published-objects.ts';
import { renderFeed } from '../../server/feeds/feed.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { EpisodeInfo } from '../../server/protocol/rest.ts';
import {
  PublishedTranscript,
  StudioTranscript,
  Transcript,
} from '../../server/protocol/transcripts.ts';
import { readBack } from '../../server/retention/read-back.ts';
import { createRetentionRepository } from '../../server/store/retention-repository.ts';
import { createFeedRepository } from '../../server/store/feed-repository.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { signUpOwner } from '../support/rest-journeys.ts';
import { keepReviewFacts } from '../support/review-facts.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

/** A host uploads, changes and publishes what was said: no sound and no picture is made again for it. */

const scope = new Scope('rest transcripts', silentLog);
const origin = 'https://serambi.example.org';
const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
const facts = {
  durationMs: 60_000,
  people: ['Sari', 'Budi', 'Sari'].map((displayName, n) => ({
    ...{ peerId: `peer-${n}`, displayName, levels: '' },
  })),
  screens: [],
  chapters: [],
  answers: [],
};
const master = [
  '#EXTM3U',
  '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1280x720',
  '720p/index.m3u8',
  '',
].join('\n');
const vtt = `WEBVTT

00:00.000 --> 00:04.000
<v Sari>Selamat datang.

00:06.000 --> 00:08.000
<v Budi>Terima kasih, Sari.
`;
let api: RestApi;
let host: RestClient;
let recordingId: string;
let slug: string;
let code: string;
let media: string;
let address: string;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
});
beforeEach(async () => {
  const session = await aSession(api.db);
  ({ slug } = session.series);
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  media = `episodes/${recordingId}/1-0`;
  code = await addEpisode(api.db, session, recordingId, { mp3Key: `${media}/audio.mp3` });
  await api.db.prisma.episode.update({
    where: { recordingId },
    data: {
      ...{ hlsKey: `${media}/hls/master.m3u8`, durationMs: 50_000, state: 'published' },
      ...{ publishedAt: new Date(), cuts: [{ fromMs: 5_000, toMs: 15_000 }] },
    },
  });
  await api.objects.put(`${media}/hls/master.m3u8`, Buffer.from(master), meta);
  await keepReviewFacts(api.objects, recordingId, facts);
  address = `/api/studio/sessions/${session.code}/transcript`;
});
afterAll(() => scope.close('done'));

const upload = (raw: string, { version = 0, clock = 'episode', as = host } = {}) =>
  as.send('POST', `${address}/upload`, {
    raw,
    headers: {
      ...{ 'Content-Type': 'text/vtt', 'X-Transcript-Version': String(version) },
      'X-Transcript-Clock': clock,
    },
  });
const open = async () => StudioTranscript.parse(await host.ok('GET', address));
const objects = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of api.objects.list(`${media}/`)) keys.push(path.basename(key));
  return keys.toSorted();
};
const read = async (key: string): Promise<string> => {
  const object = await api.objects.read(key);
  if (!object) throw new Error(`There is no ${key}`);
  return text(object.body);
};
const episode = () => host.ok<EpisodeInfo>('GET', `/api/episodes/${code}`);
const keyOf = (url: string | undefined): string => url?.replace('/media/', '') ?? '';

async function publish(raw = vtt): Promise<EpisodeInfo> {
  const { version } = Transcript.parse((await upload(raw)).body);
  await host.ok('POST', `${address}/publish`, { version });
  return episode();
}

async function addVoice(peerId: string, displayName: string): Promise<void> {
  const take = { recordingId, takeId: `${peerId}-${recordingId}`, peerId, displayName };
  const kind = { kind: 'audio', source: 'microphone', codec: 'opus' };
  await api.db.prisma.take.create({ data: { ...take, ...kind, startedAt: new Date() } });
}

test('an uploaded file is on the session clock, with what the page about it needs', async () => {
  expect((await upload(vtt)).status).toBe(200);
  const { transcript, ...found } = await open();
  expect(found).toEqual({
    ...{ durationMs: 60_000, people: ['Sari', 'Budi'], isReached: true },
    silences: [],
    cuts: [{ fromMs: 5_000, toMs: 15_000 }],
    leadMs: 0,
  });
  expect(transcript).toMatchObject({
    version: 1,
    publishedVersion: null,
    cues: [
      { fromMs: 0, toMs: 4_000, speaker: 'Sari' },
      { fromMs: 16_000, toMs: 18_000, speaker: 'Budi' },
    ],
  });
  await upload(vtt, { version: 1, clock: 'session' });
  expect((await open()).transcript.cues[1]).toMatchObject({ fromMs: 6_000, toMs: 8_000 });
  // In the episode, where ten seconds were cut out, it is said across the join.
  await upload(vtt.replace('00:06.000', '00:04.000'), { version: 2 });
  expect((await open()).transcript.cues[1]).toMatchObject({ fromMs: 15_000, toMs: 18_000 });
});

test('a file that cannot be read is refused with the line, and nothing is lost', async () => {
  await upload(vtt);
  const broken = await upload(vtt.replace('00:08.000', '00:05.000'), { version: 1 });
  expect(broken.body).toMatchObject({
    error: { code: 'invalid-input', fields: { line: '6', problem: 'backwards' } },
  });
  const late = await upload(vtt.replaceAll('00:06', '00:51'), { version: 1 });
  expect(late.body).toMatchObject({ error: { fields: { problem: 'backwards' } } });
  const beyond = vtt.replace('00:06.000 --> 00:08.000', '00:51.000 --> 00:58.000');
  expect((await upload(beyond, { version: 1 })).body).toMatchObject({
    error: { fields: { line: '6', problem: 'beyond' } },
  });
  expect((await upload('x'.repeat(2 * 1024 * 1024 + 1), { version: 1 })).body).toMatchObject({
    error: { code: 'too-large' },
  });
  expect((await open()).transcript).toMatchObject({ version: 1, cues: [{}, {}] });
});

test('only hosts open it, and two who change it do not overwrite each other', async () => {
  const visitor = api.browser();
  expect((await upload(vtt, { as: visitor })).body).toMatchObject({
    error: { code: 'not-signed-in' },
  });
  await visitor.refused('not-signed-in', 'GET', address);
  await upload(vtt);
  expect((await upload(vtt)).body).toMatchObject({ error: { code: 'conflict' } });
  const [first, second] = (await open()).transcript.cues;
  const set = [{ ...first, text: 'Selamat malam.' }];
  const change = { version: 1, set, removed: [second!.cueId] };
  expect(await host.ok('PATCH', address, change)).toEqual({ version: 2 });
  await host.refused('conflict', 'PATCH', address, { json: change });
  expect((await open()).transcript.cues.map((cue) => cue.text)).toEqual(['Selamat malam.']);
  const behind = { cueId: randomUUID(), fromMs: 60_000, toMs: 61_000, text: 'x' };
  await host.refused('invalid-input', 'PATCH', address, {
    json: { version: 2, set: [behind], removed: [] },
  });
});

test('published, it is on the page, in the feed and beside the picture, on the clock of the episode', async () => {
  const info = await publish();
  const page = PublishedTranscript.parse(JSON.parse(await read(keyOf(info.transcriptUrl))));
  expect(page.segments).toEqual([
    { speaker: 'Sari', startTime: 0, endTime: 4, body: 'Selamat datang.' },
    { speaker: 'Budi', startTime: 6, endTime: 8, body: 'Terima kasih, Sari.' },
  ]);
  const { cues, errors } = new WebVTTParser().parse(
    await read(keyOf(info.captionsUrl)),
    'subtitles',
  );
  expect(errors).toEqual([]);
  expect(cues.map(({ startTime }) => startTime)).toEqual([0, 6]);

  const source = await createFeedRepository(api.db.prisma).find(slug, new Date());
  const xml = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
  const { rss } = xml.parse(renderFeed(source!, origin)) as {
    rss: { channel: { item: Record<string, unknown> } };
  };
  expect(rss.channel.item['podcast:transcript']).toEqual([
    { url: origin + info.captionsUrl!, type: 'text/vtt', language: 'id', rel: 'captions' },
    { url: origin + info.transcriptUrl!, type: 'application/json', language: 'id' },
  ]);

  const hls = keyOf(info.hlsUrl);
  const playlist = await read(hls);
  expect(playlist).toContain('720p/index.m3u8');
  expect(playlist).toMatch(/STREAM-INF:.*SUBTITLES="captions"/);
  const [, uri] = /TYPE=SUBTITLES.*LANGUAGE="id".*URI="([^"]+)"/.exec(playlist) ?? [];
  const words = await read(path.posix.join(path.posix.dirname(hls), uri!));
  expect(words).toContain('#EXTINF:50.00000,');
  const segment = /^captions-.*\.vtt$/m.exec(words)![0];
  expect(await read(path.posix.join(path.posix.dirname(hls), segment))).toMatch(
    /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,/,
  );
  expect(api.queued).toEqual([]);
});

test('words of nobody known are not published where somebody is silenced, and the page can say which', async () => {
  const stretch = { fromMs: 0, toMs: 4_000 };
  const mute = { kind: 'mute', editId: randomUUID(), peerId: 'peer-1', ...stretch };
  await api.db.prisma.edits.create({ data: { recordingId, version: 1, edits: [mute] } });
  await addVoice('peer-1', 'Budi');
  const info = await publish(vtt.replace('<v Sari>', ''));
  expect((await open()).silences).toEqual([{ ...stretch, speaker: 'Budi' }]);
  const page = PublishedTranscript.parse(JSON.parse(await read(keyOf(info.transcriptUrl))));
  expect(page.segments.map(({ body }) => body)).toEqual(['Terima kasih, Sari.']);
});

test('a line with a part that is cut out or silenced is not published', async () => {
  await addVoice('peer-1', 'Sari');
  const mute = {
    kind: 'mute',
    editId: randomUUID(),
    peerId: 'peer-1',
    fromMs: 1_500,
    toMs: 2_500,
  };
  await api.db.prisma.edits.create({ data: { recordingId, version: 1, edits: [mute] } });
  const { version } = Transcript.parse(
    (
      await upload(vtt.replace('00:06.000', '00:12.000').replace('00:08.000', '00:18.000'), {
        clock: 'session',
      })
    ).body,
  );
  const spoken = { fromMs: 20_000, toMs: 21_000, text: 'Sampai jumpa.' };
  const change = { version, set: [{ cueId: randomUUID(), ...spoken }], removed: [] };
  await host.ok('PATCH', address, change);
  await host.ok('POST', `${address}/publish`, { version: version + 1 });
  const { transcriptUrl } = await episode();
  const page = PublishedTranscript.parse(JSON.parse(await read(keyOf(transcriptUrl))));
  expect(page.segments.map(({ body }) => body)).toEqual(['Sampai jumpa.']);
});

test('published again, other addresses hold it, and the old words are gone; taken back, all of them', async () => {
  const first = await publish();
  const [one] = (await open()).transcript.cues;
  const set = [{ ...one, text: 'Selamat malam.' }];
  await host.ok('PATCH', address, { version: 1, set, removed: [] });
  expect(await episode()).toEqual(first);
  await host.refused('conflict', 'POST', `${address}/publish`, { json: { version: 1 } });
  await host.ok('POST', `${address}/publish`, { version: 2 });
  const second = await episode();
  expect(await read(keyOf(second.captionsUrl))).toContain('Selamat malam.');
  expect(await api.objects.find(keyOf(first.captionsUrl))).toBeUndefined();
  expect(await api.objects.find(keyOf(first.transcriptUrl))).toBeUndefined();
  // A player that is at it goes on without words.
  expect(await api.objects.find(keyOf(first.hlsUrl))).toBeDefined();
  expect((await objects()).filter((name) => name.startsWith('captions-'))).toHaveLength(2);

  await host.ok('POST', `${address}/unpublish`);
  const none = await episode();
  expect([none.captionsUrl, none.transcriptUrl]).toEqual([undefined, undefined]);
  expect(none.hlsUrl).toBe(`/media/${media}/hls/master.m3u8`);
  const words = (await objects()).filter((name) => /^(captions|transcript)-/.test(name));
  expect(words).toEqual([]);
});

test('a draft that could not be written is tried again by a host, once, and where nobody has written', async () => {
  const again = `${address}/recognition/retry`;
  await host.refused('conflict', 'POST', again);
  const { prisma } = api.db;
  const failed = { state: 'failed', progress: 0.5, attempt: 3, problem: 'no model' };
  await prisma.recognition.create({ data: { recordingId, ...failed } });
  await api.browser().refused('not-signed-in', 'POST', again);
  expect((await open()).recognition).toEqual({
    ...{ state: 'failed', progress: 0.5, problem: 'no model' },
  });
  await host.ok('POST', again);
  expect((await open()).recognition).toEqual({ state: 'waiting', progress: 0 });
  expect(api.recognised).toEqual([{ recordingId, revision: 1 }]);
  await host.refused('conflict', 'POST', again);

  const where = { recordingId };
  await prisma.recognition.update({ where, data: failed });
  await prisma.recording.update({ where, data: { takesDeletedAt: new Date() } });
  await host.refused('conflict', 'POST', again);
  await prisma.recording.update({ where, data: { takesDeletedAt: null } });
  await upload(vtt);
  await host.refused('conflict', 'POST', again);
  expect(api.recognised).toHaveLength(1);
  expect(api.queued).toEqual([]);
});

test('a draft that was begun again before that is written down goes on', async () => {
  const transcripts = createTranscriptRepository(api.db.prisma);
  const attempt = 4;
  await api.db.prisma.recognition.create({ data: { recordingId, state: 'running', attempt } });
  await transcripts.awaitRecognition(recordingId, 3);
  expect(await transcripts.findRecognition(recordingId)).toMatchObject({ state: 'running' });
});

test('the words are read back with the rest before takes go', async () => {
  await publish();
  const row = await api.db.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
  const words = z.array(PublishedObject).parse(row.transcriptObjects);
  expect(words.map(({ key }) => key)).toEqual(
    expect.arrayContaining([row.transcriptKey, row.captionedHlsKey]),
  );
  await api.db.prisma.episode.update({ where: { recordingId }, data: { objects: [] } });
  const published = async () =>
    (await createRetentionRepository(api.db.prisma).list()).find(
      (kept) => kept.recordingId === recordingId,
    )!.published!;
  const { objects, keys } = await published();
  expect(keys).toEqual(expect.arrayContaining([row.transcriptKey, row.captionedHlsKey]));
  const look = { store: api.objects, now: new Date(), signal: new AbortController().signal };
  expect(await readBack({ objects, keys: words.map(({ key }) => key) }, look)).toMatchObject({
    objects: words.length,
  });
  await api.objects.put(row.transcriptKey!, Buffer.from('WEBVTT'), meta);
  const found = await readBack({ objects, keys: [] }, look);
  expect(found.problem).toEqual({ kind: 'different', key: row.transcriptKey });
});

test('who is taken out of the recording is out of the transcript, and cannot be put back', async () => {
  await publish();
  await addVoice('peer-0', 'Sari');
  const withdraw = address.replace('/transcript', '/recording/withdraw');
  await host.ok('POST', withdraw, { displayName: 'Sari' });
  expect(await episode()).not.toHaveProperty('transcriptUrl');
  await keepReviewFacts(api.objects, recordingId, facts);
  const { transcript, people } = await open();
  // Those facts are older than the withdrawal.
  expect(people).toEqual(['Budi']);
  expect(transcript.cues).toMatchObject([{ speaker: 'Budi', text: 'Terima kasih, ….' }]);
  expect(transcript.publishedVersion).toBe(transcript.version);
  const again = Transcript.parse((await upload(vtt, { version: transcript.version })).body);
  expect(again.cues.map(({ speaker }) => speaker)).toEqual(['Budi']);
});

test('who only asked is named in no captions any more, answered or not, and cannot be named again', async () => {
  const named = vtt.replace('Sari.', 'Pak Umar.');
  await publish(named);
  const { session } = await api.db.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
    select: { session: { select: { sessionId: true } } },
  });
  await createQuestionRepository(api.db.prisma).add(
    aStoredQuestion({ ...session, number: 1, displayName: 'Pak Umar' }),
  );
  const withdraw = address.replace('/transcript', '/recording/withdraw');
  await host.ok('POST', withdraw, { displayName: 'Pak Umar' });
  const { transcriptUrl } = await episode();
  expect(await read(keyOf(transcriptUrl))).toContain('Terima kasih, ….');
  const { transcript } = await open();
  expect(transcript.publishedVersion).toBe(transcript.version);
  const again = Transcript.parse((await upload(named, { version: transcript.version })).body);
  expect(JSON.stringify(again)).not.toContain('Umar');
});
