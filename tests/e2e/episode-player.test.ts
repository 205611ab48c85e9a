import path from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { axeViolations } from '../support/axe.ts';
import { newPerson, viewports } from '../support/browser.ts';
import { overflowPx } from '../support/page-state.ts';
import { openPageStudio, type PageStudio } from '../support/page-studio.ts';
import { aSampleEpisode, publishSampleProgramme } from '../support/sample-episode.ts';

const scope = new Scope('test', silentLog);

let hub: PageStudio['hub'];
let browser: Browser;
let url: string;

beforeAll(async () => {
  const studio = await openPageStudio(scope);
  ({ hub, browser } = studio);
  const programme = path.join(studio.folder, 'programme');
  const mp3Bytes = await publishSampleProgramme(programme, studio.objects);
  const { code } = await aSampleEpisode(hub.db, { mp3Bytes });
  url = `${hub.base}/e/${code}`;
}, 180_000);
afterAll(() => scope.close('done'));
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function visit(search = '', viewport = viewports.desktop) {
  const person = await newPerson(browser, { viewport });
  const requests: string[] = [];
  person.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await person.page.goto(url + search);
  await person.page.getByRole('button', { name: 'Putar', exact: true }).waitFor();
  return { ...person, requests };
}

const media = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector('video')!;
    const { currentTime, paused, muted, playbackRate, videoHeight, src } = element;
    return { currentTime, paused, muted, playbackRate, videoHeight, src };
  });
const play = (page: Page) => page.getByRole('button', { name: 'Putar', exact: true }).click();

/** Waits until the media element's clock is past a second of the programme. */
async function plays(page: Page, pastSeconds: number): Promise<void> {
  await page.waitForFunction(
    (past) => document.querySelector('video')!.currentTime > past,
    pastSeconds,
    { timeout: 20_000 },
  );
}

test('nothing of the programme is fetched until somebody plays it', async () => {
  const { page, requests } = await visit();
  await page.waitForLoadState('networkidle');
  expect(requests.filter((path) => /\.(m4s|mp4|mp3)$/.test(path))).toEqual([]);
  expect(requests.filter((path) => path.endsWith('master.m3u8'))).toHaveLength(1);
});

test('a press plays the video; sound and picture advance, by HLS', async () => {
  const { page, problems } = await visit();
  await play(page);
  await plays(page, 1.5);
  const now = await media(page);
  expect(now.src).toMatch(/^blob:/);
  expect(now.videoHeight).toBeGreaterThan(0);
  expect(problems).toEqual([]);
});

test('an address with ?t= begins there', async () => {
  const { page } = await visit('?t=26');
  await expect(page.getByText('0:26 / 0:40').innerText()).resolves.toBeTruthy();
  await play(page);
  await plays(page, 26.5);
  expect((await media(page)).currentTime).toBeLessThan(32);
  const current = page.locator('[aria-current=true]');
  expect(await current.innerText()).toContain('Pertanyaan <pertama>');
});

test('between video and sound, place, speed and playing stay', async () => {
  const { page } = await visit();
  await page.getByLabel('Kecepatan').selectOption('1.5');
  await play(page);
  await plays(page, 3);
  await page.getByRole('button', { name: 'Suara saja' }).click();
  await plays(page, 3.5);
  const sound = await media(page);
  expect(sound.src).toMatch(/audio\.mp3$/);
  expect(sound).toMatchObject({ paused: false, playbackRate: 1.5 });
  expect(sound.currentTime).toBeLessThan(12);
  await page.getByRole('button', { name: 'Video', exact: true }).click();
  await plays(page, sound.currentTime + 0.5);
  const video = await media(page);
  expect(video.src).toMatch(/^blob:/);
  expect(video).toMatchObject({ paused: false, playbackRate: 1.5 });
});

test('the quality can be chosen, and is what is shown', async () => {
  const { page } = await visit();
  await play(page);
  await plays(page, 0.5);
  const quality = page.getByLabel('Mutu gambar');
  expect(await quality.locator('option').allInnerTexts()).toEqual([
    expect.stringMatching(/^Otomatis/),
    '360p',
    '180p',
  ]);
  for (const height of [180, 360]) {
    await quality.selectOption(String(height));
    await page.waitForFunction(
      (wanted) => document.querySelector('video')!.videoHeight === wanted,
      height,
      { timeout: 20_000 },
    );
  }
});

