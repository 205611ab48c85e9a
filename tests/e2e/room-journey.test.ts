import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { markLimits } from '../../server/protocol/marks.ts';
import type { StudioSeries, StudioSession } from '../../server/protocol/rest.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom } from '../support/journeys.ts';
import { goOnAir, signUpAtHub, type LiveHost } from '../support/live-session.ts';
import type { RestClient } from '../support/rest-client.ts';
import { aSeriesBody, aSessionBody } from '../support/rest-journeys.ts';
import { newListener, seesAndHears, type Watched } from '../support/room-listener.ts';

declare const watched: () => Watched;

const scope = new Scope('test', silentLog);
let hub: HubProcess;
let studio: RestClient;
let slug: string;
/** With camera and microphone allowed, and, for the audience, not. */
let hostBrowser: Browser;
let audienceBrowser: Browser;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-room-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const port = `${await freePort()}`;
  // Not "localhost": that is the one address at which the socket does not heed the browser's word that it is offline.
  const origin = { HTTP_PORT: port, PUBLIC_ORIGIN: `http://127.0.0.1:${port}` };
  hub = await startHub(folder, origin);
  scope.defer('hub', async () => {
    await hub.stop();
  });
  studio = await signUpAtHub(hub);
  ({ slug } = await studio.ok<StudioSeries>('POST', '/api/studio/series', aSeriesBody));
  hostBrowser = await launchBrowser();
  scope.defer('host browser', () => hostBrowser.close());
  audienceBrowser = await launchBrowser({ grantDevices: false });
  scope.defer('audience browser', () => audienceBrowser.close());
});

afterAll(() => scope.close('tests ended'));

test('a listener on a phone presses Masuk once, early, and is inside by herself when it goes live', async () => {
  const startsAt = new Date(Date.now() + 20 * 60_000).toISOString();
  const { code, url } = await schedule(startsAt);
  const { page, problems } = await newListener(audienceBrowser);
  await page.goto(url);

  expect(Date.parse((await page.locator('time').first().getAttribute('datetime')) ?? '')).toBe(
    Date.parse(startsAt),
  );
  expect(await page.getByRole('timer').innerText()).toMatch(/^00:(19:\d\d|20:00)$/);
  await page.getByText(/Acara ini direkam/).waitFor();
  await button(page, 'Masuk dan tunggu').click();
  await page.getByText('Anda sudah di serambi').waitFor();
  expect(await page.locator('video').count()).toBe(0);

  const host = await goOnAir(hostBrowser, studio, hub.origin, { code });
  await seesAndHears(page);
  expect(await page.evaluate(() => watched().presses)).toBe(1);
  expect(await page.evaluate(() => watched().deviceRequests)).toBe(0);
  const permission = await page.evaluate(() =>
    navigator.permissions.query({ name: 'microphone' }),
  );
  expect(permission.state).not.toBe('granted');
  expect(problems).toEqual([]);
  await host.leave();
  await page.context().close();
});

