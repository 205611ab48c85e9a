import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { enterRoom } from '../support/journeys.ts';
import { hearsAndSees, watchLinks } from '../support/media-count.ts';
import {
  goOnAir,
  scheduleSession,
  signUpAtHub,
  type LiveHost,
} from '../support/live-session.ts';
import { isAccessible } from '../support/page-state.ts';
import { startTurnServer } from '../support/turn-server.ts';
import { openWire, type Wire } from '../support/wire.ts';

/**
 * Media finds its way through networks that close one after the other: a firewall in user space lets through TCP alone,
 * then nothing but what comes from a TURN server.
 */

/** Where the hub says that media goes. The hub itself does not listen there: the firewall does. */
const hubAddress = '127.0.0.2';
const relayAddress = '127.0.0.3';
/** ICE has its own patience, and a busy machine adds to it. */
const timeout = 40_000;

const scope = new Scope('test', silentLog);
let browser: Browser;
let hub: HubProcess;
let host: LiveHost;
let rtcPort: number;
let url: string;
let firewall: { wire: Wire; scope: Scope } | undefined;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-routes-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  rtcPort = await freePort();
  const turn = await startTurnServer(relayAddress, scope);
  hub = await startHub(path.join(folder, 'hub'), {
    ...{ RTC_PORT: `${rtcPort}`, RTC_WORKERS: '1', RTC_ANNOUNCED_ADDRESS: hubAddress },
    ...{ TURN_URLS: turn.url, TURN_SECRET: turn.secret },
  });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  await letThrough({ protocols: ['tcp'] });
  const studio = await signUpAtHub(hub);
  const { code } = await scheduleSession(studio);
  url = `${hub.origin}/a/${code}`;
  browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
  host = await goOnAir(browser, studio, hub.origin, { code });
});
afterAll(() => scope.close('tests ended'));

/** From now on only this reaches the hub's media port; what was on its way is cut off. */
async function letThrough(rule: { protocols: ('udp' | 'tcp')[]; onlyFrom?: string }) {
  await firewall?.scope.close('other rules');
  const inner = scope.child('firewall');
  const wire = await openWire({ address: hubAddress, port: rtcPort, ...rule }, inner);
  firewall = { wire, scope: inner };
}

/** What got through the firewall, in bytes. */
const through = (): number =>
  [...(firewall?.wire.bytes() ?? [])].reduce((sum, [, bytes]) => sum + bytes, 0);

async function newListener(): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await newPerson(browser, { viewport: viewports.phone });
  await watchLinks(page);
  await enterRoom(page, url);
  return { page, problems };
}

const askForTheWay = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Kuota', exact: true }).click();

/** The last step of the self test, on a phone that lends no microphone. Returns the numbers of its result. */
async function tryTheLine(saying: RegExp): Promise<string> {
  const { page, context, problems } = await newPerson(browser, { viewport: viewports.phone });
  const press = (name: string) => page.getByRole('button', { name }).click();
  await page.goto(`${hub.origin}/uji`);
  await press('Bunyikan nada');
  await press('Ya, terdengar');
  await press('Saya hanya mendengarkan');
  await press('Saya tidak memakai kamera');
  await press('Coba sambungan');
  await page.getByText(saying).waitFor({ timeout });
  await press('Lihat hasil');
  const report = await page.getByRole('group', { name: 'Hasil untuk dikirim' }).innerText();
  expect(problems).toEqual([]);
  await context.close();
  return /^Angka: .*$/m.exec(report)?.[0] ?? report;
}

let listener: Page;

test('UDP is held back: media goes over TCP to the same port, and the page says so when asked', async () => {
  const { page, problems } = await newListener();
  listener = page;
  await hearsAndSees(page, timeout);
  await askForTheWay(page);
  await page.getByText(/langsung dari perpustakaan lewat TCP/).waitFor({ timeout });
  await page.getByText(/firewall.* menahan UDP/).waitFor();
  await isAccessible(page, 'told the way');
  expect(through()).toBeGreaterThan(10_000);
  expect(problems).toEqual([]);
});

test('the self test says so before any session', async () => {
  const numbers = await tryTheLine(/langsung dari perpustakaan lewat TCP/);
  expect(numbers).toMatch(/^Angka: lewat TCP, pergi-pulang [\d.,]+ ms, hilang [\d.,]+%/);
});

test('TCP is closed as well, in the middle: both sides go on through the TURN server, without a click', async () => {
  await letThrough({ protocols: ['udp'], onlyFrom: relayAddress });
  await hearsAndSees(listener, timeout);
  await listener.getByText(/lewat server perantara \(TURN\)/).waitFor({ timeout });
  expect(through()).toBeGreaterThan(10_000);
  await listener.context().close();
});

test('who comes in while only the TURN server is left hears and sees', async () => {
  const { page, problems } = await newListener();
  await hearsAndSees(page, timeout);
  await askForTheWay(page);
  await page.getByText(/menutup jalur langsung ke perpustakaan/).waitFor({ timeout });
  expect([...problems, ...host.problems]).toEqual([]);
  await page.context().close();
  await host.leave();
});

test('and the self test names the TURN server', async () => {
  const numbers = await tryTheLine(/lewat server perantara \(TURN\)/);
  expect(numbers).toMatch(/^Angka: lewat TURN, pergi-pulang [\d.,–]+ ms, hilang [\d.,]+%/);
});