test('a chapter plays from its beginning', async () => {
  const { page } = await visit();
  await page.getByRole('button', { name: /Rina bercerita/ }).click();
  await plays(page, 12.5);
  expect((await media(page)).currentTime).toBeLessThan(18);
});

test('keys steer it: space, arrows, M; but not while somebody types elsewhere', async () => {
  const { page } = await visit();
  await play(page);
  await plays(page, 0.5);
  await page
    .locator('video')
    .focus()
    .catch(() => undefined);
  await page.locator('body').press('ArrowRight');
  await plays(page, 15);
  await page.locator('body').press('m');
  expect((await media(page)).muted).toBe(true);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('Space');
  await expect.poll(async () => (await media(page)).paused).toBe(true);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await media(page)).paused).toBe(false);
  await page.getByRole('textbox', { name: 'Alamat RSS' }).focus();
  await page.keyboard.press('m');
  expect((await media(page)).muted).toBe(true);
});

test('the bar seeks, by hand and by key, and shows a picture of the place', async () => {
  const { page } = await visit();
  await play(page);
  await plays(page, 0.5);
  const bar = page.getByRole('slider', { name: 'Posisi' });
  const box = (await bar.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
  const preview = page.locator('.seek-bar__preview div');
  await preview.waitFor();
  expect(await preview.getAttribute('style')).toContain('thumbnails-001.jpg');
  await page.mouse.down();
  await page.mouse.up();
  await plays(page, 27);
  await bar.press('ArrowLeft');
  expect(await bar.getAttribute('aria-valuetext')).toMatch(/^0:\d\d dari 0:40$/);
});

test.each([
  ['that answers 503', (route: Route) => route.fulfill({ status: 503 })],
  ['that does not answer', (route: Route) => route.abort('connectionrefused')],
])('a server %s is waited for', async (_case, fail) => {
  const { page } = await visit();
  await page.route(/\.m4s$/, fail);
  await play(page);
  await page.getByText('Sebentar, sedang dimuat…').waitFor();
  await page.unroute(/\.m4s$/);
  await plays(page, 1);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('where the video cannot play, the sound is offered', async () => {
  const { page } = await newPerson(browser);
  // A browser without any way to play HLS.
  await page.addInitScript(() => {
    for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) {
      Object.defineProperty(window, name, { value: undefined });
    }
    HTMLMediaElement.prototype.canPlayType = () => '';
  });
  await page.goto(url);
  await page.getByRole('alert').getByText('tidak bisa memutar videonya').waitFor();
  await page.getByRole('button', { name: 'Dengarkan suaranya saja' }).click();
  await plays(page, 0.5);
  expect((await media(page)).src).toMatch(/audio\.mp3$/);
});

test('the lock screen shows the episode and that it plays', async () => {
  const { page } = await visit();
  await play(page);
  await plays(page, 0.5);
  const metadata = await page.evaluate(() => {
    const { title, album } = navigator.mediaSession.metadata!;
    return { title, album, state: navigator.mediaSession.playbackState };
  });
  expect(metadata).toEqual({ title: 'Laskar Pelangi', album: 'Klub Buku', state: 'playing' });
});

test('a place can be shared', async () => {
  const { page, context } = await visit('?t=26');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Bagikan mulai 0:26' }).click();
  await page.getByText('Tautan tersalin.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${url}?t=26`);
});

test('downloads say their size and are saved under the title', async () => {
  const { page } = await visit();
  const link = page.getByRole('link', { name: /Unduh MP3 \(0,3 MB\)/ });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('Laskar Pelangi.mp3');
});

describe.each(Object.entries(viewports))('on a %s', (_size, viewport) => {
  test('nothing hinders anyone, and nothing sticks out', async () => {
    const { page, problems } = await visit('', viewport);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    expect(problems).toEqual([]);
  });
});
