import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { startHub } from '../support/hub-process.ts';
import { scheduleSession, signUpAtHub } from '../support/live-session.ts';
import { isAccessible } from '../support/page-state.ts';

/** A page's code on a line that drops: whatever got lost comes after all, and nobody is left before a page that does nothing. */

const scope = new Scope('test', silentLog);
let browser: Browser;
let sessionPage: string;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-lost-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const hub = await startHub(path.join(folder, 'hub'), { RTC_WORKERS: '1' });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const { code } = await scheduleSession(await signUpAtHub(hub));
  sessionPage = `${hub.origin}/a/${code}`;
  browser = await launchBrowser({ grantDevices: false });
  scope.defer('browser', () => browser.close());
});
afterAll(() => scope.close('tests ended'));

async function openPhone(): Promise<Page> {
  const { page, context } = await newPerson(browser, { viewport: viewports.phone });
  scope.defer('phone', () => context.close());
  return page;
}

/** Loses the first answers to requests that match. Returns how many were lost. */
async function lose(page: Page, files: RegExp, times: number): Promise<() => number> {
  let lost = 0;
  await page.route(files, async (route) => {
    if (lost === times) return route.continue();
    lost += 1;
    return route.abort('connectionreset');
  });
  return () => lost;
}

const enter = (page: Page) => page.getByRole('button', { name: 'Masuk dan tunggu' });
const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'belum lengkap' });

test.each([
  ['the application', /assets\/index-[^/]+\.js$/, 1],
  // It is fetched ahead, and again when it is wanted.
  ['what it is made of', /assets\/vendor-[^/]+\.js$/, 2],
])('%s got lost: the page says so, and loads itself again', async (_part, file, times) => {
  const page = await openPhone();
  const lost = await lose(page, file, times);
  await page.goto(sessionPage);
  await notice(page).waitFor();
  await enter(page).waitFor();
  expect(lost()).toBe(times);
  await expect.poll(() => notice(page).count()).toBe(0);
});

test.each([
  ['the page', /assets\/session-page-[^/]+\.js$/],
  ['its words', /assets\/id-[^/]+\.js$/],
  ['the way into the room', /assets\/open-room-session-[^/]+\.js$/],
  ['the room', /assets\/room-parts-[^/]+\.js$/],
])('%s got lost twice: it comes all the same, on the same page', async (_part, file) => {
  const page = await openPhone();
  let loads = 0;
  page.on('load', () => (loads += 1));
  const lost = await lose(page, file, 2);
  await page.goto(sessionPage);
  await enter(page).click();
  // The questions are the room's: once they can be written, all of it is here.
  await page.getByLabel('Pertanyaan Anda').waitFor();
  expect(lost()).toBe(2);
  expect(loads).toBe(1);
});

test.each([
  ['of the page', /assets\/index-[^/]+\.css$/],
  ['of the session', /assets\/session-page-[^/]+\.css$/],
])('a style sheet %s got lost: it is there in the end', async (_part, file) => {
  const page = await openPhone();
  const lost = await lose(page, file, 1);
  await page.goto(sessionPage);
  await enter(page).waitFor();
  const missing = (): Promise<number> =>
    page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].filter(
          ({ sheet }) => sheet === null,
        ).length,
    );
  await expect.poll(missing).toBe(0);
  expect(lost()).toBe(1);
});

test('what never comes is asked for three times more, and a button goes on', async () => {
  const page = await openPhone();
  let isAway = true;
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.route(/assets\/index-[^/]+\.js$/, (route) =>
    isAway ? route.abort('connectionreset') : route.continue(),
  );
  await page.goto(sessionPage);
  await expect.poll(() => loads, { timeout: 30_000 }).toBe(4);
  await page.getByText(/^Sudah tiga kali kami coba/).waitFor();
  await isAccessible(page, 'a page that is not complete', ['phone']);
  expect(loads).toBe(4);
  isAway = false;
  await page.getByRole('button', { name: 'Muat ulang sekarang' }).click();
  await enter(page).waitFor();
});
