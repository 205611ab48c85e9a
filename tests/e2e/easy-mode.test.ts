import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { newPerson, viewports } from '../support/browser.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom, signIn } from '../support/journeys.ts';
import { goOnAir, scheduleSession } from '../support/live-session.ts';
import { countMedia, watchLinks } from '../support/media-count.ts';
import { isAccessible } from '../support/page-state.ts';
import type { RestClient } from '../support/rest-client.ts';

const scope = new Scope('test', silentLog);
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;

beforeAll(async () => {
  ({ hub, studio, browser } = await openBrowserHub(scope));
});
afterAll(() => scope.close('tests ended'));

test('from a personal link to hearing with one press; asked up, heard and recorded; gone', async () => {
  const { code } = await scheduleSession(studio);
  const { url } = await makeLink(code, 'Uni Ros');
  const { page: ros, problems } = await openLink(url);

  await ros.getByText('Halo, Uni Ros.').waitFor();
  await isAccessible(ros, 'easy mode, at the door');
  await button(ros, 'Dengarkan').click();
  await ros.getByRole('heading', { name: 'Anda sudah di serambi' }).waitFor();
  await isAccessible(ros, 'easy mode, early', ['phone']);

  const host = await goOnAir(browser, studio, hub.origin, { code });
  await ros.getByRole('heading', { name: 'Anda sedang mendengarkan' }).waitFor();
  await ros.getByText('Yang berbicara: Ibu Yanti').waitFor();
  await hears(ros);
  expect((await countMedia(ros)).pictures).toBe(0);
  expect(await timesAsked(ros)).toBe(0);
  expect(await ros.evaluate(() => localStorage.getItem('serambi.data-mode'))).toBe(null);
  await button(ros, 'Lebih pelan').click();
  await ros.getByText('Keras suara 4 dari 5.').waitFor();
  await button(ros, 'Lebih keras').click();
  await isAccessible(ros, 'easy mode, listening');
  const wayOut = await button(ros, 'Keluar').boundingBox();
  expect(wayOut!.y + wayOut!.height).toBeLessThan(viewports.phone.height);
  expect(await sidewaysWithLargeText(ros)).toBe(0);

  await button(ros, 'Angkat tangan').click();
  await ros.getByText('Anda yang berikutnya.').waitFor();
  await host.page.getByRole('tab', { name: /^Orang 1 baru/ }).click();
  await button(host.page, 'Undang naik: Uni Ros').click();
  await ros.getByRole('heading', { name: 'Anda boleh berbicara' }).waitFor();
  await isAccessible(ros, 'easy mode, invited', ['phone']);
  await button(ros, 'Ya, saya mau berbicara').click();
  await isAccessible(ros, 'easy mode, asked about recording', ['phone']);
  expect(await timesAsked(ros)).toBe(0);
  await button(ros, 'Boleh direkam').click();
  await ros.getByRole('heading', { name: /^Silakan berbicara/ }).waitFor();
  await ros.getByText('Suara Anda direkam.').waitFor();
  await ros.getByRole('heading', { name: 'Anda di panggung' }).waitFor();
  expect(await ros.getByText('Anda sedang mendengarkan').count()).toBe(0);
  await isAccessible(ros, 'easy mode, speaking', ['phone']);
  await person(host.page, 'Uni Ros').getByText('tersimpan').waitFor();
  expect((await countMedia(ros)).sentPackets).toBeGreaterThan(0);

  await button(ros, 'Matikan suara saya').click();
  await ros.getByRole('heading', { name: 'Suara Anda sedang dimatikan' }).waitFor();
  await button(ros, 'Bicara lagi').click();
  await ros.getByRole('heading', { name: /^Silakan berbicara/ }).waitFor();
  await button(ros, 'Selesai berbicara').click();
  await button(ros, 'Angkat tangan').waitFor();
  await hears(ros);

  await button(ros, 'Keluar').click();
  await ros.getByText('Anda sudah keluar.').waitFor();
  await button(ros, 'Dengarkan').click();
  await ros.getByRole('heading', { name: 'Anda sedang mendengarkan' }).waitFor();
  await endSession(host.page);
  await ros.getByRole('heading', { name: 'Terima kasih sudah datang' }).waitFor();
  await isAccessible(ros, 'easy mode, over', ['phone']);
  expect([...problems, ...host.problems]).toEqual([]);
  await ros.context().close();
  await host.leave();
});

test('in a practice that is recorded, a speaker is asked by one press each, and may say no', async () => {
  const { code: of } = await scheduleSession(studio);
  const { code } = await studio.ok<{ code: string }>(
    'POST',
    `/api/studio/sessions/${of}/practices`,
    {},
  );
  const { url } = await makeLink(of, 'Uni Ros', 'speaker');
  const { page: host, problems: hostProblems } = await newPerson(browser);
  await signIn(host, hub.origin);
  await enterRoom(host, `${hub.origin}/a/${code}`);
  const { page: ros, problems } = await openLink(
    `${hub.origin}/a/${code}/mudah${new URL(url).search}`,
  );
  await button(ros, 'Dengarkan').click();
  await button(ros, 'Ya, saya mau berbicara').click();
  await ros.getByRole('heading', { name: /^Silakan berbicara/ }).waitFor();
  await button(host, 'Rekam latihan ini').click();
  await button(host.getByRole('dialog'), 'Rekam latihan ini').click();
  await ros.getByText(/^Latihan ini mulai direkam/).waitFor();
  await isAccessible(ros, 'easy mode, asked in a practice', ['phone']);
  await button(ros, 'Jangan direkam').click();
  await ros.getByText('Suara Anda tidak direkam.').waitFor();
  expect([...problems, ...hostProblems]).toEqual([]);
  await ros.context().close();
  await host.context().close();
});

