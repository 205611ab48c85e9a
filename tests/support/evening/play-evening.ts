import { readFile } from 'node:fs/promises';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser, viewports } from '../browser.ts';
import { makeSpeaker } from '../demo-media.ts';
import type { HubProcess } from '../hub-process.ts';
import { endSession, enterRoom, goLive } from '../journeys.ts';
import { isReady, recordingOf, signUpAtHub } from '../live-session.ts';
import { seatAudience } from './audience.ts';
import type { Look } from './drawings.ts';
import { makeLibrary } from './library.ts';
import { live } from './on-air.ts';
import { usePortrait } from './portrait-camera.ts';
import { button, type Cast, type Shoot, type Stagehands } from './stagehands.ts';

/** What addresses say in the pictures: the hub's own is of this machine, and different each time. */
const shownOrigin = 'https://serambi.perpustakaan.example';

const yanti: Look = {
  ...{ skin: '#c68e63', clothes: '#5b2a33', wall: '#d9c7a8' },
  head: { scarf: '#b98a5a' },
};
const rahmat: Look = { skin: '#b07a50', clothes: '#2f4a55', wall: '#cdbfa6', head: 'peci' };

/**
 * Plays an evening of a book club with real media, from the first page to the published episode, and keeps pictures of
 * what the people in it see.
 *
 * @param folder for what the fake devices play
 */
export async function playEvening(
  hub: HubProcess,
  { folder, shoot, say }: { folder: string; shoot: Shoot; say: (text: string) => void },
): Promise<void> {
  const { microphone } = await makeSpeaker(folder);
  const speech = (await readFile(microphone)).toString('base64');
  const studio = await signUpAtHub(hub);
  const ready = await makeLibrary(studio);
  const browser = await launchBrowser();
  const hands: Stagehands = {
    ...{ hub, browser, studio, ready, speech },
    shoot: async (name, of) => {
      await tidyUp('context' in of ? of : of.page(), hub.origin);
      await shoot(name, of);
    },
  };
  try {
    const host = await openPage(hands, 'desktop', { isHost: true, look: yanti, volume: 0.25 });
    say('Before the session');
    await beforehand(hands, host);
    const speaker = await openPage(hands, 'desktop', { look: rahmat, volume: 1 });
    const listener = await openPage(hands, 'phone');
    const easy = await openPage(hands, 'phone');
    await gather(hands, { host, speaker, listener, easy });
    say('Live');
    const audience = await seatAudience(hub.origin, ready.code);
    await live(hands, { host, speaker, listener, easy, audience });
    audience.leave();
    await endSession(host);
    await shoot('after-phone', listener);
    say('Ended. Waiting for the episode');
    await host.goto(`${hub.origin}/studio/sessions/${ready.code}`);
    await host.getByText('Seluruhnya').waitFor();
    await shoot('making-part', partOf(host, 'Rekaman dan episode'));
    await recordingOf(studio, ready.code, isReady);
    await afterwards(hands, { host, listener });
  } finally {
    await browser.close();
  }
}

/** Nothing is hovered, no notice of something just done is in the way, and addresses look like a library's. */
async function tidyUp(page: Page, origin: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const notice of await page.locator('.notices button').all()) await notice.click();
  await page.evaluate(
    ({ from, to }) => {
      for (const field of Array.from(document.querySelectorAll('input'))) {
        if (field.value.includes(from)) field.value = field.value.replace(from, to);
      }
      for (const line of Array.from(document.querySelectorAll('.link-sheets__address'))) {
        line.textContent = line.textContent.replace(from, to);
      }
    },
    { from: origin, to: shownOrigin },
  );
}

type Person = { isHost?: boolean; look?: Look; volume?: number };

/** A person of their own. Phones have the fine pixels of phones. */
async function openPage(
  { browser, hub, studio, speech }: Stagehands,
  size: keyof typeof viewports,
  { isHost = false, look, volume = 1 }: Person = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: viewports[size],
    deviceScaleFactor: size === 'phone' ? 2 : 1.5,
    hasTouch: size === 'phone',
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
  if (isHost) {
    const cookies = [...studio.cookies];
    await context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: hub.origin })),
    );
  }
  const page = await context.newPage();
  await page.addInitScript(() => (globalThis.print = () => undefined));
  if (look) await usePortrait(page, { look, speech, volume });
  return page;
}

