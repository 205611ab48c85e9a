import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { newPerson, viewports } from '../support/browser.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom, goOnStage, signIn } from '../support/journeys.ts';
import { goOnAir, openSpeaker, scheduleSession, toneHz } from '../support/live-session.ts';
import { isAccessible } from '../support/page-state.ts';
import type { RestClient } from '../support/rest-client.ts';

/** How a host runs a session: who may come in, practising, the sign to begin. */

const scope = new Scope('test', silentLog);
let folder: string;
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;

beforeAll(async () => {
  ({ folder, hub, studio, browser } = await openBrowserHub(scope));
});

afterAll(() => scope.close('tests ended'));

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name });

/** The control, in the bar or behind "Lainnya". */
async function press(page: Page, name: string): Promise<void> {
  const inSight = button(page, name).first();
  if (!(await inSight.isVisible())) await button(page, 'Lainnya').click();
  await inSight.click();
}

async function newListener(url: string, name: string) {
  const person = await newPerson(browser, { viewport: viewports.phone });
  await enterRoom(person.page, url, name);
  return person;
}

test('a locked room: who is late waits in the lobby and comes in when it is opened', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  await press(host.page, 'Kunci ruang');
  await host.page.getByText('Terkunci').waitFor();
  await isAccessible(host.page, 'a locked room', ['desktop']);

  const late = await newListener(`${hub.origin}/a/${code}`, 'Uni Ros');
  await late.page.getByRole('heading', { name: 'Ruang sedang dikunci' }).waitFor();
  await isAccessible(late.page, 'kept out by a lock');
  await press(host.page, 'Buka kunci ruang');
  await late.page.locator('.tile').first().waitFor();
  expect(await host.page.getByText('Terkunci').count()).toBe(0);
  // The refusal of the locked room is no fault of the page.
  expect([...host.problems, ...late.problems]).toEqual([]);
  await late.context.close();
  await host.leave();
});

