import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub } from '../support/hub-process.ts';
import { enterRoom, goLive, goOnStage } from '../support/journeys.ts';
import {
  hearsAndSees,
  linkStory,
  timeSilence,
  watchLinks,
  type LinkStory,
} from '../support/media-count.ts';
import { openSpeaker, scheduleSession, signUpAtHub, toneHz } from '../support/live-session.ts';
import { openWire, type Wire } from '../support/wire.ts';

/**
 * The network goes away under a host, a speaker and a listener, for shorter and for longer, and comes back. Nobody presses
 * anything, and each finds what was theirs: the stage, the place among the raised hands, the question half written.
 */

const address = '127.0.0.2';
/** From the network's return to sound and pictures, on a busy machine. */
const backWithinMs = 30_000;
/** From a change of networks to sound again, where the browser tells of it. Half of it is the question to the old socket. */
const soundBackWithinMs = 4_000;
const half = 'Apakah buku tentang rendang ini';

const scope = new Scope('test', silentLog);
let host: Page;
let speaker: Page;
let listener: Page;
let wires: Wire[];
const problems: string[][] = [];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-blackouts-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const [rtcPort, httpPort] = [await freePort(), await freePort()];
  wires = [
    await openWire({ address, port: rtcPort, protocols: ['udp', 'tcp'] }, scope),
    await openWire({ address, port: httpPort, protocols: ['tcp'] }, scope),
  ];
  const hub = await startHub(path.join(folder, 'hub'), {
    ...{ HTTP_PORT: `${httpPort}`, RTC_PORT: `${rtcPort}` },
    ...{ RTC_WORKERS: '1', RTC_ANNOUNCED_ADDRESS: address },
  });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const { code } = await scheduleSession(studio);
  const links = `/api/studio/sessions/${code}/links`;
  const budi = { role: 'speaker', label: 'Pak Budi' };
  const { url } = await studio.ok<{ url: string }>('POST', links, budi);
  const overTheWire = (there: string): string =>
    there.replace(hub.origin, `http://${address}:${httpPort}`);
  const browser = await launchBrowser();
  scope.defer('browser', () => browser.close());

  const hosting = await openSpeaker(browser, toneHz, {
    studio,
    origin: overTheWire(hub.origin),
  });
  host = hosting.page;
  await watchLinks(host);
  await enterRoom(host, overTheWire(`${hub.origin}/a/${code}`));
  await goLive(host);
  await host.getByRole('tab', { name: /^Orang/ }).click();
  const speaking = await openSpeaker(browser, toneHz);
  speaker = speaking.page;
  await watchLinks(speaker);
  await enterRoom(speaker, overTheWire(url), 'Pak Budi');
  await goOnStage(speaker, { consent: true });

  const first = await newPerson(browser);
  await enterRoom(first.page, `${hub.origin}/a/${code}`, 'Mak Uniang');
  await first.page.getByRole('button', { name: 'Angkat tangan' }).click();
  await first.page.getByText('Anda yang berikutnya.').waitFor();
  const second = await newPerson(browser);
  listener = second.page;
  await watchLinks(listener);
  await enterRoom(listener, overTheWire(`${hub.origin}/a/${code}`), 'Uni Ros');
  await listener.getByRole('button', { name: 'Angkat tangan' }).click();
  await listener.getByLabel('Pertanyaan Anda').fill(half);
  problems.push(first.problems);
});
afterAll(() => scope.close('tests ended'));

test('two seconds: nothing happens', async () => {
  await everythingIsThere();
  const before = await stories();
  await blackOut(2_000);
  await everythingIsThere();
  for (const [index, { opened, restarts }] of (await stories()).entries()) {
    expect({ opened, restarts }).toEqual({
      opened: before[index]?.opened,
      restarts: before[index]?.restarts,
    });
  }
});

