import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { aPdf } from '../support/a-pdf.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { newPerson, viewports } from '../support/browser.ts';
import { enterRoom } from '../support/journeys.ts';
import { goOnAir, scheduleSession, type LiveHost } from '../support/live-session.ts';
import { isAccessible } from '../support/page-state.ts';

/** A deck from the host's file to a listener's phone. */

const scope = new Scope('slides', silentLog);
const secret = 'Jangan lupa sebut penerbitnya.';
let browser: Browser;
let host: LiveHost;
let listener: Page;
let problems: string[];
/** All that the listener's phone was told. */
const told: string[] = [];

beforeAll(async () => {
  const opened = await openBrowserHub(scope);
  ({ browser } = opened);
  const { hub, studio } = opened;
  const { code } = await scheduleSession(studio);
  host = await goOnAir(browser, studio, hub.origin, { code });
  ({ page: listener, problems } = await newPerson(browser, { viewport: viewports.phone }));
  const keep = ({ payload }: { payload: string | Buffer }): void =>
    void told.push(payload.toString());
  listener.on('websocket', (socket) => socket.on('framereceived', keep));
  await enterRoom(listener, `${hub.origin}/a/${code}`, 'Uni Ros');
  await listener.locator('.tile').first().waitFor();
});
afterAll(() => scope.close('tests ended'));

const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });
/** What the phone shows. */
const slide = (text: string): Locator =>
  listener.getByRole('img', { name: new RegExp(`${text}$`) }).first();
const widthOf = async (picture: Locator): Promise<number> =>
  (await picture.boundingBox())?.width ?? 0;

test('a PDF that the host uploads is on the phone with one press, as a light picture', async () => {
  await host.page.getByRole('tab', { name: /^Slide/ }).click();
  const titles = ['Laskar Pelangi', 'Bab dua', 'Penutup'];
  const [chooser] = await Promise.all([
    host.page.waitForEvent('filechooser'),
    button(host.page, 'Unggah PDF atau gambar').click(),
  ]);
  await chooser.setFiles({
    name: 'Bab satu.pdf',
    mimeType: 'application/pdf',
    buffer: aPdf(titles.map((text) => ({ text, rgb: [0.95, 0.92, 0.85] }))),
  });
  await button(host.page, 'Tampilkan halaman 3').waitFor();
  await isAccessible(host.page, 'a deck ready to be shown', ['desktop']);

  await button(host.page, 'Tampilkan halaman 1').click();
  await slide('Laskar Pelangi').waitFor();
  const source = await slide('Laskar Pelangi').evaluate(async (picture: HTMLImageElement) => {
    await picture.decode();
    return { url: picture.currentSrc, width: picture.naturalWidth };
  });
  expect(new URL(source.url).pathname).toMatch(/^\/media\/slides\/.+\.webp$/);
  const bytes = await listener.evaluate(
    async (url) => (await (await fetch(url)).blob()).size,
    source.url,
  );
  expect(bytes).toBeLessThan(40_000);
  await isAccessible(listener, 'a slide on a phone', ['phone']);
});

test('pages turn on the phone as the host turns them; what the host notes reaches no listener', async () => {
  await button(host.page, 'Berikutnya').click();
  await slide('Bab dua').waitFor();
  await host.page.getByLabel('Catatan Anda').fill(secret);
  await button(host.page, 'Simpan catatan').click();
  await button(host.page, 'Simpan catatan').waitFor({ state: 'detached' });
  await button(host.page, 'Berikutnya').click();
  await slide('Penutup').waitFor();
  await button(host.page, 'Sebelumnya').click();
  await slide('Bab dua').waitFor();
  expect(await host.page.getByLabel('Catatan Anda').inputValue()).toBe(secret);
  expect(told.some((frame) => frame.includes('Penutup'))).toBe(true);
  expect(told.filter((frame) => frame.includes(secret))).toEqual([]);
});

test('a listener makes a slide as large as the phone and larger, upright and turned', async () => {
  await button(listener, 'Perbesar slide').click();
  const dialog = listener.getByRole('dialog');
  const picture = dialog.getByRole('img');
  await picture.waitFor();
  const whole = await widthOf(picture);
  expect(whole).toBeGreaterThan(viewports.phone.width - 40);
  await button(dialog, 'Lebih besar').click();
  await expect.poll(() => widthOf(picture)).toBeCloseTo(1.5 * whole, -1);
  await isAccessible(listener, 'an enlarged slide', ['phone']);

  const { width: height, height: width } = viewports.phone;
  await listener.setViewportSize({ width, height });
  await button(dialog, 'Lebih kecil').click();
  await expect.poll(() => widthOf(picture)).toBeGreaterThan(width / 2);
  const close = await button(dialog, 'Tutup').boundingBox();
  expect(close!.y + close!.height).toBeLessThanOrEqual(height);
  // The host goes on meanwhile, and the large picture with them.
  await button(host.page, 'Berikutnya').click();
  await dialog.getByRole('img', { name: /Penutup$/ }).waitFor();
  await button(dialog, 'Tutup').click();
  await listener.setViewportSize(viewports.phone);
  await dialog.waitFor({ state: 'detached' });
});

test('hidden again, there is nothing in the way', async () => {
  await button(host.page, 'Sembunyikan slide').click();
  await slide('Penutup').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  expect(host.problems).toEqual([]);
});
