import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { StudioSeries, StudioSession } from '../../server/protocol/rest.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { useFlashCamera } from '../support/flash-camera.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom, goLive } from '../support/journeys.ts';
import { isAccessible } from '../support/page-state.ts';
import { goOnAir, signUpAtHub, toneHz, type LiveHost } from '../support/live-session.ts';
import type { RestClient } from '../support/rest-client.ts';
import { aSeriesBody, aSessionBody } from '../support/rest-journeys.ts';

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
  const { page, problems } = await newListener();
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
    listener = (await newListener()).page;
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
    const atTheDoor = (await newListener()).page;
    await atTheDoor.goto(url);
    await button(atTheDoor, 'Masuk dan dengarkan').waitFor();
    await endSession(host.page);
    const late = (await newListener()).page;
    await late.goto(url);
    for (const page of [listener, atTheDoor, late]) {
      await page.getByText('Terima kasih sudah datang').waitFor();
      expect(await page.locator('video').count()).toBe(0);
    }
    expect(await listener.evaluate(() => watched().sounding().length)).toBe(0);
    for (const page of [host.page, listener, atTheDoor, late]) await page.context().close();
  });
});

test('axe finds nothing in any state of the page, on a phone and on a desktop', async () => {
  const { url } = await schedule(new Date(Date.now() + 20 * 60_000).toISOString());
  const { page: listener } = await newListener();
  const { page: host, context } = await newPerson(hostBrowser);
  await context.addCookies(hostCookies());
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

const hostCookies = (): { name: string; value: string; url: string }[] =>
  [...studio.cookies].map(([name, value]) => ({ name, value, url: hub.origin }));

/** What a listener's page is watched for. Sounds play in elements outside the document, so they are noted as they start. */
type Watched = {
  presses: number;
  deviceRequests: number;
  /** The elements that make a sound now. */
  sounding: () => HTMLMediaElement[];
};
declare const watched: () => Watched;

async function newListener(): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await newPerson(audienceBrowser, { viewport: viewports.phone });
  await page.context().addInitScript({ content: watching });
  return { page, problems };
}

const watching = `{
  const started = new Set();
  const seen = {
    presses: 0,
    deviceRequests: 0,
    sounding: () => [...started].filter((one) => !one.paused && !one.muted && one.volume > 0
      && one.srcObject?.getAudioTracks().some((track) => track.readyState === 'live')),
  };
  globalThis.watched = () => seen;
  addEventListener('click', ({ isTrusted }) => { if (isTrusted) seen.presses += 1; }, true);
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () { started.add(this); return play.call(this); };
  for (const name of ['getUserMedia', 'getDisplayMedia']) {
    const ask = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    navigator.mediaDevices[name] = (wanted) => { seen.deviceRequests += 1; return ask(wanted); };
  }
}`;

/** The host's picture moves, and the host's tone, and nothing else, comes out of an element that plays. */
async function seesAndHears(page: Page): Promise<void> {
  const video = page.locator('.tile video');
  await video.waitFor();
  const seconds = (): Promise<number> =>
    video.evaluate((element) => (element as HTMLVideoElement).currentTime);
  const soundSeconds = (): Promise<number> =>
    page.evaluate(() =>
      Math.max(
        -1,
        ...watched()
          .sounding()
          .map(({ currentTime }) => currentTime),
      ),
    );
  await expect.poll(soundSeconds, { timeout: 15_000 }).toBeGreaterThan(0);
  const [picture, sound] = [await seconds(), await soundSeconds()];
  await expect.poll(seconds, { timeout: 15_000 }).toBeGreaterThan(picture + 0.5);
  await expect.poll(soundSeconds, { timeout: 15_000 }).toBeGreaterThan(sound + 0.5);
  await expect.poll(() => heardHz(page), { timeout: 15_000 }).toBeCloseTo(toneHz, -2);
}

/** The loudest frequency in what plays, over a little more than the second between two tones; 0 for silence. */
function heardHz(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const [element] = watched().sounding();
    if (!(element?.srcObject instanceof MediaStream)) return 0;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(element.srcObject).connect(analyser);
    const levels = new Float32Array(analyser.frequencyBinCount);
    let loudest = { level: -60, hz: 0 };
    for (const until = performance.now() + 1_300; performance.now() < until;) {
      analyser.getFloatFrequencyData(levels);
      for (const [bin, level] of levels.entries()) {
        if (level > loudest.level) {
          loudest = { level, hz: (bin * context.sampleRate) / analyser.fftSize };
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await context.close();
    return loudest.hz;
  });
}

/**
 * Takes the network away for at least so long, and until the page has said so: without word from the browser that takes
 * as long as a missed ping. Once the network is back the page unsays it by itself.
 */
async function goOffline(context: BrowserContext, page: Page, forMs: number): Promise<void> {
  const banner = page.getByText('Sambungan terputus. Menyambung kembali…');
  await context.setOffline(true);
  try {
    await Promise.all([delay(forMs), banner.waitFor({ timeout: 25_000 })]);
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
