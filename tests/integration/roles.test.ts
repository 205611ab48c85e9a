import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { EpisodeInfo } from '../../server/protocol/rest.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { startMediaProcess, type MediaProcess } from '../support/media-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { recordingCommand } from '../support/recording-command.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { startS3Server } from '../support/s3-server.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/** A hub and two media machines as an operator would run them, which share PostgreSQL, an S3 server and nothing else. */

const scope = new Scope('test', silentLog);
const recordingId = 'rekaman';
const durationMs = 6_000;
let root: string;
let database: Database;
let title: string;
let slug: string;
let hub: HubProcess;
let env: Record<string, string>;

const startMedia = async (name: string): Promise<MediaProcess> => {
  const media = await startMediaProcess(path.join(root, name), env);
  scope.defer(name, async () => {
    await media.stop('SIGKILL');
  });
  return media;
};
const stepIs = async (name: string) =>
  (await database.prisma.processingStep.findFirst({ where: { recordingId, name } }))?.state;
const recordingIs = async () =>
  (await database.prisma.recording.findUnique({ where: { recordingId } }))?.state;
const jobIs = async () => {
  const { rows } = await database.executeSql('SELECT state FROM pgboss.job');
  return (rows as { state: string }[]).map(({ state }) => state);
};

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi roles '));
  scope.defer('files', () => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const databaseUrl = await startPostgres(scope);
  const s3 = await startS3Server(scope);
  env = {
    DATABASE_URL: databaseUrl,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: s3.bucket,
    S3_ACCESS_KEY: s3.accessKey,
    S3_SECRET_KEY: s3.secretKey,
  };
  database = await openDatabase({ databaseUrl, dataDir: root }, scope, silentLog);
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  const series = await aSeries(database, { publishMode: 'automatic' });
  const session = await aSession(database, { seriesId: series.seriesId });
  const { sessionId } = session;
  await database.prisma.session.update({ where: { sessionId }, data: { state: 'live' } });
  ({ title } = session);
  ({ slug } = series);
  await leaveRecording(sessionId);

  hub = await startHub(path.join(root, 'hub'), { ...env, ROLE: 'hub' });
  scope.defer('hub', async () => {
    await hub.stop('SIGKILL');
  });
});
afterAll(() => scope.close('over'));

/** What a hub that lost its power leaves: takes without an end, in a session that is still live. */
async function leaveRecording(sessionId: string): Promise<void> {
  const media = await loadFlashMedia();
  const track = { fromMs: 0, toMs: durationMs };
  const sound = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const picture = { frames: packetiseVp8(media.vp8), frameMs: 1000 / 30, clockRate: 90_000 };
  await writeRecording(path.join(root, 'hub', 'recordings'), {
    ...{ recordingId, sessionId, ranges: [[0, durationMs]] },
    takes: [
      { takeId: 'sound', codec: 'opus', arrivals: arrivalsOf({ ...track, ...sound }) },
      { takeId: 'picture', codec: 'vp8', arrivals: arrivalsOf({ ...track, ...picture }) },
    ],
  });
}

test('the hub hands the recording over and makes nothing of it itself', async () => {
  await expect.poll(jobIs, { timeout: 20_000 }).toEqual(['created']);
  expect(await recordingIs()).toBe('processing');
  expect(
    (await fetch(`${hub.origin}/media/recordings/${recordingId}/timeline.jsonl`)).status,
  ).toBe(404);
});

test('a media machine that is killed is replaced by another one; there is one episode', async () => {
  const first = await startMedia('media one');
  expect(first.printed()).toContain('Serambi is ready to make episodes');
  // The podcast is out, and the picture is being drawn.
  await expect.poll(() => stepIs('chunks'), { timeout: 60_000, interval: 20 }).toBe('running');
  expect(await first.stop('SIGKILL')).toBe(null);
  expect(await jobIs()).toEqual(['active']);
  const before = await database.prisma.episode.findMany();
  expect(before).toHaveLength(1);
  expect(before[0]).toMatchObject({ state: 'published', hlsKey: null });

  // The dead machine's lease runs out in 40 s: as if they had passed.
  await database.executeSql(
    "UPDATE pgboss.job SET started_on = started_on - interval '40 seconds' WHERE state = 'active'",
  );
  const second = await startMedia('media two');
  await expect.poll(recordingIs, { timeout: 60_000, interval: 200 }).toBe('ready');
  await expect.poll(jobIs).toEqual(['completed']);
  const after = await database.prisma.episode.findMany();
  expect(after).toHaveLength(1);
  const { guid, publishedAt, mp3Key } = before[0]!;
  expect(after[0]).toMatchObject({ guid, publishedAt, mp3Key, state: 'published' });
  expect(await second.stop('SIGTERM')).toBe(0);
}, 120_000);