test('a practice: opened before the session, told to the stage, recorded when asked, ended without a trace; then the countdown', async () => {
  const { code } = await scheduleSession(studio);
  const url = `${hub.origin}/a/${code}`;
  const { url: link } = await studio.ok<{ url: string }>(
    'POST',
    `/api/studio/sessions/${code}/links`,
    { role: 'speaker', label: 'Pak Budi' },
  );
  const { page: host, problems } = await newPerson(browser);
  await signIn(host, hub.origin);
  const inStudio = `${hub.origin}/studio/sessions/${code}`;
  await host.goto(inStudio);
  await button(host, 'Mulai latihan').waitFor();
  await isAccessible(host, 'the studio while no practice is open');
  await enterRoom(host, url);
  const { page: speaker, context } = await newPerson(browser, { viewport: viewports.phone });
  await enterRoom(speaker, link, 'Pak Budi');
  await press(host, 'Latihan');
  await host.getByRole('heading', { name: 'Latihan dulu?' }).waitFor();
  await isAccessible(host, 'before a practice', ['desktop']);
  await button(host, 'Mulai latihan').click();
  await button(host, 'Masuk ke ruang').click();
  await host.getByText('Latihan — tidak direkam').first().waitFor();

  await speaker.getByText('Latihan sedang berlangsung.').waitFor();
  await isAccessible(speaker, 'a speaker hears of a practice');
  const elsewhere = await host.context().newPage();
  await elsewhere.goto(inStudio);
  await elsewhere.getByRole('link', { name: 'Ikut latihan' }).waitFor();
  await isAccessible(elsewhere, 'the studio while a practice is open');
  await elsewhere.close();
  await speaker.getByRole('link', { name: 'Ikut latihan' }).click();
  await speaker.getByText('Ini latihan, bukan acaranya.', { exact: false }).waitFor();
  await isAccessible(speaker, 'at the door of a practice');
  await speaker.getByLabel('Nama Anda').fill('Pak Budi');
  await button(speaker, 'Masuk ke ruang').click();
  await button(speaker, /^Naik panggung/).click();
  await button(speaker.getByRole('dialog'), 'Lanjut').click();
  await button(speaker, /^Mik nyala/).waitFor();
  await host.locator('.tile video').first().waitFor();
  await isAccessible(host, 'a practice');
  await isAccessible(speaker, 'a practice as its speaker');

  await button(host, 'Rekam latihan ini').click();
  await isAccessible(host, 'choosing to record a practice');
  await button(host.getByRole('dialog'), 'Rekam latihan ini').click();
  await speaker.getByRole('heading', { name: /^Latihan ini mulai direkam/ }).waitFor();
  await isAccessible(speaker, 'asked in a practice that is recorded');
  await speaker.getByText('Ya, saya boleh direkam').click();
  await button(speaker, 'Simpan jawaban').click();
  for (const page of [host, speaker]) await page.getByText('Direkam').first().waitFor();
  await host.getByRole('tab', { name: /^Orang/ }).click();
  await host.getByText('tersimpan').first().waitFor();
  await isAccessible(host, 'a practice that is recorded');

  await button(host, /^Akhiri/).click();
  await button(host.getByRole('dialog'), 'Akhiri latihan').click();
  await speaker.getByRole('heading', { name: 'Latihan selesai' }).waitFor();
  await speaker.getByText(/Suara yang direkam hanya untuk penyelenggara/).waitFor();
  await isAccessible(speaker, 'after a practice');
  await host.getByRole('link', { name: 'Ke rekaman latihan' }).click();
  await host.getByText('Siap diunduh.').waitFor({ timeout: 90_000 });
  const download = host.waitForEvent('download');
  await host.getByRole('link', { name: /^Suara Pak Budi \(MP3/ }).click();
  expect((await download).suggestedFilename()).toBe('Pak Budi.mp3');
  await isAccessible(host, 'the recording of a practice in the studio');
  await button(host, 'Hapus sekarang').click();
  await button(host.getByRole('dialog'), 'Hapus sekarang').click();
  await host.getByText('Rekaman latihan dihapus.').waitFor();
  await host.goto(url);
  await speaker.getByRole('link', { name: 'Ke acara yang sebenarnya' }).click();

  // The seat in the session's own room was kept meanwhile.
  await button(host, 'Mulai siaran').waitFor();
  const waiting = await newListener(url, 'Uni Ros');
  await waiting.page.getByText('Anda sudah di serambi').waitFor();
  await button(host, 'Mulai siaran').click();
  await isAccessible(host, 'choosing a countdown');
  await button(host.getByRole('dialog'), 'Mulai siaran').click();
  await button(host, 'Batalkan').click();
  await host.getByText('Hitung mundur berhenti. Siaran belum dimulai.').waitFor();
  await button(host, 'Mulai siaran').click();
  await button(host.getByRole('dialog'), 'Mulai siaran').click();
  await waiting.page.getByText('Siaran dimulai dalam').waitFor();
  await isAccessible(waiting.page, 'counted down in the lobby', ['phone']);
  await host.getByText('Direkam').first().waitFor();
  await button(waiting.page, 'Angkat tangan').waitFor();

  await endSession(host);
  await speaker.getByText('Terima kasih sudah datang').waitFor();
  await studio.ok('POST', `/api/studio/sessions/${code}/practices`, {});
  const wayIn = speaker.getByRole('link', { name: 'Ikut latihan' });
  await wayIn.waitFor();
  await isAccessible(speaker, 'after the session a speaker hears of a practice');
  await host.getByRole('link', { name: 'Ikut latihan' }).waitFor();
  expect(await waiting.page.getByRole('link', { name: 'Ikut latihan' }).count()).toBe(0);
  await wayIn.click();
  await button(speaker, 'Masuk ke ruang').waitFor();
  expect(problems).toEqual([]);
  await Promise.all([host, waiting.page].map((page) => page.context().close()));
  await context.close();
});

test('live without a recording: staff see it, a host presses again, and is recorded once the cause is gone', async () => {
  const { code } = await scheduleSession(studio);
  const url = `${hub.origin}/a/${code}`;
  const { page: host } = await openSpeaker(browser, toneHz, { studio, origin: hub.origin });
  await enterRoom(host, url);
  await goOnStage(host, { consent: true });
  await host.getByRole('tab', { name: /^Orang/ }).click();
  await host.getByText('Perekaman dimulai bersama siaran.').waitFor();
  const recordings = path.join(folder, 'recordings');
  await rename(recordings, `${recordings}-away`);
  await writeFile(recordings, 'in the way of every recording');

  await button(host, 'Mulai siaran').click();
  await host.getByText('Hitung mundur 5 detik').click();
  await button(host.getByRole('dialog'), 'Mulai siaran').click();
  const warning = host.getByRole('region', { name: 'Perlu perhatian' });
  await warning.getByText(/^Siaran ini belum direkam/).waitFor();
  await host.locator('.room__facts').getByText('Tidak direkam').waitFor();
  expect(await host.getByText('Perekaman dimulai bersama siaran.').count()).toBe(0);
  await isAccessible(host, 'live without a recording');
  const listener = await newListener(url, 'Uni Ros');
  await listener.page.locator('.tile').first().waitFor();
  expect(await listener.page.getByText(/Tidak direkam|belum direkam/).count()).toBe(0);

  await button(warning, 'Rekam sekarang').click();
  await host.getByText('Belum berhasil. Coba lagi sebentar lagi.').first().waitFor();
  await rm(recordings);
  await rename(`${recordings}-away`, recordings);
  await button(warning, 'Rekam sekarang').click();
  await host.locator('.room__facts').getByText('Direkam', { exact: true }).waitFor();
  await warning.waitFor({ state: 'detached' });
  await host.getByText('tersimpan').first().waitFor();
  await listener.page.getByText('Direkam').first().waitFor();
  expect(listener.problems).toEqual([]);
  await Promise.all([host, listener.page].map((page) => page.context().close()));
});

/** Whether all that can be pressed lies in the window when it is scrolled to, whole and not beside it. */
async function allInView(within: Locator, page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  for (const one of await within.getByRole('button').all()) {
    await one.scrollIntoViewIfNeeded();
    const box = (await one.boundingBox())!;
    const name = await one.innerText();
    expect(box.x, name).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, name).toBeLessThanOrEqual(width);
    expect(box.y, name).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height, name).toBeLessThanOrEqual(height);
  }
}

