import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { useHeldSocket, type HeldSocket } from '../support/held-socket.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { ask, enterRoom, goLive } from '../support/journeys.ts';
import { openSpeaker, scheduleSession, signUpAtHub, toneHz } from '../support/live-session.ts';
import { isAccessible } from '../support/page-state.ts';
import type { RestClient } from '../support/rest-client.ts';

/** A whole moderated Q&A: two listeners, a moderator on a phone, the host at a desktop. */

const early = 'Bagaimana cara memulai klub buku di nagari kami?';
const similar = 'Bagaimana caranya memulai klub buku di nagari?';
const second = 'Apakah ada buku untuk anak usia lima tahun?';
const fourth = 'Apakah boleh meminjam tanpa kartu anggota?';
const third = 'Kapan perpustakaan keliling datang ke Paninggahan?';

const scope = new Scope('test', silentLog);
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;
let code: string;
let host: Page;
let moderator: Page;
let moderatorsSocket: HeldSocket;
let ros: Page;
let mak: Page;
let screen: Page;
const problems: string[][] = [];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-questions-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const port = `${await freePort()}`;
  // Not "localhost": there the socket does not heed the browser's word that it is offline.
  const origin = `http://127.0.0.1:${port}`;
  hub = await startHub(folder, { HTTP_PORT: port, PUBLIC_ORIGIN: origin });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  studio = await signUpAtHub(hub);
  ({ code } = await scheduleSession(studio));
  browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
});
afterAll(() => scope.close('tests ended'));

test('a listener asks before the session opens, on a phone', async () => {
  ros = await newPhone();
  await ros.goto(`${hub.origin}/a/${code}`);
  await button(ros, 'Punya pertanyaan? Tulis sekarang').click();
  await ros.getByLabel('Pertanyaan Anda').fill(early);
  await ros.getByLabel('Asal').fill('Nagari Salayo');
  await button(ros, 'Kirim pertanyaan').click();
  await ros.getByText('Pertanyaan Anda sudah dikirim.').waitFor();
  await mine(ros, early).getByText('Tampil untuk semua').waitFor();
  await isAccessible(ros, 'asked before the session');
});

test('host and moderator find it there; from now on questions are looked at before they are shown', async () => {
  host = await newHost();
  await enterRoom(host, `${hub.origin}/a/${code}`);
  await goLive(host);
  const { url } = await studio.ok<{ url: string }>(
    'POST',
    `/api/studio/sessions/${code}/links`,
    { role: 'moderator', label: 'Dewi' },
  );
  moderator = await newPhone();
  moderatorsSocket = await useHeldSocket(moderator);
  await enterRoom(moderator, url, 'Dewi');
  await button(moderator, /^Pertanyaan/).click();
  await tab(moderator, /^Terbuka/).click();
  await card(moderator, early).waitFor();
  await button(host, 'Perbesar').click();
  await list(host, 'Terbuka').getByText(early).waitFor();
  await button(host, 'Setelan').click();
  const settings = host.getByRole('dialog');
  await settings.getByText('Periksa dulu sebelum tampil', { exact: true }).click();
  await isAccessible(host, 'settings of the questions', ['desktop']);
  await button(settings, 'Tutup').click();
});

test('one sees that one asked already: a similar question is offered instead of asked twice', async () => {
  await enterRoom(ros, `${hub.origin}/a/${code}`, 'Uni Ros');
  await button(ros, /^Tanya/).click();
  await mine(ros, early).getByText('Tampil untuk semua').waitFor();
  mak = await newPhone();
  await enterRoom(mak, `${hub.origin}/a/${code}`, 'Mak Itam');
  await ask(mak, similar);
  await mak.getByRole('heading', { name: 'Dukung pertanyaan ini?' }).waitFor();
  await isAccessible(mak, 'a similar question is offered', ['phone']);
  await button(mak, /^Dukung yang ini/).click();
  await expect.poll(() => list(host, 'Terbuka').getByText('▲ 1').count()).toBe(1);
});

