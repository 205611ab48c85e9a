import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { enterRoom, goLive } from '../support/journeys.ts';
import { openSpeaker, scheduleSession, signUpAtHub, toneHz } from '../support/live-session.ts';

const scope = new Scope('test', silentLog);
let hub: HubProcess;
let browser: Browser;
let host: Page;
let listener: Page;
let listenersProblems: string[];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-chat-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const port = `${await freePort()}`;
  // Not "localhost": that is the one address at which the socket does not heed the browser's word that it is offline.
  const origin = `http://127.0.0.1:${port}`;
  hub = await startHub(folder, { HTTP_PORT: port, PUBLIC_ORIGIN: origin });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const { code } = await scheduleSession(studio);
  browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
  host = (await openSpeaker(browser, toneHz, { studio, origin })).page;
  const url = `${hub.origin}/a/${code}`;
  await enterRoom(host, url);
  await tab(host, 'Obrolan').click();
  await host.getByText('Obrolan dibuka begitu siaran dimulai.').waitFor();
  await goLive(host);
  const phone = await newPerson(browser, { viewport: viewports.phone });
  ({ page: listener, problems: listenersProblems } = phone);
  await enterRoom(listener, url, 'Uni Ros');
  await button(listener, /^Obrolan/).waitFor();
});
afterAll(() => scope.close('tests ended'));

test('a phone and a desktop write to each other, and each sees how much is new', async () => {
  await write(host, 'Selamat datang. Buku kita: https://example.org/laskar (bab satu).');
  await button(listener, /^Obrolan 1 baru/).click();
  const link = sheet(listener).getByRole('link', { name: 'https://example.org/laskar' });
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  await write(sheet(listener), '<b>Salam</b> dari Solok');
  await host.getByText('<b>Salam</b> dari Solok').waitFor();
  await isAccessible(listener, 'chat on a phone');
  await isAccessible(host, 'chat on a desktop');

  await tab(host, 'Orang').click();
  await write(sheet(listener), 'Suaranya jelas');
  await tab(host, /^Obrolan 1 baru/).click();
  await host.getByText('Suaranya jelas').waitFor();
});

test('a reply shows what it replies to, and a reaction is counted once a person', async () => {
  await act(host, 'Uni Ros', 'Balas');
  await write(host, 'Terima kasih, Uni');
  const reply = sheet(listener).getByRole('article').filter({ hasText: 'Terima kasih, Uni' });
  await reply.getByText('Suaranya jelas').waitFor();

  await act(listener, 'Ibu Yanti', 'Suka', 'Terima kasih, Uni');
  const heart = host.getByRole('button', { name: 'Suka: 1' });
  await heart.click();
  const both = sheet(listener).getByRole('button', { name: 'Suka: 2' });
  await both.click();
  await host.getByRole('button', { name: 'Suka: 1' }).waitFor();
});

test('who reads above the end is left in peace, and told how much is new', async () => {
  await expect
    .poll(
      async () => {
        for (let at = 0; at < 3; at += 1) await write(host, `Baris ${at}\n\nlagi\n\nlagi`);
        return scroller(listener).evaluate((place) => place.scrollHeight - place.clientHeight);
      },
      { timeout: 60_000, interval: 3_000 },
    )
    .toBeGreaterThan(600);
  const newest = await scroller(host).getAttribute('data-newest');
  await listener.locator(`[data-newest="${newest}"]`).waitFor();
  await scroller(listener).evaluate((place) => (place.scrollTop -= 400));
  await button(listener, 'Ke pesan terbaru').waitFor();
  const before = await scroller(listener).evaluate((place) => place.scrollTop);
  await write(host, 'Satu lagi');
  await button(listener, '1 pesan baru').waitFor();
  expect(await scroller(listener).evaluate((place) => place.scrollTop)).toBe(before);
  await button(listener, '1 pesan baru').click();
  await sheet(listener).getByText('Satu lagi').waitFor();
  await button(listener, '1 pesan baru').waitFor({ state: 'detached' });
});