test('a phone held sideways, or with large text: the stage and every sheet, for a listener and for a host', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const listener = await newListener(`${hub.origin}/a/${code}`, 'Uni Ros');
  const sheets = {
    listener: ['Tanya', 'Obrolan', 'Kuota'],
    host: [
      ...['Pertanyaan', 'Obrolan', 'Jajak pendapat', 'Slide', 'Orang', 'Alur'],
      ...['Kuota', 'Perangkat', 'Rekaman saya', 'Bagikan tautan', 'Akhiri'],
    ],
  };
  for (const [who, page] of [
    ['listener', listener.page],
    ['host', host.page],
  ] as const) {
    await page.setViewportSize(viewports.sideways);
    const tile = page.locator('.tile').first();
    await tile.scrollIntoViewIfNeeded();
    // Those who are seen are seen whole, and as large as lets one see a face.
    await expect.poll(async () => (await tile.boundingBox())!.height).toBeGreaterThan(140);
    const { y, height } = (await tile.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(viewports.sideways.height);
    await allInView(page.getByRole('region', { name: 'Kendali' }), page);
    await isAccessible(page, `the stage sideways as ${who}`, ['sideways']);
    for (const name of sheets[who]) {
      const inBar = page.getByRole('region', { name: 'Kendali' });
      const control = button(inBar, new RegExp(`^${name}`));
      if ((await control.count()) === 0) await button(inBar, 'Lainnya').click();
      await button(page, new RegExp(`^${name}`))
        .first()
        .click();
      const sheet = page.getByRole('dialog');
      await sheet.waitFor();
      await isAccessible(page, `${name} sideways as ${who}`, ['sideways']);
      await allInView(sheet, page);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
    }
  }
  // Upright, with text twice as large: a host's many controls cover nothing of the stage.
  await host.page.setViewportSize(viewports.phone);
  await host.page.evaluate(() => (document.documentElement.style.fontSize = '225%'));
  const bar = host.page.getByRole('region', { name: 'Kendali' });
  const tile = host.page.locator('.tile').first();
  await expect
    .poll(async () => {
      const [seen, controls] = [await tile.boundingBox(), await bar.boundingBox()];
      return controls!.y - (seen!.y + seen!.height);
    })
    .toBeGreaterThanOrEqual(0);
  await isAccessible(host.page, 'the stage with large text as host', ['phone']);
  expect([...host.problems, ...listener.problems]).toEqual([]);
  await listener.context.close();
  await host.leave();
});