test('two moderators who act on the same question at once: one acts, the other is told', async () => {
  await ask(mak, second);
  await mine(mak, second).getByText('Menunggu diperiksa penyelenggara').waitFor();
  await tab(moderator, /^Baru/).click();
  await card(moderator, second).waitFor();
  await isAccessible(moderator, "a moderator's inbox on a phone", ['phone']);
  await press(card(moderator, second), 'Setujui');
  await mine(mak, second).getByText('Tampil untuk semua').waitFor();
  await tab(moderator, /^Terbuka/).click();
  moderatorsSocket.hold();
  await press(card(host, second), 'Antrekan');
  await list(host, 'Antrean').getByText(second).waitFor();
  await press(card(moderator, second), 'Jawab');
  moderatorsSocket.release();
  await moderator
    .getByText('Pertanyaan ini baru saja diubah orang lain. Sekarang: Giliran berikutnya.')
    .waitFor();
  await isAccessible(moderator, 'a moderator was too late', ['phone']);
  await button(moderator.locator('.notices'), 'Tutup').click();
  expect(await list(host, 'Antrean').getByRole('article').count()).toBe(1);
});

test('who writes a reply holds the question: the other sees it', async () => {
  await card(moderator, early).waitFor();
  await more(moderator, early, 'Balas tertulis');
  await moderator.getByLabel('Jawaban', { exact: true }).waitFor();
  await card(host, early).getByText('Dewi sedang menangani').waitFor();
  await moderator.keyboard.press('Escape');
  await card(host, early).getByText('Dewi sedang menangani').waitFor({ state: 'detached' });
});

test('a merge is undone with one press, votes and all', async () => {
  await ask(mak, `${similar} Terima kasih.`);
  await button(mak, 'Tetap kirim pertanyaan saya').click();
  const copy = `${similar} Terima kasih.`;
  await press(card(host, copy), 'Setujui');
  await card(list(host, 'Terbuka'), copy).waitFor();
  await more(host, copy, 'Gabungkan');
  const dialog = host.getByRole('dialog');
  await dialog.getByText('Serupa').first().waitFor();
  await isAccessible(host, 'choosing what to merge into', ['desktop']);
  await press(dialog.getByRole('listitem').filter({ hasText: early }), 'Gabungkan ke sini');
  await mine(mak, copy)
    .getByText(/Digabung dengan pertanyaan/)
    .waitFor();
  // Mak Itam had supported the first already: counted once.
  await card(host, early).getByText('▲ 1').waitFor();
  await button(host, 'Urungkan').click();
  await card(host, copy).waitFor();
  await mine(mak, copy).getByText('Tampil untuk semua').waitFor();
  await more(host, copy, 'Tolak');
  await button(host.getByRole('dialog'), 'Sudah ditanyakan').click();
  await mine(mak, copy).getByText('Tidak diambil: sudah ditanyakan').waitFor();
});

test('the queue is put in order, and the question being answered is unmissable', async () => {
  await press(card(host, early), 'Antrekan');
  await expect.poll(() => queueOf(host)).toEqual([second, early]);
  await press(card(list(host, 'Antrean'), early), 'Naik');
  await expect.poll(() => queueOf(host)).toEqual([early, second]);

  const context = host.context();
  screen = await context.newPage();
  await screen.goto(`${hub.origin}/a/${code}/pembicara`);
  await screen.getByText(early).waitFor();
  await isAccessible(screen, "the speaker's screen: next", ['desktop', 'phone']);
  await press(card(list(host, 'Antrean'), early), 'Jawab');
  await screen.getByText('Sedang dijawab', { exact: true }).first().waitFor();
  await isAccessible(screen, "the speaker's screen: answering", ['desktop', 'phone']);
  await onStage(mak).getByText(early).waitFor();
  await mine(ros, early)
    .getByText(/^Sedang dijawab/)
    .waitFor();
  await isAccessible(ros, 'my question is being answered', ['phone']);
  await isAccessible(host, 'a host with all lists', ['desktop']);
  await button(onStage(host), 'Selesai dijawab').click();
  await mine(ros, early)
    .getByText(/Sudah dijawab|Dijawab langsung/)
    .waitFor();
});

test('by keys alone an answer begins and ends with J, and no other begins by it', async () => {
  await press(card(host, early), 'Buka lagi');
  await press(card(list(host, 'Terbuka'), early), 'Antrekan');
  await expect.poll(() => queueOf(host)).toEqual([second, early]);
  await card(list(host, 'Antrean'), second).focus();
  await host.keyboard.press('j');
  await onStage(mak).getByText(second).waitFor();
  await button(card(list(host, 'Antrean'), second), /^Selesai/).waitFor();
  await isAccessible(host, 'the question being answered heads the queue', ['desktop']);
  expect(await focusedCard(host)).toContain(second);
  await host.keyboard.press('j');
  await mine(mak, second)
    .getByText(/Sudah dijawab|Dijawab langsung/)
    .waitFor();
  expect(await focusedCard(host)).toContain(second);
  // Once too often: nothing. The pin after it shows that the hub has heard of all that was pressed.
  await host.keyboard.press('j');
  await host.keyboard.press('ArrowDown');
  await host.keyboard.press('p');
  await card(list(host, 'Antrean'), early).getByText('Disematkan').waitFor();
  expect(await onStage(host).getByText('Sedang dijawab').count()).toBe(0);
});

