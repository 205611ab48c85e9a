import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PackageOutput } from '../../media/steps/package.ts';
import { createTranscriptPublisher } from '../../media/steps/publish-transcript.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { copiedMs, copiedSpans, makeCopiedProgramme } from '../support/copied-programme.ts';
import { startPageHub } from '../support/page-hub.ts';
import { aSampleEpisode, prefix, publishFolder } from '../support/sample-episode.ts';
import { makeSeamedProgramme, seamedMs } from '../support/seamed-programme.ts';

/**
 * A programme whose best rendition changes its form at 12 s and at 20.1 s, in the real player; and one whose best rendition
 * is a camera's own pictures for most of the time.
 */

const scope = new Scope('test', silentLog);
const dist = path.resolve(import.meta.dirname, '../../client/dist');
let browser: Browser;
let url: string;

beforeAll(async () => {
  const folder = await makeFolder();
  const made = await makeSeamedProgramme(folder);
  url = await publish(folder, made, seamedMs);
  browser = await launchBrowser({ grantDevices: false });
  scope.defer('browser', () => browser.close());
}, 240_000);
afterAll(() => scope.close('done'));
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-seams-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** On a hub of its own, as an episode with words. Its page. */
async function publish(
  folder: string,
  made: PackageOutput,
  durationMs: number,
): Promise<string> {
  const objects = await openLocalObjectStore(path.join(folder, 'objects'));
  await publishFolder(made.directory, objects);
  const hub = await startPageHub(scope, { objects, dist });
  const { code } = await aSampleEpisode(hub.db, { mp3Bytes: 1_000 });
  const words = await publishWords(objects, durationMs);
  const data = { ...words, durationMs };
  await hub.db.prisma.episode.update({ where: { code }, data });
  return `${hub.base}/e/${code}`;
}

/** Four seconds each, so that one is said over either seam. */
async function publishWords(objects: ObjectStore, durationMs: number) {
  const cues = Array.from({ length: 10 }, (_, n) => ({
    ...{ cueId: `${n}`, fromMs: n * 4_000 + 2_000, toMs: n * 4_000 + 5_900, text: `kata ${n}` },
  }));
  const transcript = {
    cues,
    silences: [],
    people: [],
    publication: 0,
    language: 'id',
    episode: undefined,
  };
  const publisher = createTranscriptPublisher({
    transcripts: {
      find: () => Promise.resolve(transcript),
      point: () => Promise.resolve(true),
      reach: () => Promise.resolve(),
    },
    store: objects,
  });
  const hlsKey = `${prefix}/hls/master.m3u8`;
  const { captionedHlsKey } = await publisher.prepare('recording', {
    ...{ mp3Key: `${prefix}/audio.mp3`, hlsKey, cuts: [], leadMs: 0, durationMs },
  });
  return { captionedHlsKey };
}

/** What hls.js tries in vain in order to begin a track of words; ours forbids it, and nothing is missing. */
const withoutWordsTrack = (problems: readonly string[]): string[] =>
  problems.filter((problem) => !problem.includes("'data:,WEBVTT'"));

async function visit(search: string, page = url) {
  const person = await newPerson(browser, { viewport: { width: 1600, height: 1000 } });
  await person.page.goto(page + search);
  await person.page.getByRole('button', { name: 'Putar', exact: true }).waitFor();
  return person;
}

const play = (page: Page) => page.getByRole('button', { name: 'Putar', exact: true }).click();
const quality = (page: Page) => page.getByLabel('Mutu gambar');

async function plays(page: Page, pastSeconds: number): Promise<void> {
  await page.waitForFunction(
    (past) => document.querySelector('video')!.currentTime > past,
    pastSeconds,
    { timeout: 25_000 },
  );
}

/** The element's own account: what it has, and whether it stumbled. */
const account = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector('video')!;
    const ranges = Array.from({ length: video.buffered.length }, (_, n) => [
      video.buffered.start(n),
      video.buffered.end(n),
    ]);
    const { currentTime, videoHeight, error } = video;
    return { ranges, currentTime, videoHeight, error: error?.message };
  });

test('it plays over both seams, in one piece and at the sharpness chosen', async () => {
  const { page, problems } = await visit('?t=9');
  await play(page);
  await plays(page, 9.2);
  await quality(page).selectOption('720');
  await plays(page, 21.5);
  const { ranges, videoHeight, error } = await account(page);
  expect({ videoHeight, error }).toEqual({ videoHeight: 720, error: undefined });
  expect(ranges).toHaveLength(1);
  expect(withoutWordsTrack(problems)).toEqual([]);
});