describe('a session that is live', () => {
  let url: string;
  let host: LiveHost;
  let listener: Page;

  beforeAll(async () => {
    const session = await schedule();
    url = session.url;
    host = await goOnAir(hostBrowser, studio, hub.origin, session);
    listener = (await newListener(audienceBrowser)).page;
    await enterRoom(listener, url, 'Uni Ros');
    await listener.locator('.tile video').waitFor();
  });

  test.each(['listener', 'host'] as const)(
    'takes the %s back after a moment offline, without a press',
    async (who) => {
      const page = who === 'host' ? host.page : listener;
      const presses = await listener.evaluate(() => watched().presses);
      await goOffline(page.context(), page, 3_000);

      // What happens from now on arrives, in both directions.
      await seesAndHears(listener);
      await button(host.page, /^Mik nyala/).click();
      await listener.getByText('Mik mati').waitFor();
      await button(host.page, /^Mik mati/).click();
      await listener.getByText('Mik mati').waitFor({ state: 'detached' });
      await seesAndHears(listener);
      expect(await listener.evaluate(() => watched().presses)).toBe(presses);
    },
  );

  test('says so where a mark is not taken because too many wait for the connection', async () => {
    const { page } = host;
    await goOffline(page.context(), page, 3_000, async () => {
      for (let n = 0; n <= markLimits.marks; n += 1) await page.keyboard.press('c');
      const refused = page.getByText(`Momen ini tidak ditandai: ${markLimits.marks} tanda`);
      await refused.waitFor();
    });
    await seesAndHears(listener);
  });

  test('shows a name card while the camera is off, and the picture when it is on again', async () => {
    await button(host.page, /^Kamera nyala/).click();
    await listener.locator('.tile video').waitFor({ state: 'detached' });
    await listener.locator('.tile .avatar').waitFor();
    expect(await listener.locator('.tile__name').innerText()).toBe('Ibu Yanti');

    await button(host.page, /^Kamera mati/).click();
    await seesAndHears(listener);
    expect(await listener.locator('.tile .avatar').count()).toBe(0);
  });

  test('goes on in the tab that was opened last, and the other tab says so', async () => {
    const second = await duplicate(listener);
    await seesAndHears(second);
    await listener.getByText('Ruang ini terbuka di tempat lain').waitFor();
    expect(await listener.locator('.tile').count()).toBe(0);
    expect(await listenersSeenBy(host.page)).toBe(1);

    await button(listener, 'Lanjutkan di sini').click();
    await seesAndHears(listener);
    await second.getByText('Ruang ini terbuka di tempat lain').waitFor();
    await second.close();
    // Closing the tab that had lost the seat takes nothing from the one that has it.
    await seesAndHears(listener);
  });

  test('lets a listener go and come back', async () => {
    await button(listener, 'Keluar').click();
    await listener.getByText(/Anda sudah keluar dari ruang/).waitFor();
    await host.page.getByText(/^0 pendengar$/).waitFor();
    expect(await listener.evaluate(() => watched().sounding().length)).toBe(0);

    await button(listener, 'Masuk dan dengarkan').click();
    await seesAndHears(listener);
    await host.page.getByText(/^1 pendengar$/).waitFor();
  });

  test('goes on without its host, who is asked first', async () => {
    await button(host.page, 'Lainnya').click();
    const dialog = host.page.getByRole('dialog');
    await button(dialog, 'Keluar').click();
    await dialog.getByText(/Siaran berjalan terus tanpa Anda/).waitFor();
    await button(dialog, 'Keluar').click();
    await host.page.getByText(/Anda sudah keluar dari ruang/).waitFor();
    await listener.getByText('Panggung masih kosong').waitFor();
    await button(host.page, 'Masuk ke ruang').click();
    await button(host.page, /^Akhiri/).waitFor();
  });

  test('reaches everyone with its end: in the room, at the door, and who comes after', async () => {
    const atTheDoor = (await newListener(audienceBrowser)).page;
    await atTheDoor.goto(url);
    await button(atTheDoor, 'Masuk dan dengarkan').waitFor();
    await endSession(host.page);
    const late = (await newListener(audienceBrowser)).page;
    await late.goto(url);
    for (const page of [listener, atTheDoor, late]) {
      await page.getByText('Terima kasih sudah datang').waitFor();
      expect(await page.locator('video').count()).toBe(0);
    }
    expect(await listener.evaluate(() => watched().sounding().length)).toBe(0);
    for (const page of [host.page, listener, atTheDoor, late]) await page.context().close();
  });
});

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

async function schedule(
  startsAt = aSessionBody.startsAt,
): Promise<{ code: string; url: string }> {
  const { session } = await studio.ok<StudioSession>(
    'POST',
    `/api/studio/series/${slug}/sessions`,
    { ...aSessionBody, startsAt },
  );
  return { code: session.code, url: `${hub.origin}/a/${session.code}` };
}

/**
 * Takes the network away for at least so long, and until the page has said so: without word from the browser that takes
 * as long as a missed ping. Once the network is back the page unsays it by itself.
 */
async function goOffline(
  context: BrowserContext,
  page: Page,
  forMs: number,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  const banner = page.getByText('Sambungan terputus. Menyambung kembali…');
  await context.setOffline(true);
  try {
    await Promise.all([delay(forMs), banner.waitFor({ timeout: 25_000 })]);
    await meanwhile?.();
  } finally {
    await context.setOffline(false);
  }
  await banner.waitFor({ state: 'detached', timeout: 20_000 });
}

/** A second tab with the first one's storage, as "duplicate tab" makes it. */
async function duplicate(page: Page): Promise<Page> {
  const stored = await page.evaluate(() =>
    Object.keys(sessionStorage).map((key): [string, string] => [
      key,
      sessionStorage.getItem(key) ?? '',
    ]),
  );
  const second = await page.context().newPage();
  await second.addInitScript((entries: [string, string][]) => {
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, stored);
  await second.goto(page.url());
  return second;
}

async function listenersSeenBy(page: Page): Promise<number> {
  return Number.parseInt(await page.getByText(/^\d+ pendengar$/).innerText(), 10);
}
