import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { launchFirefox } from '../support/firefox.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { endSession, goOnStage } from '../support/journeys.ts';
import {
  goOnAir,
  recordingOf,
  scheduleSession,
  signUpAtHub,
  type LiveHost,
} from '../support/live-session.ts';
import { countMedia, hearsAndSees, linkStory, watchLinks } from '../support/media-count.ts';
import type { RestClient } from '../support/rest-client.ts';
import { openWire, type Wire } from '../support/wire.ts';

/** A listener and a speaker in Firefox, with a host in Chromium: what a room needs of a browser, in another browser. */

const address = '127.0.0.2';
const timeout = 30_000;

const scope = new Scope('firefox', silentLog);
let hub: HubProcess;
let studio: RestClient;
let firefox: Browser;
let code: string;
let host: LiveHost;
let listener: Page;
let wire: Wire;
const problems: string[][] = [];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-firefox-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  wire = await openWire({ address, port, protocols: ['udp', 'tcp'] }, scope);
  hub = await startHub(path.join(folder, 'hub'), {
    ...{ RTC_PORT: `${port}`, RTC_WORKERS: '1', RTC_ANNOUNCED_ADDRESS: address },
  });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  studio = await signUpAtHub(hub);
  ({ code } = await scheduleSession(studio));
  const chromium = await launchBrowser();
  scope.defer('chromium', () => chromium.close());
  host = await goOnAir(chromium, studio, hub.origin, { code });
  firefox = await launchFirefox();
  scope.defer('firefox', () => firefox.close());
});
afterAll(() => scope.close('tests ended'));

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });

/** With real keys: what playwright-core fills into a field of Firefox, React does not notice. */
const write = (page: Page, field: string, text: string): Promise<void> =>
  page.getByLabel(field).pressSequentially(text);

async function enterAs(name: string, page: Page, url: string): Promise<void> {
  await page.goto(url);
  await write(page, 'Nama Anda', name);
  await button(page, /^Masuk (dan dengarkan|ke ruang)$/).click();
}

test('a listener hears and sees with one press', async () => {
  const person = await newPerson(firefox, { viewport: viewports.phone });
  listener = person.page;
  problems.push(person.problems);
  await watchLinks(listener);
  await enterAs('Uni Ros', listener, `${hub.origin}/a/${code}`);
  await hearsAndSees(listener, timeout);
  expect(await button(listener, 'Nyalakan suara').count()).toBe(0);
  const picture = listener.locator('.tile video');
  await expect
    .poll(() => picture.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0);
});

test('sound alone sends no pictures, and more brings them back', async () => {
  const choose = async (mode: string): Promise<void> => {
    await button(listener, 'Kuota').click();
    await listener.getByRole('dialog').getByText(mode).first().click();
    await button(listener, 'Tutup').click();
  };
  await choose('Suara saja');
  await listener.locator('.tile video').waitFor({ state: 'detached' });
  const { soundPackets } = await countMedia(listener);
  await expect
    .poll(async () => (await countMedia(listener)).soundPackets, { timeout })
    .toBeGreaterThan(soundPackets + 20);
  await choose('Semua gambar');
  await hearsAndSees(listener, timeout);
});

test('a hand, a question and a message reach the host', async () => {
  await button(listener, 'Angkat tangan').click();
  await listener.getByText('Anda yang berikutnya.').waitFor();
  await button(listener, /^Tanya/).click();
  await write(listener, 'Pertanyaan Anda', 'Ada di perpustakaan?');
  await button(listener, 'Kirim pertanyaan').click();
  await listener.getByText('Pertanyaan Anda sudah dikirim.').first().waitFor();
  await button(listener.getByRole('dialog'), 'Tutup').click();
  await button(listener, /^Obrolan/).click();
  await write(listener, 'Tulis pesan', 'Salam dari Solok');
  await button(listener, 'Kirim').click();
  await host.page.getByRole('tab', { name: /^Obrolan/ }).click();
  await host.page.getByText('Salam dari Solok').waitFor();
  await button(listener.getByRole('dialog'), 'Tutup').click();
});

test('another way for media: the same transports go on with new credentials', async () => {
  const before = await linkStory(listener);
  wire.strand();
  await listener.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect
    .poll(async () => (await linkStory(listener)).restarts, { timeout })
    .toBeGreaterThan(before.restarts);
  await hearsAndSees(listener, timeout);
  expect((await linkStory(listener)).opened).toBe(before.opened);
});

test('without a sound device or a camera the self test says what is missing, and what to do', async () => {
  const bare = await launchFirefox({ hasDevices: false });
  scope.defer('bare firefox', () => bare.close());
  const { page } = await newPerson(bare, { viewport: viewports.phone });
  await page.goto(`${hub.origin}/uji`);
  await button(page, 'Bunyikan nada').click();
  await button(page, 'Tidak terdengar').click();
  await page.getByText(/pasang earphone atau pengeras suara/).waitFor();
  await button(page, 'Lanjut saja').click();
  await button(page, 'Coba mikrofon').click();
  await page.getByText(/Tidak ada mikrofon yang ditemukan\. Pasang mikrofon/).waitFor();
  await button(page, 'Lanjut saja').click();
  await button(page, 'Coba kamera').click();
  await page.getByText(/Tidak ada kamera yang ditemukan\. Anda tetap bisa/).waitFor();
  await button(page, 'Lanjut saja').click();
  await button(page, 'Coba sambungan').click();
  const isDone = button(page, 'Lihat hasil');
  await isDone.waitFor({ timeout: 60_000 });
  await isDone.click();
  const report = await page.getByRole('group', { name: 'Hasil untuk dikirim' }).innerText();
  expect(report).toMatch(/Pengeras suara: .*tidak terdengar/i);
  expect(report).toMatch(/Sambungan: /);
});

test('a speaker with camera and microphone is seen, heard and recorded', async () => {
  const link = await studio.ok<{ url: string }>('POST', `/api/studio/sessions/${code}/links`, {
    role: 'speaker',
    label: 'Pak Budi',
  });
  const speaker = await newPerson(firefox);
  problems.push(speaker.problems);
  await enterAs('Pak Budi', speaker.page, link.url);
  await goOnStage(speaker.page, { consent: true });
  await expect
    .poll(() => listener.locator('.tile video').count(), { timeout })
    .toBeGreaterThanOrEqual(2);
  await host.page.getByRole('tab', { name: /^Orang/ }).click();
  await host.page.getByText('tersimpan').nth(1).waitFor({ timeout });
  await endSession(host.page);
  const recording = await recordingOf(studio, code, ({ state }) => state !== 'recording');
  expect(recording.state).not.toBe('failed');
  expect(problems.flat()).toEqual([]);
});