test('a press goes over the seams and back, and playing goes on', async () => {
  const { page, problems } = await visit('');
  await play(page);
  await plays(page, 0.5);
  const bar = page.getByRole('slider', { name: 'Posisi' });
  for (const seconds of [16, 30, 11.5, 20]) {
    const box = (await bar.boundingBox())!;
    await page.mouse.click(
      box.x + (box.width * seconds * 1_000) / seamedMs,
      box.y + box.height / 2,
    );
    await plays(page, seconds + 0.7);
    expect((await account(page)).currentTime).toBeLessThan(seconds + 4);
  }
  expect(await account(page)).toMatchObject({ error: undefined });
  expect(withoutWordsTrack(problems)).toEqual([]);
});

test('the quality changes on either side of a seam', async () => {
  const { page, problems } = await visit('?t=9');
  await play(page);
  for (const height of [360, 720, 360, 720]) {
    await quality(page).selectOption(String(height));
    await page.waitForFunction(
      (wanted) => document.querySelector('video')!.videoHeight === wanted,
      height,
      { timeout: 25_000 },
    );
  }
  await plays(page, 21);
  expect(await account(page)).toMatchObject({ error: undefined });
  expect(withoutWordsTrack(problems)).toEqual([]);
});

test('who begins behind the seams reads what is said there, and reads on over them', async () => {
  const late = await visit('?t=31');
  await play(late.page);
  await late.page.getByRole('button', { name: 'Tampilkan teks' }).click();
  await late.page.getByText(/^kata [789]$/).waitFor();
  const [said] = await late.page.getByText(/^kata [789]$/).allInnerTexts();
  const { currentTime } = await account(late.page);
  expect(Math.abs(currentTime - 4 - 4 * Number(said?.slice(-1)))).toBeLessThan(3);

  const { page } = await visit('?t=11');
  await play(page);
  await page.getByRole('button', { name: 'Tampilkan teks' }).click();
  await page.getByText('kata 2', { exact: true }).waitFor();
  // Said from 10 to 13.9 s: once on the page before the seam, once behind it.
  await plays(page, 12.4);
  expect(await page.getByText('kata 2', { exact: true }).count()).toBe(1);
  await page.getByText('kata 3', { exact: true }).waitFor();
});

test.each([
  ['desktop', ['1080p', '720p', '360p']],
  ['phone', ['720p', '360p']],
] as const)('on a %s one may choose %j', async (size, heights) => {
  const { page } = await newPerson(browser, { viewport: viewports[size] });
  // The same pictures once more, under another name.
  await page.route(/master[^/]*\.m3u8$/, async (route) => {
    const answer = await route.fetch();
    const sharp = /(#EXT-X-STREAM-INF:.*)1280x720(.*)\n720p/.exec(await answer.text());
    const more = `${sharp?.[1]}1920x1080${sharp?.[2]}\n720p/index.m3u8?sharp\n`;
    await route.fulfill({ response: answer, body: `${await answer.text()}${more}` });
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Putar', exact: true }).click();
  await plays(page, 0.5);
  const offered = await quality(page).locator('option').allInnerTexts();
  expect(offered.slice(1)).toEqual(heights);
});

test('a camera’s own pictures play among drawn ones, from any of them to the next', async () => {
  const folder = await makeFolder();
  const { made } = await makeCopiedProgramme(folder);
  const { page, problems } = await visit('?t=3', await publish(folder, made, copiedMs));
  await play(page);
  await plays(page, 3.2);
  await quality(page).selectOption('720');
  const bar = page.getByRole('slider', { name: 'Posisi' });
  for (const frame of copiedSpans.flat()) {
    const before = frame / 30 - 1.5;
    const box = (await bar.boundingBox())!;
    const x = box.x + (box.width * before * 1_000) / copiedMs;
    await page.mouse.click(x, box.y + box.height / 2);
    await plays(page, Math.min(frame / 30 + 1.5, copiedMs / 1_000 - 0.4));
    const { videoHeight, error, ranges, currentTime } = await account(page);
    expect({ videoHeight, error }).toEqual({ videoHeight: 720, error: undefined });
    expect(ranges.some(([from, to]) => from! < before + 1 && to! >= currentTime)).toBe(true);
  }
  expect(withoutWordsTrack(problems)).toEqual([]);
}, 240_000);
