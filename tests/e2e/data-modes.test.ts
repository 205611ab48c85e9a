import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { promisedBytesPerHour, type DataMode } from '../../server/protocol/data-mode.ts';
import { viewports } from '../support/browser.ts';
import { openMeteredRoom, settlingMs, type MeteredRoom } from '../support/metered-room.ts';

/** What listening costs, counted on the wire between a real browser and a real hub, by a user-space network. */

const scope = new Scope('test', silentLog);
let room: MeteredRoom;

beforeAll(async () => {
  room = await openMeteredRoom(scope);
});
afterAll(() => scope.close('tests ended'));

declare const lockScreen: Record<string, () => void>;

const promised = (dataMode: DataMode, isSmallScreen = true): number =>
  promisedBytesPerHour({ dataMode, isSmallScreen });

/** Each has a line of their own, so that several are counted at a time. The longest first. */
describe('one person speaks', () => {
  test.concurrent(
    'a hidden page gets the sound alone, and the picture when it is seen again',
    async ({ expect }) => {
      const { page, enter, bytesPerHour, close } = await room.listener('full');
      await enter();
      await page.locator('.tile video').waitFor();
      await beSeen(page, false);
      expect((await bytesPerHour()) / promised('sound')).toBeLessThan(1.15);
      await beSeen(page, true);
      expect(await bytesPerHour()).toBeGreaterThan(promised('light'));
      await close();
    },
  );

  test.concurrent.for(['full', 'light', 'sound'] as const)(
    '%s costs what was promised',
    async (mode, { expect }) => {
      const { page, enter, bytesPerHour, close } = await room.listener(mode);
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
    },
  );

  test.concurrent('slides cost the sound alone until there are any', async ({ expect }) => {
    const { page, enter, bytesPerHour, close } = await room.listener('slides');
    await enter();
    expect(await bytesPerHour()).toBeLessThan(promised('sound') * 1.15);
    expect(await page.locator('.tile video').count()).toBe(0);
    await close();
  });

  test.concurrent(
    'another mode takes effect in the room, and is remembered by the device',
    async ({ expect }) => {
      const { page, url, enter, bytesPerHour, close, problems } = await room.listener();
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
    },
  );

  test.concurrent(
    'the lock screen says what is on, and its buttons silence and unsilence it',
    async ({ expect }) => {
      const { page, enter, close } = await room.listener('sound');
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
    },
  );

  test.concurrent('somebody on mobile data begins with little, and is told why', async () => {
    const { page, url, close } = await room.listener();
    await page.addInitScript({
      content: `Object.defineProperty(navigator, 'connection', { value: { type: 'cellular', effectiveType: '4g' } });`,
    });
    await page.goto(url);
    await page.getByText(/^Satu gambar kecil\. Kira-kira 95 MB per jam/).waitFor();
    await page.getByText(/paket data ponsel/).waitFor();
    await close();
  });

  // By itself: only here all of a large picture counts, which an encoder makes smaller on a machine that is short of time.
  test('full costs what was promised on a large screen, too', async () => {
    const { enter, bytesPerHour, close } = await room.listener('full', viewports.desktop);
    await enter();
    const counted = await bytesPerHour();
    expect(counted / promised('full', false)).toBeGreaterThan(0.85);
    expect(counted / promised('full', false)).toBeLessThan(1.15);
    await close();
  });
});

describe('a screen is shared besides', () => {
  beforeAll(async () => {
    await room.host.getByRole('button', { name: 'Bagikan layar' }).click();
    await room.host.getByRole('button', { name: 'Berhenti berbagi layar' }).waitFor();
  });

  test.concurrent.for(['full', 'light'] as const)(
    '%s costs no more than promised, and shows it',
    async (mode, { expect }) => {
      const { page, enter, bytesPerHour, close } = await room.listener(mode);
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
    room.host.getByRole('button', { name, exact: true }).first().click();

  test('forty pages an hour and the sound cost no more than promised, and no more is sent', async () => {
    await room.host.getByRole('tab', { name: /^Slide/ }).click();
    const [chooser] = await Promise.all([
      room.host.waitForEvent('filechooser'),
      press('Unggah PDF atau gambar'),
    ]);
    await chooser.setFiles({
      name: 'Pesisir.png',
      mimeType: 'image/png',
      buffer: await detailedPicture(),
    });
    const { page, enter, bytesPerHour, onLine, close } = await room.listener('slides');
    await enter();
    const sound = await bytesPerHour();
    expect(sound).toBeLessThan(promised('sound') * 1.15);

    const [bytes, atMs] = [await onLine(), performance.now()];
    await press('Tampilkan halaman 1');
    const slide = page.getByRole('img', { name: /Pesisir/ }).first();
    await slide.waitFor();
    await slide.evaluate((picture: HTMLImageElement) => picture.decode());
    await delay(settlingMs);
    const elapsedHours = (performance.now() - atMs) / 3_600_000;
    const aPage = (await onLine()) - bytes - sound * elapsedHours;
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