test('what is written without a connection is sent when it is back, once', async () => {
  const context = listener.context();
  // Tried again, it must not find what it wrote before.
  const text = `Ditulis di jalan ${Date.now()}`;
  await context.setOffline(true);
  await listener
    .getByText('Sambungan terputus. Menyambung kembali…')
    .waitFor({ timeout: 25_000 });
  await write(sheet(listener), text);
  await sheet(listener).getByText('Menunggu sambungan…').waitFor();
  await context.setOffline(false);
  // Exactly: the words for a screen reader say whose it is, too.
  const arrived = host.getByText(text, { exact: true });
  await arrived.waitFor();
  await sheet(listener).getByText('Menunggu sambungan…').waitFor({ state: 'detached' });
  expect(await arrived.count()).toBe(1);
});

test('a host keeps order: slow mode, a deleted message, a muted person, a closed chat', async () => {
  await host.getByText('Atur obrolan').click();
  await host.getByLabel('Mode pelan').selectOption('60');
  await sheet(listener)
    .getByText(/Mode pelan/)
    .waitFor();
  await host.getByLabel('Mode pelan').selectOption('0');
  await sheet(listener)
    .getByText(/Mode pelan/)
    .waitFor({ state: 'detached' });
  await write(sheet(listener), 'Jual obat kuat');
  await act(host, 'Uni Ros', 'Hapus pesan', 'Jual obat kuat');
  await isAccessible(host, 'asked before deleting');
  await button(host.getByRole('dialog'), 'Hapus pesan').click();
  await sheet(listener).getByText('Pesan ini dihapus moderator').waitFor();
  expect(await listener.getByText('Jual obat kuat').count()).toBe(0);

  await act(host, 'Uni Ros', 'Matikan obrolan untuk Uni Ros', 'Ditulis di jalan');
  await sheet(listener)
    .getByText(/Moderator mematikan obrolan untuk Anda/)
    .waitFor();
  await isAccessible(listener, 'muted');
  await act(host, 'Uni Ros', 'Nyalakan lagi obrolan untuk Uni Ros', 'Ditulis di jalan');
  await sheet(listener).getByLabel('Tulis pesan').waitFor();
  await host.getByLabel('Siapa yang boleh menulis').selectOption('Tidak ada');
  await sheet(listener)
    .getByText(/Obrolan sedang ditutup/)
    .waitFor();
});

test('applause reaches the stage of everyone', async () => {
  await button(sheet(listener), 'Tutup').click();
  await button(listener, 'Tanggapi').click();
  for (let at = 0; at < 3; at += 1) await button(listener, 'Tepuk tangan').click();
  await host.locator('.stage-reactions__count').getByText('3').waitFor();
  await isAccessible(listener, 'reactions on a phone');
  expect(
    listenersProblems.filter((problem) => !/ERR_INTERNET|WebSocket/.test(problem)),
  ).toEqual([]);
});

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const tab = (page: Page, name: string | RegExp): Locator => page.getByRole('tab', { name });
const sheet = (page: Page): Locator => page.getByRole('dialog').first();
const scroller = (page: Page): Locator => page.getByRole('group', { name: 'Pesan' });

async function write(place: Page | Locator, text: string): Promise<void> {
  await place.getByLabel('Tulis pesan').fill(text);
  await button(place, 'Kirim').click();
  await place.getByText('Mengirim…').waitFor({ state: 'detached' });
}

/** Something of the sheet of a message of this person, the last one or the one with this text. */
async function act(page: Page, name: string, what: string, text?: string): Promise<void> {
  const messages = page.getByRole('article').filter({ hasText: text ?? name });
  await button(messages.last(), `Pilihan untuk pesan ${name}`).click();
  await button(page.getByRole('dialog', { name: `Pesan ${name}` }), what).click();
}

async function isAccessible(page: Page, state: string): Promise<void> {
  expect([state, await axeViolations(page)]).toEqual([state, []]);
}
