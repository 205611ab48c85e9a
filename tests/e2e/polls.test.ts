import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { axeViolations } from '../support/axe.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { newPerson, viewports } from '../support/browser.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom } from '../support/journeys.ts';
import { goOnAir, scheduleSession, type LiveHost } from '../support/live-session.ts';
import type { RestClient } from '../support/rest-client.ts';

const question = 'Tokoh mana yang paling Anda ingat?';
const wordsQuestion = 'Bab ini dalam satu kata?';

const scope = new Scope('polls', silentLog);
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;
let code: string;
let host: LiveHost;
let listener: Page;

beforeAll(async () => {
  ({ hub, studio, browser } = await openBrowserHub(scope));
  ({ code } = await scheduleSession(studio));
});
afterAll(() => scope.close('tests ended'));

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES'];
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

test('a host drafts a poll in the studio, before the session', async () => {
  const { page, context, problems } = await newPerson(browser);
  await context.addCookies(studio.browserCookies());
  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await button(page, 'Jajak pendapat baru').click();
  await button(page, 'Simpan rancangan').click();
  await page.getByText('Isian ini perlu diisi.').waitFor();
  await page.getByLabel('Pertanyaan', { exact: true }).fill(question);
  await button(page, 'Simpan rancangan').click();
  await page.getByText('Isi paling sedikit dua pilihan yang berbeda.').waitFor();
  await page.getByRole('textbox', { name: 'Pilihan 1' }).fill('Ikal');
  await page.getByRole('textbox', { name: 'Pilihan 2' }).fill('Lintang');
  await button(page, 'Tambah pilihan').click();
  await page.getByRole('textbox', { name: 'Pilihan 3' }).fill('Bu Mus');
  expect(await axeViolations(page)).toEqual([]);
  await shot(page, 'studio-draft');
  await button(page, 'Simpan rancangan').click();
  await page.getByText('Rancangan tersimpan.').waitFor();
  await page.getByRole('region', { name: question }).getByText('Rancangan').waitFor();
  await page.setViewportSize(viewports.phone);
  expect(await axeViolations(page)).toEqual([]);
  await shot(page, 'studio-phone');
  expect(problems).toEqual([]);
  await context.close();
});

test('opened with one press, it is in sight on a phone, is said once and takes no focus', async () => {
  host = await goOnAir(browser, studio, hub.origin, { code });
  ({ page: listener } = await newPerson(browser, { viewport: viewports.phone }));
  await enterRoom(listener, `${hub.origin}/a/${code}`, 'Uni Ros');
  await listener.locator('.tile').first().waitFor();
  const focused = () => listener.evaluate(() => document.activeElement?.tagName);
  const before = await focused();

  await host.page.getByRole('tab', { name: /^Jajak pendapat/ }).click();
  await button(host.page, `Buka sekarang: ${question}`).click();
  const card = listener.getByRole('region', { name: 'Jajak pendapat' });
  await card.waitFor();
  expect(await focused()).toBe(before);
  expect(await listener.getByRole('dialog').count()).toBe(0);
  const said = listener.getByRole('status').getByText(`Ada jajak pendapat: ${question}`);
  expect(await said.count()).toBe(1);
  expect(await axeViolations(listener)).toEqual([]);
  await shot(listener, 'phone-card');
  const box = await button(card, 'Jawab').boundingBox();
  expect(box!.height).toBeGreaterThanOrEqual(48);
  expect(box!.y + box!.height).toBeLessThan(viewports.phone.height);
});

test('answered by keyboard alone, changed, and seen to grow by both', async () => {
  await button(listener, 'Jawab').focus();
  await listener.keyboard.press('Enter');
  const dialog = listener.getByRole('dialog', { name: question });
  await dialog.waitFor();
  await shot(listener, 'phone-form');
  expect(await axeViolations(listener)).toEqual([]);
  await button(dialog, 'Kirim jawaban').click();
  await dialog.getByText('Pilih atau isi jawaban dulu.').waitFor();
  await dialog.getByRole('radio', { name: 'Ikal' }).focus();
  await listener.keyboard.press('ArrowDown');
  await listener.keyboard.press('Enter');
  await dialog.getByText(/^Jawaban Anda tersimpan/).waitFor();
  await dialog.getByText('1 orang · 100 persen').waitFor();
  await shot(listener, 'phone-answered');
  expect(await axeViolations(listener)).toEqual([]);

  const onDesk = host.page.getByRole('region', { name: question });
  const rowOf = (name: string) => onDesk.getByRole('listitem').filter({ hasText: name });
  await rowOf('Lintang').getByText('1 orang · 100 persen').waitFor();
  await button(dialog, 'Ubah jawaban').click();
  await dialog.getByText('Bu Mus').click();
  await button(dialog, 'Kirim jawaban baru').click();
  await rowOf('Bu Mus').getByText('1 orang · 100 persen').waitFor();
  await rowOf('Lintang').getByText('0 orang · 0 persen').waitFor();
  await shot(host.page, 'desk-open');
  expect(await axeViolations(host.page)).toEqual([]);
  await listener.keyboard.press('Escape');
  await listener.getByText('Jawaban Anda tersimpan', { exact: true }).waitFor();
});