test('a mark: kept with one key, named afterwards, renamed and removed from the list', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const { page } = host;
  await page.keyboard.press('c');
  await page
    .getByText(/^"Tanda 1" tersimpan pada/)
    .last()
    .waitFor();
  await isAccessible(page, 'a new mark');
  await page.setViewportSize(viewports.phone);
  await page.getByLabel('Judul bab').fill('Pembukaan');
  await button(page, 'Simpan judul').click();
  await press(page, 'Tandai');
  await page
    .getByText(/^"Tanda 2" tersimpan pada/)
    .last()
    .waitFor();
  await button(page, 'Tutup').last().click();

  await press(page, 'Alur');
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Pembukaan').waitFor();
  await isAccessible(page, 'the marks', ['phone']);
  await page.setViewportSize(viewports.desktop);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Alur' }).click();
  await isAccessible(page, 'the marks', ['desktop']);
  await button(page, 'Ubah tanda "Pembukaan"').click();
  await sheet.getByLabel('Judul bab').fill('Salam pembuka');
  await button(sheet, 'Simpan judul').click();
  await button(page, 'Ubah tanda "Salam pembuka"').waitFor();
  await button(page, 'Ubah tanda "Tanda 2"').click();
  await button(sheet, 'Hapus tanda').click();
  await button(page, 'Ubah tanda "Tanda 2"').waitFor({ state: 'detached' });
  expect(host.problems).toEqual([]);
  await host.leave();
});

test('a running order: written in the studio, gone through in the room, each part a chapter', async () => {
  const { code } = await scheduleSession(studio);
  const { page, context } = await newPerson(browser, { viewport: viewports.phone });
  await signIn(page, hub.origin);
  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await button(page, 'Tulis susunan').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Bagian 1', { exact: true }).fill('Pembukaan');
  await dialog.getByLabel('Menit').fill('5');
  await button(dialog, 'Tambah bagian').click();
  await dialog.getByLabel('Bagian 2', { exact: true }).fill('Tanya jawab');
  await isAccessible(page, 'writing the running order', ['phone']);
  await button(dialog, 'Simpan susunan').click();
  await page.getByText('Susunan acara tersimpan.').waitFor();
  await context.close();

  const host = await goOnAir(browser, studio, hub.origin, { code });
  await host.page.getByText(/berikutnya: Pembukaan/).waitFor();
  const listener = await newListener(`${hub.origin}/a/${code}`, 'Uni Ros');
  await listener.page.locator('.tile').first().waitFor();
  expect(await listener.page.locator('.rundown-now').count()).toBe(0);
  await button(host.page, 'Mulai susunan').click();
  await host.page.getByText(/Sekarang: Pembukaan/).waitFor();
  await listener.page.getByText('berikutnya: Tanya jawab').waitFor();
  const spoken = listener.page.locator('[data-live-announcer]');
  await spoken.filter({ hasText: 'Sekarang: Pembukaan' }).waitFor({ state: 'attached' });
  await isAccessible(listener.page, 'a listener sees what is on');
  await host.page.getByRole('tab', { name: 'Alur' }).click();
  await isAccessible(host.page, 'a running order in the room');
  await host.page.setViewportSize(viewports.phone);
  await button(host.page, 'Lanjut').click();
  await host.page.getByText(/Sekarang: Tanya jawab · ini yang terakhir/).waitFor();
  await host.page.setViewportSize(viewports.desktop);
  await host.page.getByRole('tab', { name: 'Alur' }).click();
  await button(host.page, 'Ubah tanda "Tanya jawab"').waitFor();
  await listener.page.getByText('Sekarang: Tanya jawab').first().waitFor();

  await button(host.page, 'Ubah susunan').click();
  await host.page.getByLabel('Bagian 2', { exact: true }).fill('Tanya Bu Yanti');
  await host.page.getByText('Tampilkan kepada hadirin').click();
  await isAccessible(host.page, 'keeping the running order to oneself', ['desktop']);
  await button(host.page, 'Simpan susunan').click();
  await button(host.page, 'Ubah tanda "Tanya Bu Yanti"').waitFor();
  await listener.page.locator('.rundown-now').waitFor({ state: 'detached' });
  expect([...host.problems, ...listener.problems]).toEqual([]);
  await listener.context.close();
  await host.leave();
});