test('who cannot hear says so, and the host sees it and takes it back', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const { url } = await makeLink(code, 'Mak Itam');
  const { page: itam, problems } = await openLink(url);
  await button(itam, 'Dengarkan').click();
  await button(itam, 'Saya tidak mendengar').click();
  await itam.getByRole('heading', { name: 'Penyelenggara sudah diberi tahu' }).waitFor();
  await isAccessible(itam, 'easy mode, cannot hear', ['phone']);

  await host.page.getByRole('tab', { name: /^Orang 1 baru/ }).click();
  await person(host.page, 'Mak Itam').getByText('Tidak mendengar').waitFor();
  await isAccessible(host.page, 'a host sees who cannot hear', ['desktop']);
  await button(host.page, 'Sudah mendengar: Mak Itam').click();
  await button(itam, 'Saya tidak mendengar').waitFor();

  await itam.reload();
  await itam.getByText('Anda: Mak Itam').waitFor();
  expect([...problems, ...host.problems]).toEqual([]);
  await itam.context().close();
  await host.leave();
});

test('a host makes links in the studio, prints one and takes it back; its holder is told what to do', async () => {
  const { code } = await scheduleSession(studio);
  const { page: host, context, problems } = await newPerson(browser);
  await context.addCookies(studio.browserCookies());
  await host.addInitScript(() => {
    globalThis.print = () => document.body.classList.add('was-printed');
  });
  await host.goto(`${hub.origin}/studio/sessions/${code}`);
  await button(host, 'Buat tautan pribadi').click();
  await host.getByText('Tulis namanya dulu.').waitFor();
  await host.getByLabel('Nama pendengar').fill('Uni Ros');
  await button(host, 'Buat tautan pribadi').click();
  const field = host.getByRole('textbox', { name: 'Tautan pribadi: Uni Ros' });
  const url = await field.inputValue();
  await button(host, 'Cetak: Uni Ros').click();
  await host.locator('body.was-printed').waitFor();
  await host.emulateMedia({ media: 'print' });
  await host.locator('.link-sheets svg').waitFor();
  expect(await host.locator('.link-sheets').innerText()).toContain(url);
  await host.emulateMedia({ media: null });
  await host.evaluate(() => dispatchEvent(new Event('afterprint')));
  await host.locator('.link-sheets').waitFor({ state: 'detached' });
  await host.getByLabel('Nama pendengar').scrollIntoViewIfNeeded();
  await isAccessible(host, 'personal links in the studio');

  const { page: ros } = await openLink(url);
  await button(ros, 'Dengarkan').click();
  await ros.getByRole('heading', { name: 'Anda sudah di serambi' }).waitFor();
  await button(host, 'Cabut: Tautan pribadi: Uni Ros').click();
  await button(host.getByRole('alertdialog').or(host.getByRole('dialog')), 'Cabut').click();
  await field.waitFor({ state: 'detached' });
  await ros.getByRole('heading', { name: 'Tautan ini tidak berlaku lagi' }).waitFor();
  await ros.reload();
  await ros.getByRole('heading', { name: 'Tautan ini tidak berlaku lagi' }).waitFor();
  await isAccessible(ros, 'easy mode, a link that was taken back', ['phone']);
  await ros.getByRole('link', { name: 'Dengarkan tanpa nama' }).click();
  await ros.getByText('Selamat datang.').waitFor();
  await button(ros, 'Dengarkan').waitFor();
  expect(problems).toEqual([]);
  await ros.context().close();
  await context.close();
});

async function makeLink(
  code: string,
  label: string,
  role: 'listener' | 'speaker' = 'listener',
): Promise<{ url: string }> {
  const body = { role, label };
  return studio.ok('POST', `/api/studio/sessions/${code}/links`, body);
}

/** A phone that counts how often it was asked for a microphone or camera. */
async function openLink(url: string): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await newPerson(browser, { viewport: viewports.phone });
  await watchLinks(page);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const plain = mediaDevices.getUserMedia.bind(mediaDevices);
    const asked = { times: 0 };
    Object.assign(globalThis, { asked });
    mediaDevices.getUserMedia = (constraints) => {
      asked.times += 1;
      return plain(constraints);
    };
  });
  await page.goto(url);
  return { page, problems };
}

declare const asked: { times: number };
const timesAsked = (page: Page): Promise<number> => page.evaluate(() => asked.times);

/** By how many pixels the page is too wide when its text is twice as large. */
const sidewaysWithLargeText = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { documentElement: html } = document;
    html.style.fontSize = '225%';
    const tooWide = html.scrollWidth - innerWidth;
    html.style.fontSize = '';
    return Math.max(0, tooWide);
  });

/** Waits until more sound comes than had come. */
async function hears(page: Page): Promise<void> {
  const before = (await countMedia(page)).soundPackets;
  await expect
    .poll(async () => (await countMedia(page)).soundPackets, { timeout: 20_000 })
    .toBeGreaterThan(before);
}

const person = (page: Page, name: string): Locator =>
  page.locator('.person').filter({ hasText: name });

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name });