test('the answer is still there after a reload, and the result after closing', async () => {
  await listener.reload();
  await listener.getByText('Jawaban Anda tersimpan', { exact: true }).waitFor();
  await button(host.page, 'Tutup jajak pendapat').click();
  await button(listener, 'Lihat hasil').click();
  const dialog = listener.getByRole('dialog', { name: question });
  await dialog.getByText('Jawaban Anda ikut dihitung', { exact: false }).waitFor();
  await dialog.getByText('1 orang menjawab').waitFor();
  await listener.keyboard.press('Escape');
  await button(listener, 'Tutup pemberitahuan hasil').click();
  await listener.getByRole('region', { name: 'Jajak pendapat' }).waitFor({ state: 'detached' });
});

test('words are held until the host has looked at them, and a hidden one reaches nobody', async () => {
  await button(host.page, 'Jajak pendapat baru').click();
  await host.page.getByLabel('Pertanyaan', { exact: true }).fill(wordsQuestion);
  await host.page.getByLabel('Cara menjawab').selectOption({ label: 'Kata sendiri' });
  await host.page.getByLabel('Banyaknya kata tiap orang').selectOption('2');
  await button(host.page, 'Simpan rancangan').click();
  await button(host.page, `Buka sekarang: ${wordsQuestion}`).click();

  await button(listener, 'Jawab').click();
  const dialog = listener.getByRole('dialog', { name: wordsQuestion });
  await dialog.getByLabel('Kata ke-1').fill('Séru');
  await dialog.getByLabel('Kata ke-2').fill('kasar');
  await shot(listener, 'phone-words');
  await button(dialog, 'Kirim jawaban').click();
  await dialog
    .getByText('Hasilnya tampil di sini bila penyelenggara menampilkannya.')
    .waitFor();
  await button(host.page, 'Sembunyikan kata kasar').click();
  await button(host.page, 'Tampilkan kata kasar').waitFor();
  await button(host.page, 'Tampilkan hasil').click();
  await dialog.getByText('Séru').waitFor();
  expect(await dialog.getByText('kasar').count()).toBe(0);
  await shot(host.page, 'desk-words');
  expect(await axeViolations(host.page)).toEqual([]);
  await listener.keyboard.press('Escape');
});

test('a host on a phone has the same, and the end closes what is open', async () => {
  await host.page.setViewportSize(viewports.phone);
  await button(host.page, /^Jajak pendapat/).click();
  await host.page.getByRole('dialog').getByText('Sedang dibuka', { exact: false }).waitFor();
  await shot(host.page, 'host-phone');
  expect(await axeViolations(host.page)).toEqual([]);
  await button(host.page, `Jawab sendiri: ${wordsQuestion}`).click();
  const own = host.page.getByRole('dialog', { name: wordsQuestion });
  await own.getByLabel('Kata ke-1').fill('Indah');
  await button(own, 'Kirim jawaban').click();
  await own.getByText(/^Jawaban Anda tersimpan/).waitFor();
  await own.getByText('2 orang menjawab').waitFor();
  await shot(host.page, 'host-phone-own');
  expect(await axeViolations(host.page)).toEqual([]);
  await host.page.keyboard.press('Escape');
  await button(host.page, `Ubah jawaban saya: ${wordsQuestion}`).waitFor();
  // A draft goes only when asked twice.
  await button(host.page, `Salin: ${wordsQuestion}`).click();
  const drop = button(host.page, `Hapus: ${wordsQuestion}`);
  await drop.click();
  const asked = host.page.getByRole('dialog', { name: 'Hapus rancangan ini?' });
  await asked.waitFor();
  await shot(host.page, 'host-phone-delete');
  expect(await axeViolations(host.page)).toEqual([]);
  await button(asked, 'Batal').click();
  await asked.waitFor({ state: 'detached' });
  await drop.click();
  await button(asked, 'Hapus rancangan').click();
  await drop.waitFor({ state: 'detached' });
  await asked.waitFor({ state: 'detached' });
  await host.page.keyboard.press('Escape');
  await host.page.getByRole('dialog').waitFor({ state: 'detached' });
  await host.page.setViewportSize(viewports.desktop);
  await endSession(host.page);
  await host.page.goto(`${hub.origin}/studio/sessions/${code}`);
  const result = host.page.getByRole('region', { name: wordsQuestion });
  await result.getByText('Sudah ditutup', { exact: false }).waitFor();
  const [download] = await Promise.all([
    host.page.waitForEvent('download'),
    host.page.getByText('Unduh hasil (CSV)').click(),
  ]);
  expect(download.suggestedFilename()).toBe(`polls-${code}.csv`);
  expect(host.problems).toEqual([]);
});