test('what is asked without a connection is kept, and sent once when it is back', async () => {
  await mak.context().setOffline(true);
  await mak.getByText('Sambungan terputus. Menyambung kembali…').waitFor({ timeout: 25_000 });
  await ask(mak, third);
  await mak.getByText('Belum terkirim. Dikirim sendiri begitu tersambung.').first().waitFor();
  await isAccessible(mak, 'a question waits for the network', ['phone']);
  await mak.context().setOffline(false);
  await card(host, third).waitFor();
  await mine(mak, third).getByText('Menunggu diperiksa penyelenggara').waitFor();
  expect(await list(host, 'Baru').getByText(third).count()).toBe(1);
});

test('all that are shown are let through at once; what comes in meanwhile is not', async () => {
  await button(list(host, 'Baru'), 'Setujui semua (1)').click();
  await ask(ros, fourth);
  await host.locator('[data-list=inbox]').getByText(fourth).waitFor();
  const dialog = host.getByRole('dialog');
  await isAccessible(host, 'approving all that are shown', ['desktop']);
  await button(dialog, 'Setujui semua (1)').click();
  await mine(mak, third).getByText('Tampil untuk semua').waitFor();
  await card(list(host, 'Baru'), fourth).waitFor();
  await mine(ros, fourth).getByText('Menunggu diperiksa penyelenggara').waitFor();
});

test('a written answer to all; what was asked, and what became of it, can be taken along', async () => {
  await more(host, third, 'Balas tertulis');
  const dialog = host.getByRole('dialog');
  await dialog
    .getByLabel('Jawaban', { exact: true })
    .fill('Setiap Selasa kedua, pukul sembilan.');
  await isAccessible(host, 'writing an answer', ['desktop']);
  await button(dialog, 'Kirim jawaban').click();
  await mine(mak, third).getByText('Setiap Selasa kedua, pukul sembilan.').waitFor();
  await button(host, 'Setelan').click();
  const [file] = await Promise.all([
    host.waitForEvent('download'),
    host.getByRole('link', { name: 'Tabel (CSV)' }).click(),
  ]);
  const rows = Buffer.concat(await (await file.createReadStream()).toArray()).toString('utf8');
  expect(rows).toContain(early);
  expect(rows).toContain('Setiap Selasa kedua');
});

test('no page had anything to complain about', () => {
  expect(problems.flat().filter((one) => !/ERR_INTERNET|WebSocket/.test(one))).toEqual([]);
});

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const tab = (page: Page, name: RegExp): Locator => page.getByRole('tab', { name });
/** A question where it can be worked on; one that only keeps its place in the list it left does not count. */
const card = (within: Page | Locator, text: string): Locator =>
  within.locator(`article:not(.mod-card--moved):has(> .question__text:text-is("${text}"))`);
const list = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const onStage = (page: Page): Locator =>
  page.getByRole('region', { name: 'Pertanyaan di panggung' }).last();
/** The row of one's own question with this text. */
const mine = (page: Page, text: string): Locator =>
  page
    .getByRole('region', { name: 'Pertanyaan saya' })
    .getByRole('listitem')
    .filter({ has: page.getByText(text, { exact: true }) });

/** The button of a card: its name says also for which question it is. */
const press = (of: Locator, action: string): Promise<void> =>
  button(of, new RegExp(`^${action}`)).click();

async function more(page: Page, text: string, action: string): Promise<void> {
  await press(card(page, text), 'Lainnya');
  await page.getByRole('menuitem', { name: action }).click();
}

const queueOf = (page: Page): Promise<string[]> =>
  list(page, 'Antrean').locator('.question__text').allInnerTexts();

const focusedCard = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.closest('[data-question]')?.textContent);

async function newPhone(): Promise<Page> {
  const person = await newPerson(browser, { viewport: viewports.phone });
  problems.push(person.problems);
  return person.page;
}

async function newHost(): Promise<Page> {
  const person = await openSpeaker(browser, toneHz, { studio, origin: hub.origin });
  problems.push(person.problems);
  return person.page;
}
