import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { promisedBytesPerHour, type DataMode } from '../../server/protocol/data-mode.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub } from '../support/hub-process.ts';
import { enterRoom, goLive, goOnStage } from '../support/journeys.ts';
import { scheduleSession, signUpAtHub } from '../support/live-session.ts';
import { useTalkingHead } from '../support/talking-head.ts';
import { openWire, type Wire } from '../support/wire.ts';

/** What listening costs, counted on the wire between a real browser and a real hub, by a user-space network. */

const address = '127.0.0.2';
/** Long enough for a keyframe or two not to matter. */
const measuredMs = 15_000;
/** After a change, until the encoders, the hub's estimate and the page have come to rest. */
const settlingMs = 6_000;

const scope = new Scope('test', silentLog);
let listeners: Browser;
let host: Page;
let url: string;
let media: Wire;
let web: Wire;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-data-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const [rtcPort, httpPort] = [await freePort(), await freePort()];
  media = await openWire({ address, port: rtcPort, protocols: ['udp', 'tcp'] }, scope);
  web = await openWire({ address, port: httpPort, protocols: ['tcp'] }, scope);
  const hub = await startHub(path.join(folder, 'hub'), {
    ...{ HTTP_PORT: `${httpPort}`, RTC_PORT: `${rtcPort}` },
    ...{ RTC_WORKERS: '1', RTC_ANNOUNCED_ADDRESS: address },
  });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const { code } = await scheduleSession(studio);
  url = `http://${address}:${httpPort}/a/${code}`;

  const hostBrowser = await launchBrowser();
  scope.defer('host', () => hostBrowser.close());
  const person = await newPerson(hostBrowser);
  host = person.page;
  const cookies = [...studio.cookies].map(([name, value]) => ({
    name,
    value,
    url: hub.origin,
  }));
  await person.context.addCookies(cookies);
  await useTalkingHead(host, folder);
  await enterRoom(host, `${hub.origin}/a/${code}`);
  await goOnStage(host, { consent: true });
  await goLive(host);
  listeners = await launchBrowser({ grantDevices: false });
  scope.defer('listeners', () => listeners.close());
});
afterAll(() => scope.close('tests ended'));

const total = (wire: Wire, except: ReadonlySet<string> = new Set()): number =>
  [...wire.bytes()].reduce((sum, [flow, bytes]) => sum + (except.has(flow) ? 0 : bytes), 0);

/** A phone that comes in with a mode it chose before, and what its line carries. */
async function listener(mode?: DataMode) {
  const before = new Set(media.bytes().keys());
  const { page, context, problems } = await newPerson(listeners, { viewport: viewports.phone });
  await context.addInitScript({ content: lockScreenButtons });
  if (mode) {
    const content = `localStorage.getItem('serambi.data-mode') ?? localStorage.setItem('serambi.data-mode', '${mode}');`;
    await context.addInitScript({ content });
  }
  const onLine = (): number => total(media, before) + total(web);
  return {
    ...{ page, problems, onLine },
    enter: () => enterRoom(page, url),
    /** Bytes an hour, from now on. */
    bytesPerHour: async (): Promise<number> => {
      await delay(settlingMs);
      const [bytes, atMs] = [onLine(), performance.now()];
      await delay(measuredMs);
      return ((onLine() - bytes) / (performance.now() - atMs)) * 3_600_000;
    },
    close: () => context.close(),
  };
}

/** Lets a test press what a phone shows on its lock screen. */
const lockScreenButtons = `{
  globalThis.lockScreen = {};
  navigator.mediaSession.setActionHandler = (name, handler) => { lockScreen[name] = handler; };
}`;
declare const lockScreen: Record<string, () => void>;

const promised = (dataMode: DataMode): number =>
  promisedBytesPerHour({ dataMode, isSmallScreen: true });

