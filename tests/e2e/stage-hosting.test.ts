import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { newPerson, viewports } from '../support/browser.ts';
import { useFlashCamera } from '../support/flash-camera.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom, goOnStage } from '../support/journeys.ts';
import { goOnAir, scheduleSession } from '../support/live-session.ts';
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

test('a listener raises a hand, is brought on stage in the same room, and is sent back', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const { page: listener, problems } = await newListener(code, 'Uni Ros');

  await button(listener, 'Angkat tangan').click();
  await listener.getByText('Anda yang berikutnya.').waitFor();
  await button(listener, 'Tulis alasan').click();
  await listener.getByLabel('Alasan, beberapa kata saja').fill('Tentang bab dua');
  await isAccessible(listener, 'saying why a hand is up');
  await button(listener, 'Kirim alasan').click();
  await listener.getByText('Alasan: Tentang bab dua').waitFor();
  await isAccessible(listener, 'a raised hand');

  await host.page.getByRole('tab', { name: /^Orang 1 baru/ }).click();
  await host.page.getByText('Tentang bab dua').waitFor();
  await isAccessible(host.page, 'a host sees a raised hand', ['desktop']);
  await button(host.page, 'Undang naik: Uni Ros').click();
  await listener.getByRole('heading', { name: 'Anda diundang ke panggung' }).waitFor();
  await isAccessible(listener, 'invited on stage');
  await button(listener, 'Naik panggung').click();
  const dialog = listener.getByRole('dialog');
  await button(dialog, 'Lanjut').click();
  await dialog.getByText('Ya, saya boleh direkam').click();
  await button(dialog, 'Naik panggung').click();
  await button(listener, /^Mik nyala/).waitFor();
  await host.page
    .getByRole('listitem')
    .filter({ hasText: 'Uni Ros' })
    .locator('video')
    .waitFor();
  await host.page.getByText('Belum ada yang mengangkat tangan.').waitFor();

  await act(host.page, 'Uni Ros', 'Kembalikan ke hadirin');
  await listener.getByText(/Ibu Yanti mengantar Anda kembali/).waitFor();
  await button(listener, 'Angkat tangan').waitFor();
  await isAccessible(listener, 'sent back to the audience');
  expect(await button(listener, /^Mik/).count()).toBe(0);
  await button(listener, 'Tutup').click();

  await button(listener, 'Angkat tangan').click();
  await button(host.page, 'Undang naik: Uni Ros').click();
  await button(listener, 'Tidak dulu').click();
  await host.page.getByText('Uni Ros belum ingin naik panggung.').waitFor();
  expect([...problems, ...host.problems]).toEqual([]);
  await listener.context().close();
  await host.leave();
});

test('hosts read who on stage has spoken for how long, and who has not yet', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const { url } = await studio.ok<{ url: string }>(
    'POST',
    `/api/studio/sessions/${code}/links`,
    { role: 'speaker', label: 'Bu Fasih' },
  );
  const { page: talker, problems, context } = await newPerson(browser);
  // Without a pause. What the host's microphone gives is too short to be a word.
  await useFlashCamera(talker, {
    ...{ toneHz: 300, colour: '#503070', width: 320, height: 180, period: 0.1 },
  });
  await enterRoom(talker, url, 'Bu Fasih');
  await goOnStage(talker, { consent: true });
  await host.page.getByRole('tab', { name: /^Orang/ }).click();
  const person = (name: string): Locator =>
    host.page.locator('.people').getByRole('listitem').filter({ hasText: name });
  await person('Bu Fasih')
    .getByText(/^Bicara .*, baru saja$/)
    .waitFor();
  await person('Ibu Yanti').getByText('Belum bicara').waitFor();
  await isAccessible(host.page, 'who has spoken', ['desktop']);
  expect(await talker.getByText('Belum bicara').count()).toBe(0);
  expect([...host.problems, ...problems]).toEqual([]);
  await context.close();
  await host.leave();
});

test('who is removed leaves at once, is refused on coming back, and may return when a host lets them', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const { page: listener } = await newListener(code, 'Pak Rusuh');
  await host.page.getByRole('tab', { name: /^Orang/ }).click();
  await act(host.page, 'Pak Rusuh', 'Keluarkan dari acara');
  await isAccessible(host.page, 'asked before removing', ['desktop']);
  const dialog = host.page.getByRole('alertdialog').or(host.page.getByRole('dialog'));
  await button(dialog, 'Keluarkan dari acara').click();
  await listener.getByText(/mengeluarkan Anda dari acara ini/).waitFor();
  await isAccessible(listener, 'removed', ['phone']);
  await listener.reload();
  await listener.getByText(/mengeluarkan Anda dari acara ini/).waitFor();
  expect(await button(listener, /^Masuk/).count()).toBe(0);

  await host.page.getByText('Pak Rusuh').waitFor();
  await button(host.page, /^Izinkan masuk lagi/).click();
  await host.page.getByText('Pak Rusuh').waitFor({ state: 'detached' });
  await listener.reload();
  // The seat of this tab is free again, and taken by itself.
  await listener
    .locator('.tile')
    .first()
    .or(button(listener, /^Masuk/))
    .first()
    .waitFor();
  expect(host.problems).toEqual([]);
  await listener.context().close();
  await host.leave();
});

test('a host who drops out does not end the session; a moderator on a phone does', async () => {
  const { code } = await scheduleSession(studio);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  const { url } = await studio.ok<{ url: string }>(
    'POST',
    `/api/studio/sessions/${code}/links`,
    { role: 'moderator', label: 'Dewi' },
  );
  const dewi = await newPerson(browser, { viewport: viewports.phone });
  await enterRoom(dewi.page, url, 'Dewi');
  const { page: listener } = await newListener(code, 'Uni Ros');
  await dewi.page.locator('.tile').first().waitFor();
  expect(await button(dewi.page, /^Akhiri/).count()).toBe(0);

  // Without a word, as when a laptop's battery dies.
  await host.page.context().setOffline(true);
  await host.leave();
  await dewi.page.getByText(/Anda boleh mengakhirinya/).waitFor({ timeout: 60_000 });
  await listener.getByText(/Penyelenggara sedang tidak ada di ruang/).waitFor();
  await isAccessible(dewi.page, 'hosts are gone, a moderator may end', ['phone']);
  await isAccessible(listener, 'hosts are gone, a listener is told', ['phone']);
  await endSession(dewi.page);
  await listener.getByText('Terima kasih sudah datang').waitFor();
  expect(dewi.problems).toEqual([]);
  await dewi.context.close();
  await listener.context().close();
});

/** A person of the audience, on a phone, in the room. */
async function newListener(
  code: string,
  name: string,
): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await newPerson(browser, { viewport: viewports.phone });
  await enterRoom(page, `${hub.origin}/a/${code}`, name);
  await page.locator('.tile').first().waitFor();
  return { page, problems };
}

/** Does something to a person, from the list of people. */
async function act(page: Page, name: string, deed: string): Promise<void> {
  await button(page, `Tindakan: ${name}`).click();
  await page.getByRole('menuitem', { name: deed }).click();
}

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name });