async function beforehand({ hub, ready, shoot, ...hands }: Stagehands, host: Page) {
  const { origin } = hub;
  const visitor = await openPage({ hub, ready, shoot, ...hands }, 'phone');
  await visitor.goto(`${origin}/uji`);
  await button(visitor, 'Bunyikan nada').click();
  await button(visitor, 'Ya, terdengar').waitFor();
  await shoot('self-test-phone', visitor);
  await visitor.goto(`${origin}/a/${ready.code}`);
  await button(visitor, /^Masuk dan tunggu/).waitFor();
  await shoot('door-phone', visitor);
  await visitor.goto(ready.links.easy);
  await button(visitor, 'Dengarkan').waitFor();
  await shoot('easy-door-phone', visitor);
  await visitor.context().close();

  await host.goto(`${origin}/studio`);
  await host.getByRole('heading', { name: 'Acara hari ini' }).waitFor();
  await shoot('studio-desktop', host);
  await host.goto(`${origin}/studio/sessions/${ready.code}`);
  await host.getByText('Laskar Pelangi').first().waitFor();
  await shoot('studio-session-desktop', host);
  await shoot('links-part', partOf(host, 'Undangan naik panggung'));
  await shoot('personal-part', partOf(host, 'Tautan pribadi (mode mudah)'));
  await button(host, 'Cetak: Uni Ros').click();
  // The shape of a page of paper.
  await host.setViewportSize({ width: 640, height: 905 });
  await host.emulateMedia({ media: 'print' });
  await host.locator('.link-sheets__address').waitFor();
  await shoot('print-part', host.locator('.link-sheets'));
  await host.emulateMedia({ media: null });
  await host.setViewportSize(viewports.desktop);
  await host.evaluate(() => dispatchEvent(new Event('afterprint')));
  await shoot('rundown-part', partOf(host, 'Susunan acara'));
}

/** A section of a page by its heading. */
const partOf = (page: Page, heading: string): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading }) });

async function gather(
  { hub, ready, shoot }: Stagehands,
  { host, speaker, listener, easy }: Cast,
): Promise<void> {
  const url = `${hub.origin}/a/${ready.code}`;
  await enterRoom(listener, url, 'Fitri');
  await listener.getByText('Anda sudah di serambi').waitFor();
  await shoot('lobby-phone', listener);
  await enterRoom(host, url);
  await button(host, /^Naik panggung/).click();
  const check = host.getByRole('dialog');
  await check.getByText('Suara Anda terdengar.').waitFor();
  await shoot('check-part', check);
  await button(check, 'Lanjut').click();
  await check.getByText('Ya, saya boleh direkam').click();
  await shoot('consent-part', check);
  await button(check, 'Naik panggung').click();
  await enterRoom(speaker, ready.links.speaker, 'Pak Rahmat');
  await button(speaker, /^Naik panggung/).click();
  const second = speaker.getByRole('dialog');
  await button(second, 'Lanjut').click();
  await second.getByText('Ya, saya boleh direkam').click();
  await button(second, 'Naik panggung').click();
  await host.locator('.tile video').nth(1).waitFor();
  await shoot('green-room-desktop', host);
  await goLive(host);
  await easy.goto(ready.links.easy);
  await button(easy, 'Dengarkan').click();
}

async function afterwards(
  hands: Stagehands,
  { host, listener }: Pick<Cast, 'host' | 'listener'>,
): Promise<void> {
  const { hub, ready, shoot, studio } = hands;
  await host.reload();
  await host.getByText('Rekaman selesai diolah.').waitFor();
  await shoot('episode-ready-desktop', host);
  const { recording } = await studio.ok<{ recording: { episode: { url: string } } }>(
    'GET',
    `/api/studio/sessions/${ready.code}`,
  );
  for (const [size, page] of [
    ['desktop', host],
    ['phone', listener],
  ] as const) {
    const at = async (name: string, url: string): Promise<void> => {
      await page.goto(`${hub.origin}${url}`);
      await page.waitForLoadState('networkidle');
      await shoot(`${name}-${size}`, page);
    };
    await at('home', '/');
    await at('series', `/s/${ready.slug}`);
    await at('episode', new URL(recording.episode.url, hub.origin).pathname);
  }
}
