import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBrowserHub, type BrowserHub } from '../support/browser-hub.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { useFlashCamera } from '../support/flash-camera.ts';
import { endSession, goLive } from '../support/journeys.ts';
import { scheduleSession, toneHz } from '../support/live-session.ts';
import { isAccessible } from '../support/page-state.ts';
import { newListener, seesAndHears } from '../support/room-listener.ts';

/** What a session's page looks like from before it begins until it has ended, to a host and to a listener. */

const scope = new Scope('test', silentLog);
let hub: BrowserHub['hub'];
let studio: BrowserHub['studio'];
let browser: Browser;
let audience: Browser;

beforeAll(async () => {
  ({ hub, studio, browser } = await openBrowserHub(scope));
  audience = await launchBrowser({ grantDevices: false });
  scope.defer('audience', () => audience.close());
});
afterAll(() => scope.close('tests ended'));

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

test('axe finds nothing in any state of the page, on a phone and on a desktop', async () => {
  const { code } = await scheduleSession(studio);
  const url = `${hub.origin}/a/${code}`;
  const startsAt = new Date(Date.now() + 20 * 60_000).toISOString();
  await studio.ok('PATCH', `/api/studio/sessions/${code}`, { startsAt });
  const { page: listener } = await newListener(audience);
  const { page: host, context } = await newPerson(browser);
  await context.addCookies(studio.browserCookies());
  await useFlashCamera(host, { toneHz, colour: '#305070' });

  await listener.goto(url);
  await button(listener, 'Masuk dan tunggu').waitFor();
  await isAccessible(listener, 'before');
  await button(listener, 'Masuk dan tunggu').click();
  await listener.getByText('Anda sudah di serambi').waitFor();
  await isAccessible(listener, 'waiting');

  await host.goto(url);
  await button(host, 'Masuk ke ruang').waitFor();
  await isAccessible(host, 'before, as host');
  await button(host, 'Masuk ke ruang').click();
  await button(host, /^Naik panggung/).click();
  const dialog = host.getByRole('dialog');
  await dialog.locator('video').waitFor();
  await isAccessible(host, 'device check');
  await button(dialog, 'Lanjut').click();
  await dialog.getByText('Ya, saya boleh direkam').waitFor();
  await isAccessible(host, 'consent question');
  await button(dialog, 'Naik panggung').click();
  await dialog.getByText('Pilih salah satu jawaban dulu.').waitFor();
  await isAccessible(host, 'consent question without an answer');
  await dialog.getByText('Ya, saya boleh direkam').click();
  await button(dialog, 'Naik panggung').click();
  await host.locator('.tile video').waitFor();
  await isAccessible(host, 'green room');

  await goLive(host);
  await isAccessible(host, 'live, as host');
  await host.getByRole('tab', { name: 'Orang' }).click();
  await host.getByText('tersimpan').waitFor();
  await isAccessible(host, 'people and proof', ['desktop']);
  await host.setViewportSize(viewports.phone);
  await button(host, 'Orang').click();
  await dialog.getByText('tersimpan').waitFor();
  await isAccessible(host, 'people and proof', ['phone']);
  await host.keyboard.press('Escape');
  await button(host, 'Lainnya').click();
  await isAccessible(host, 'more', ['phone']);
  await host.keyboard.press('Escape');
  await seesAndHears(listener);
  await isAccessible(listener, 'live, as listener');
  await button(listener, 'Kuota').click();
  await listener.getByRole('dialog').getByText('Suara saja').click();
  await isAccessible(listener, 'data and connection');
  await listener.keyboard.press('Escape');
  await listener.locator('.tile video').waitFor({ state: 'detached' });
  await isAccessible(listener, 'live, sound only');

  await host.setViewportSize(viewports.desktop);
  await button(host, 'Tandai').click();
  await host.getByLabel('Judul bab').waitFor();
  await isAccessible(host, 'a new mark');
  await button(host, /^Akhiri/).click();
  await isAccessible(host, 'end');
  await host.keyboard.press('Escape');
  await endSession(host);
  await isAccessible(host, 'ended, as host');
  await listener.getByText('Terima kasih sudah datang').waitFor();
  await isAccessible(listener, 'ended');
});
