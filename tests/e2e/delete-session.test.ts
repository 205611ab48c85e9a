import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { EpisodeInfo } from '../../server/protocol/rest.ts';
import { axeViolations } from '../support/axe.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { viewports } from '../support/browser.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { endSession } from '../support/journeys.ts';
import { goOnAir, recordingOf, scheduleSession } from '../support/live-session.ts';
import type { RestClient } from '../support/rest-client.ts';

/** A host deletes a recorded session from the studio, and the hub is killed in the middle of it. */

const scope = new Scope('test', silentLog);
let folder: string;
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;
let code: string;
let slug: string;
let page: Page;
let episode: EpisodeInfo;

beforeAll(async () => {
  ({ folder, hub, studio, browser } = await openBrowserHub(scope));
  ({ slug, code } = await scheduleSession(studio));
  const host = await goOnAir(browser, studio, hub.origin, { code });
  await host.until(4);
  await endSession(host.page);
  ({ page } = host);
  // The podcast is out, and the picture is still being made.
  ({ episode } = (await recordingOf(studio, code, (one) => !!one.episode?.mp3)) as {
    episode: EpisodeInfo;
  });
}, 120_000);
afterAll(() => scope.close('tests ended'));

const feed = async () => (await studio.send('GET', `/s/${slug}/feed.xml`)).text;
const filesOf = async (what: string): Promise<string[]> =>
  readdir(path.join(folder, what), { recursive: true }).catch(() => []);
const press = (name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

test.each(Object.entries(viewports))('what goes is said on a %s', async (size, viewport) => {
  await page.setViewportSize(viewport);
  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await press('Hapus acara');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Rekaman aslinya, suara dan gambar semua orang.').waitFor();
  await dialog.getByText(/aplikasi podcast, tidak bisa kita tarik kembali/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const shots = process.env['PICTURES'];
  if (shots) await page.screenshot({ path: path.join(shots, `delete-${size}.png`) });
  await press('Batal');
  await dialog.waitFor({ state: 'detached' });
});

test('only the right word deletes it; then it is gone for everyone, also when the hub is killed at once', async () => {
  expect(await feed()).toContain('<item>');
  await press('Hapus acara');
  await page.getByLabel('Ketik "hapus" untuk melanjutkan').fill('ya');
  await press('Hapus untuk selamanya');
  await page.getByText('Belum cocok. Ketik "hapus".').waitFor();
  await page.getByLabel('Ketik "hapus" untuk melanjutkan').fill('Hapus');
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'DELETE' && response.ok(),
  );
  await press('Hapus untuk selamanya');
  await answered;
  await hub.stop('SIGKILL');

  hub = await startHub(folder, { HTTP_PORT: new URL(hub.origin).port });
  scope.defer('second hub', async () => {
    await hub.stop();
  });
  expect(await feed()).not.toContain('<item>');
  await expect.poll(() => filesOf('recordings'), { timeout: 30_000 }).toEqual([]);
  await expect
    .poll(async () => (await filesOf('objects')).filter((name) => name.includes('mp3')))
    .toEqual([]);
  const gone = await studio.send('GET', episode.url);
  expect(gone.status).toBe(410);
  expect(gone.text).toContain('Acara ini sudah dihapus');

  await page.goto(hub.origin + episode.url);
  await page.getByRole('heading', { name: 'Acara ini sudah dihapus' }).waitFor();
  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await page.getByRole('heading', { name: 'Acara ini sudah dihapus' }).waitFor();
  expect(hub.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);
}, 90_000);