test('the hub serves what the machine made, out of the object store, by ranges', async () => {
  const answer = await fetch(`${hub.origin}/api/episodes/${(await theEpisode()).code}`);
  const episode = (await answer.json()) as EpisodeInfo;
  expect(episode.title).toBe(title);
  expect(Math.abs(episode.durationMs! - durationMs)).toBeLessThan(500);

  const mp3 = new URL(episode.mp3!.url, hub.origin).href;
  const whole = Buffer.from(await (await fetch(mp3)).arrayBuffer());
  expect(whole).toHaveLength(episode.mp3!.bytes);
  const part = await fetch(mp3, { headers: { range: 'bytes=1000-1999' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${whole.length}`);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(1000, 2000));

  const master = new URL(episode.hlsUrl!, hub.origin).href;
  const variants = await urisOf(master);
  expect(variants.length).toBeGreaterThanOrEqual(2);
  const [segment] = (await urisOf(variants[0]!)).filter((uri) => !uri.endsWith('.m3u8'));
  const start = await fetch(segment!, { headers: { range: 'bytes=0-7' } });
  expect(start.status).toBe(206);

  const feed = await (await fetch(`${hub.origin}/s/${slug}/feed.xml`)).text();
  expect(feed.match(/<item>/g)).toHaveLength(1);
  expect(feed).toContain(episode.mp3!.url);
});

test('nothing but the hub keeps takes and nothing but the machines made anything', async () => {
  const onHub = recordingFiles(path.join(root, 'hub', 'recordings'), recordingId);
  expect((await readdir(onHub.root)).toSorted()).toEqual(['takes', 'timeline.jsonl']);
  for (const name of ['hub', 'media one', 'media two']) {
    expect(await readdir(path.join(root, name))).not.toContain('objects');
  }
});

test('rebuilt by the command, all of it is made anew, also by the machine that had made it', async () => {
  const { work } = recordingFiles(path.join(root, 'media two', 'recordings'), recordingId);
  const made = path.join(work, 'chunks', 'made-before');
  await writeFile(made, '');
  const before = await theEpisode();
  expect(await command('rebuild', recordingId)).toEqual({
    code: 0,
    said: expect.stringContaining('Revision 2 is made') as string,
  });
  expect(await recordingIs()).toBe('processing');

  const second = await startMedia('media two');
  await expect.poll(recordingIs, { timeout: 60_000, interval: 200 }).toBe('ready');
  await expect(access(made)).rejects.toThrow('ENOENT');
  const { guid, publishedAt } = before;
  const after = await theEpisode();
  expect(after).toMatchObject({ guid, publishedAt, state: 'published' });
  for (const key of [after.mp3Key, after.hlsKey]) expect(key).toMatch(/\/2-/);
  expect(await second.stop('SIGTERM')).toBe(0);
}, 120_000);

test.each(['hub', 'all'])(
  'what was deleted while a machine was off is gone once it is on again: ROLE=%s',
  async (role) => {
    const [deleted, unknown] = [`deleted-${role}`, `of-another-database-${role}`];
    const directory = path.join(root, `returned-${role}`, 'recordings');
    for (const id of [deleted, unknown]) {
      const { takes } = recordingFiles(directory, id);
      await mkdir(takes, { recursive: true });
    }
    await database.prisma.deletedPractice.create({ data: { recordingId: deleted } });
    const returned = await startHub(path.dirname(directory), { ...env, ROLE: role });
    expect(await readdir(directory)).toEqual([unknown]);
    expect(await returned.stop('SIGTERM')).toBe(0);
  },
  60_000,
);

test('who was deleted is in no export from a machine that was off', async () => {
  const dataDir = path.join(root, 'returned-later');
  const { root: folder } = recordingFiles(path.join(dataDir, 'recordings'), 'deleted-hub');
  await mkdir(folder, { recursive: true });
  for (const what of [['export', path.join(root, 'out')], ['rebuild']]) {
    const [name = '', ...more] = what;
    const args = [name, 'deleted-hub', ...more];
    const { code, said } = await recordingCommand(args, { ...env, DATA_DIR: dataDir });
    expect(said).toContain('It was deleted');
    expect(code).toBe(2);
  }
  expect(await readdir(path.dirname(folder))).toEqual([]);
}, 60_000);

test('the commands say what is here and how well it arrived, and export it', async () => {
  expect((await command('list')).said).toMatch(new RegExp(`${recordingId} .* Written`));
  const verified = await command('verify', recordingId);
  expect(verified).toMatchObject({
    code: 0,
    said: expect.stringContaining(': good') as string,
  });
  const { sessionId } = await database.prisma.session.findFirstOrThrow();
  const question = aStoredQuestion({ sessionId, text: '=SUM(1)+Kapan mulai?' });
  await createQuestionRepository(database.prisma).add(question);
  const folder = path.join(root, 'for an editor');
  expect(await command('export', recordingId, folder)).toMatchObject({ code: 0 });
  expect((await readdir(folder)).map((name) => path.extname(name)).sort()).toEqual(
    expect.arrayContaining(['.csv', '.json', '.mkv', '.wav']),
  );
  const questions = await readFile(path.join(folder, 'questions.csv'), 'utf8');
  expect(questions.startsWith('\uFEFFnumber,state,text,')).toBe(true);
  expect(questions).toContain("1,open,'=SUM(1)+Kapan mulai?,");
  expect(await command('verify', 'nothing')).toMatchObject({ code: 2 });
}, 120_000);

/** Where the hub has its data. */
const command = (...args: string[]) =>
  recordingCommand(args, { ...env, DATA_DIR: path.join(root, 'hub') });
const theEpisode = () => database.prisma.episode.findFirstOrThrow({ where: { recordingId } });

/** The addresses that a playlist names on lines of their own. */
async function urisOf(playlist: string): Promise<string[]> {
  const text = await (await fetch(playlist)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => new URL(line, playlist).href);
}
