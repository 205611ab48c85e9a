import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { startHub } from '../support/hub-process.ts';
import { scheduleSession, signUpAtHub } from '../support/live-session.ts';

/** The self test as people do it: on a phone, before any session, in a real browser and against real mediasoup. */

const scope = new Scope('test', silentLog);
let origin: string;
let code: string;
let cookies: { name: string; value: string; url: string }[];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-data-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const hub = await startHub(path.join(folder, 'hub'), { RTC_WORKERS: '1' });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  ({ origin } = hub);
  const studio = await signUpAtHub(hub);
  ({ code } = await scheduleSession(studio));
  cookies = studio.browserCookies();
});
afterAll(() => scope.close('tests ended'));

async function person(options: { locale?: string; grantDevices?: boolean } = {}) {
  const browser = await launchBrowser(options);
  scope.defer('browser', () => browser.close());
  return newPerson(browser, { viewport: viewports.phone, ...options });
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

/** The step is there, its title has been read out, and it can be used by everyone. */
async function arrives(page: Page, title: RegExp): Promise<void> {
  const heading = page.getByRole('heading', { level: 2, name: title });
  await heading.waitFor();
  expect(await heading.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
  const isWide = () =>
    document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await page.evaluate(isWide)).toBe(false);
}

test('all is well: from the lobby through four steps, and back with a result to send', async () => {
  const { page, problems } = await person();
  await page.goto(`${origin}/a/${code}`);
  await page.getByRole('link', { name: 'Coba dulu perangkat Anda' }).click();

  await page.getByRole('heading', { name: /Langkah 1 dari 4/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await press(page, 'Bunyikan nada');
  await press(page, 'Ya, terdengar');

  await arrives(page, /Langkah 2 dari 4/);
  await press(page, 'Coba mikrofon');
  await press(page, 'Rekam tiga detik');
  await page.getByText(/Suara Anda terdengar (jelas|pelan)\./).waitFor();
  await page.locator('audio').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await press(page, 'Lanjut');

  await arrives(page, /Langkah 3 dari 4/);
  await press(page, 'Coba kamera');
  await expect
    .poll(() => page.locator('video').evaluate((v: HTMLVideoElement) => v.videoWidth))
    .toBeGreaterThan(0);
  expect(await axeViolations(page)).toEqual([]);
  await press(page, 'Ya, terlihat');

  await arrives(page, /Langkah 4 dari 4/);
  await press(page, 'Coba sambungan');
  await page.getByText('lewat UDP').waitFor({ timeout: 60_000 });
  expect(await axeViolations(page)).toEqual([]);
  await press(page, 'Lihat hasil');

  await arrives(page, /Hasilnya/);
  const report = page.getByRole('group', { name: 'Hasil untuk dikirim' });
  expect(await report.innerText()).toMatch(
    /WIB\nPerangkat: .*Chrome \d+\nPengeras suara: Nada terdengar\.\nMikrofon: .*\nKamera: Anda terlihat\.\nSambungan: .*\nAngka: lewat UDP, pergi-pulang [\d.,]+ ms, hilang [\d.,]+%, unduh [\d.,]+ Mb\/s/,
  );
  await press(page, 'Salin hasil');
  await page.getByText(/Hasil tersalin|tidak mengizinkan menyalin/).waitFor();
  await page.getByRole('link', { name: 'Kembali ke acara' }).click();
  await page.waitForURL(`${origin}/a/${code}`);
  expect(problems).toEqual([]);
});

test('a refused microphone is explained, and blocks nothing', async () => {
  const { page, context } = await person({ locale: 'en-GB', grantDevices: false });
  // Naming none refuses all that are not named.
  await context.grantPermissions([], { origin });
  await page.goto(`${origin}/uji`);
  await press(page, 'Play the tones');
  await press(page, 'No, I heard nothing');
  await page.getByText('Bluetooth').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await press(page, 'Go on anyway');

  await arrives(page, /Step 2 of 4/);
  await press(page, 'Try the microphone');
  await page.getByText('Microphone: not allowed in this browser yet.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await press(page, 'Go on anyway');
  await press(page, 'I do not use a camera');
  await press(page, 'Skip this');

  await arrives(page, /The result/);
  const report = await page.getByRole('group', { name: 'Result to send' }).innerText();
  expect(report).toContain('Speaker: The tones were not heard.');
  expect(report).toContain('Microphone: Not allowed in this browser yet.');
  // One of them again, and back to the result.
  await press(page, 'Try again: Speaker');
  await press(page, 'Play the tones');
  await press(page, 'Yes, I heard them');
  await arrives(page, /The result/);
  expect(await page.getByRole('group', { name: 'Result to send' }).innerText()).toContain(
    'Speaker: The tones were heard.',
  );
});

test('without the hub it says so', async () => {
  const { page, context } = await person();
  await page.goto(`${origin}/uji`);
  await press(page, 'Bunyikan nada');
  await press(page, 'Ya, terdengar');
  await press(page, 'Saya hanya mendengarkan');
  await press(page, 'Saya tidak memakai kamera');
  await context.setOffline(true);
  await press(page, 'Coba sambungan');
  await page.getByText('Perpustakaan tidak terjangkau.').waitFor({ timeout: 60_000 });
  await context.setOffline(false);
  await press(page, 'Coba lagi');
  await page.getByText('lewat UDP').waitFor({ timeout: 60_000 });
});

test('a browser without WebRTC is told so, here and at the door, and not that the network is to blame', async () => {
  const { page, context } = await person({ locale: 'en-GB' });
  await context.addInitScript({ content: 'delete globalThis.RTCPeerConnection;' });
  await page.goto(`${origin}/uji`);
  await press(page, 'Play the tones');
  await press(page, 'Yes, I heard them');
  await press(page, 'I will only listen');
  await press(page, 'I do not use a camera');
  await press(page, 'Try the connection');
  await page.getByText('This browser cannot play live sessions.').waitFor();
  await page.goto(`${origin}/a/${code}`);
  await press(page, 'Come in and wait');
  await page.getByText('This browser cannot play live sessions.').waitFor();
});

test('hosts find the link to send', async () => {
  const { page, context } = await person();
  await context.addCookies(cookies);
  await page.goto(`${origin}/studio/sessions/${code}`);
  expect(
    await page.getByRole('textbox', { name: 'Tautan untuk mencoba dulu' }).inputValue(),
  ).toBe(`${origin}/uji`);
});