test('another network: sound is back within moments, over the same transports with new credentials', async () => {
  const before = await stories();
  const silences = await Promise.all([host, listener].map(timeSilence));
  for (const wire of wires) wire.strand();
  // What a browser says when a phone leaves its Wi-Fi for mobile data.
  for (const page of [host, speaker, listener]) {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
  }
  await areRestarted(before);
  await everythingIsThere();
  for (const silence of silences) expect(await silence()).toBeLessThan(soundBackWithinMs);
});

test('another network, of which the browser says nothing: the silence is noticed', async () => {
  const before = await stories();
  for (const wire of wires) wire.strand();
  await areRestarted(before);
  await everythingIsThere();
});

test('ten seconds: the page says that it comes back, and does, over the same transports', async () => {
  const before = await stories();
  await blackOut(10_000, () => isLost(listener).waitFor());
  await everythingIsThere();
  for (const [index, { opened, states }] of (await stories()).entries()) {
    expect(opened).toBe(before[index]?.opened);
    expect(states.slice(before[index]?.states.length)).toContain('disconnected');
  }
});

test('forty seconds: everyone comes in anew, and what was asked meanwhile is sent', async () => {
  const before = await stories();
  await blackOut(40_000, async () => {
    await isLost(listener).waitFor();
    await listener.getByRole('button', { name: 'Kirim pertanyaan' }).click();
    await listener.getByText('Belum terkirim.').first().waitFor();
    await listener.getByLabel('Pertanyaan Anda').fill(half);
  });
  await everythingIsThere();
  await listener.getByText('Belum terkirim.').waitFor({ state: 'detached' });
  await host.getByRole('tab', { name: /^Pertanyaan/ }).click();
  await host.getByRole('tab', { name: /^Terbuka/ }).click();
  await host.getByText(half).first().waitFor();
  // What both sides still have is restarted, the rest is replaced.
  const ways = ({ opened, restarts }: LinkStory): number => opened + restarts;
  for (const [index, story] of (await stories()).entries()) {
    expect(ways(story)).toBeGreaterThan(ways(before[index]!));
  }
  expect(problems.flat()).toEqual([]);
});

const isLost = (page: Page): Locator => page.getByText(/^Sambungan terputus\./);

/** New credentials at both ends, for the transports that there were. */
async function areRestarted(before: readonly LinkStory[]): Promise<void> {
  const all = async (): Promise<boolean> =>
    (await stories()).every(({ restarts }, index) => restarts > (before[index]?.restarts ?? 0));
  await expect.poll(all, { timeout: backWithinMs, interval: 200 }).toBe(true);
  for (const [index, { opened }] of (await stories()).entries()) {
    expect(opened).toBe(before[index]?.opened);
  }
}

const stories = (): Promise<LinkStory[]> =>
  Promise.all([host, speaker, listener].map(linkStory));

/** Nothing gets through for so long. `meanwhile`: what is seen and done in it. */
async function blackOut(
  durationMs: number,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const wire of wires) wire.cut();
  await Promise.all([delay(durationMs), meanwhile()]);
  for (const wire of wires) wire.mend();
}

/** Sound and pictures go from the speaker to everyone else, and everyone has what is theirs. */
async function everythingIsThere(): Promise<void> {
  await Promise.all([host, listener].map((page) => hearsAndSees(page, backWithinMs)));
  for (const page of [host, speaker, listener]) {
    await isLost(page).waitFor({ state: 'detached', timeout: backWithinMs });
  }
  await host.getByRole('button', { name: /^Akhiri/ }).waitFor();
  await speaker.getByRole('button', { name: /Turun panggung/ }).waitFor();
  await listener.getByText('Anda urutan ke-2.').waitFor();
  expect(await listener.getByLabel('Pertanyaan Anda').inputValue()).toBe(half);
  const hands = host.locator('.hands__who strong');
  await expect.poll(() => hands.allInnerTexts()).toEqual(['Mak Uniang', 'Uni Ros']);
}