describe('one person speaks', () => {
  test.each(['full', 'light', 'sound'] as const)('%s costs what was promised', async (mode) => {
    const { page, enter, bytesPerHour, close } = await listener(mode);
    await enter();
    const counted = await bytesPerHour();
    expect(counted / promised(mode)).toBeGreaterThan(0.85);
    expect(counted / promised(mode)).toBeLessThan(1.15);

    // What the page says of it is what was counted here.
    await page.getByRole('button', { name: 'Kuota', exact: true }).click();
    const said = page.getByRole('dialog').getByText(/Sekarang kira-kira \d+ MB per jam/);
    await said.waitFor({ timeout: 60_000 });
    const megabytes = Number(/kira-kira (\d+)/.exec(await said.innerText())?.[1]);
    expect((megabytes * 1e6) / counted).toBeGreaterThan(0.8);
    expect((megabytes * 1e6) / counted).toBeLessThan(1.2);
    await page.getByText(/lewat UDP/).waitFor();
    await close();
  });

  test('slides cost the sound alone until there are any', async () => {
    const { page, enter, bytesPerHour, close } = await listener('slides');
    await enter();
    expect(await bytesPerHour()).toBeLessThan(promised('sound') * 1.15);
    expect(await page.locator('.tile video').count()).toBe(0);
    await close();
  });

  test('another mode takes effect in the room, and is remembered by the device', async () => {
    const { page, enter, bytesPerHour, close, problems } = await listener();
    await page.goto(url);
    await page.getByText(/^Semua gambar\. Kira-kira 290 MB per jam/).click();
    await page.getByText('Satu gambar kecil').click();
    await enter();
    // It was chosen on a page that is gone: the device remembers.
    await page.locator('.tile video').waitFor();
    await page.getByRole('button', { name: 'Kuota', exact: true }).click();
    await page.getByRole('dialog').getByText('Suara saja').click();
    await page.getByRole('button', { name: 'Tutup' }).click();
    await page.locator('.tile video').waitFor({ state: 'detached' });
    expect((await bytesPerHour()) / promised('sound')).toBeLessThan(1.15);

    await page.reload();
    await page.getByText('Suara saja, supaya hemat kuota.').waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  test('a hidden page gets the sound alone, and the picture when it is seen again', async () => {
    const { page, enter, bytesPerHour, close } = await listener('full');
    await enter();
    await page.locator('.tile video').waitFor();
    await beSeen(page, false);
    expect((await bytesPerHour()) / promised('sound')).toBeLessThan(1.15);
    await beSeen(page, true);
    expect(await bytesPerHour()).toBeGreaterThan(promised('light'));
    await close();
  });

  test('the lock screen says what is on, and its buttons silence and unsilence it', async () => {
    const { page, enter, close } = await listener('sound');
    await enter();
    await page.getByText('Suara saja, supaya hemat kuota.').waitFor();
    const title = await page.evaluate(() => navigator.mediaSession.metadata?.title);
    expect(title).toBe(await page.locator('.room__title').innerText());
    await page.evaluate(() => lockScreen['pause']?.());
    await page.getByText('Suara Anda matikan sendiri.').waitFor();
    expect(await page.evaluate(() => navigator.mediaSession.playbackState)).toBe('paused');
    await page.evaluate(() => lockScreen['play']?.());
    await page.getByText('Suara Anda matikan sendiri.').waitFor({ state: 'detached' });
    await close();
  });

  test('somebody on mobile data begins with little, and is told why', async () => {
    const { page, close } = await listener();
    await page.addInitScript({
      content: `Object.defineProperty(navigator, 'connection', { value: { type: 'cellular', effectiveType: '4g' } });`,
    });
    await page.goto(url);
    await page.getByText(/^Satu gambar kecil\. Kira-kira 95 MB per jam/).waitFor();
    await page.getByText(/paket data ponsel/).waitFor();
    await close();
  });
});

describe('a screen is shared besides', () => {
  beforeAll(async () => {
    await host.getByRole('button', { name: 'Bagikan layar' }).click();
    await host.getByRole('button', { name: 'Berhenti berbagi layar' }).waitFor();
  });

  test.each(['full', 'light'] as const)(
    '%s costs no more than promised, and shows it',
    async (mode) => {
      const { page, enter, bytesPerHour, close } = await listener(mode);
      await enter();
      await page.locator('.picture--whole').waitFor();
      expect((await bytesPerHour()) / promised(mode)).toBeLessThan(1.15);
      const seconds = (): Promise<number> =>
        page
          .locator('.picture--whole')
          .evaluate((video) => (video as HTMLVideoElement).currentTime);
      const before = await seconds();
      await expect.poll(seconds, { timeout: 15_000 }).toBeGreaterThan(before);
      await close();
    },
  );
});

describe('slides are shown', () => {
  const press = (name: string): Promise<void> =>
    host.getByRole('button', { name, exact: true }).first().click();

  test('forty pages an hour and the sound cost no more than promised, and no more is sent', async () => {
    await host.getByRole('tab', { name: /^Slide/ }).click();
    const [chooser] = await Promise.all([
      host.waitForEvent('filechooser'),
      press('Unggah PDF atau gambar'),
    ]);
    await chooser.setFiles({
      name: 'Pesisir.png',
      mimeType: 'image/png',
      buffer: await detailedPicture(),
    });
    const { page, enter, bytesPerHour, onLine, close } = await listener('slides');
    await enter();
    const sound = await bytesPerHour();
    expect(sound).toBeLessThan(promised('sound') * 1.15);

    const [bytes, atMs] = [onLine(), performance.now()];
    await press('Tampilkan halaman 1');
    const slide = page.getByRole('img', { name: /Pesisir/ }).first();
    await slide.waitFor();
    await slide.evaluate((picture: HTMLImageElement) => picture.decode());
    await delay(settlingMs);
    const elapsedHours = (performance.now() - atMs) / 3_600_000;
    const aPage = onLine() - bytes - sound * elapsedHours;
    // It did come over the line.
    expect(aPage).toBeGreaterThan(20_000);
    expect((sound + 40 * aPage) / promised('slides')).toBeLessThan(1.15);
    expect(await page.locator('.tile video').count()).toBe(0);
    await close();
  });
});

/** As much to see as in a photograph: clouds in all sizes, in a PNG. */
async function detailedPicture(): Promise<Buffer> {
  const cloud = async (across: number): Promise<Buffer> => {
    const [width, height] = [across, Math.round((across * 9) / 16)];
    const raw = randomBytes(width * height * 3);
    const picture = sharp(raw, { raw: { width, height, channels: 3 } });
    return picture.resize(1_920, 1_080, { kernel: 'cubic' }).png().toBuffer();
  };
  const [coarse = Buffer.alloc(0), ...finer] = await Promise.all([12, 60, 240].map(cloud));
  const layers = finer.map((input) => ({ input, blend: 'soft-light' as const }));
  return sharp(coarse).composite(layers).png().toBuffer();
}

/** What a browser does when another tab is opened, or a phone is locked. */
async function beSeen(page: Page, isSeen: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isSeen ? 'visible' : 'hidden',
  );
}
