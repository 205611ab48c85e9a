import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { holdSession, type HeldSession } from '../support/demo-session.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { inspectEpisode } from '../support/inspect-episode.ts';
import { signIn } from '../support/journeys.ts';
import { advances, playEpisode, watchToEnd } from '../support/watch-episode.ts';

const execute = promisify(execFile);

/** One session for the whole file: everything below looks at what became of it. */
let folder: string;
let hub: HubProcess;
let held: HeldSession;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-journey-'));
  hub = await startHub(folder, {}, { isFirst: true });
  browser = await launchBrowser({ grantDevices: false });
  held = await holdSession(hub, { folder, say: () => undefined });
}, 600_000);

afterAll(async () => {
  await browser.close();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a session with a question, slides, a screen, a reload and a recorder that is killed becomes a right episode and feed', async () => {
  const wrong = (await inspectEpisode(hub.origin, held)).filter(({ right }) => !right);
  expect(wrong).toEqual([]);
});

test('of what someone must look at, the hub logged the recorder that was killed, and nothing else', () => {
  const errors = hub.log().filter(({ level }) => Number(level) >= 50);
  expect(errors.map(({ msg }) => msg)).toEqual(['recorder process died']);
});

describe('the episode page', () => {
  test('plays, seeks, changes quality, and goes on with sound only', async () => {
    const { page, problems } = await newPerson(browser);
    await playEpisode(page, episodeUrl());

    await page.getByLabel('Mutu').selectOption({ label: '360p' });
    await advances(page);
    await page.evaluate(() => {
      media().currentTime = 20;
      function media(): HTMLMediaElement {
        return document.querySelector('video, audio') as HTMLMediaElement;
      }
    });
    await page.waitForFunction(
      () => (document.querySelector<HTMLMediaElement>('video, audio')?.currentTime ?? 0) > 20.5,
    );
    await page
      .getByRole('button', { name: /Suara saja|Dengarkan/ })
      .first()
      .click();
    await advances(page);
    expect(problems).toEqual([]);
  });

  test('plays to its end by HLS, four times as fast, without an error', async () => {
    const { page, problems } = await newPerson(browser);
    expect(await watchToEnd(page, episodeUrl())).toMatchObject({ failures: [] });
    expect(problems).toEqual([]);
  });

  test('without JavaScript it still has its sound, notes and chapters', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(hub.origin + (held.recording.episode?.url ?? ''));
    expect(await page.locator('audio[controls]').getAttribute('src')).toMatch(/\.mp3$/);
    expect(await page.locator('h1').innerText()).toContain('Laskar Pelangi');
    expect(await page.locator('main').innerText()).toContain('Pertanyaan pertama');
    await context.close();
  });
});

test('a real podcast client subscribes, downloads, and has byte for byte what was published', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'serambi-gpodder-'));
  const env = { ...process.env, GPODDER_HOME: home, HOME: home };
  const gpo = (...args: string[]) => execute('gpo', args, { env, timeout: 60_000 });
  const feed = `${hub.origin}/s/${held.slug}/feed.xml`;
  await gpo('subscribe', feed);
  await gpo('update');
  await gpo('download');
  const downloads = path.join(home, 'Downloads');
  const files = (await readdir(downloads, { recursive: true })).filter((name) =>
    name.endsWith('.mp3'),
  );
  expect(files).toHaveLength(1);

  const published = await fetch(new URL(held.recording.episode?.mp3?.url ?? '', hub.origin));
  const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  expect(sha(await readFile(path.join(downloads, files[0] ?? '')))).toBe(
    sha(Buffer.from(await published.arrayBuffer())),
  );
  await rm(home, { recursive: true, force: true });
});

/** All sizes at a time: a page is mostly waited for. */
describe.concurrent.each(Object.entries(viewports))(
  'axe finds nothing on a %s',
  (_size, viewport) => {
    test('on the public pages', async ({ expect }) => {
      const { page } = await newPerson(browser, { viewport });
      for (const url of [
        '/',
        `/s/${held.slug}`,
        `/a/${held.code}`,
        held.recording.episode?.url ?? '',
        '/panduan',
        '/masuk',
        '/tidak-ada',
      ]) {
        expect(await violationsAt(page, url), url).toEqual([]);
      }
    });

    test('on the studio pages', async ({ expect }) => {
      const { page } = await newPerson(browser, { viewport });
      await signIn(page, hub.origin);
      for (const url of [
        '/studio',
        '/studio/series',
        `/studio/series/${held.slug}`,
        `/studio/series/${held.slug}/sessions`,
        `/studio/sessions/${held.code}`,
        '/studio/people',
        '/studio/settings',
      ]) {
        expect(await violationsAt(page, url), url).toEqual([]);
      }
    });
  },
);

const episodeUrl = (): string => hub.origin + (held.recording.episode?.url ?? '');

async function violationsAt(page: Page, url: string): Promise<string[]> {
  await page.goto(hub.origin + url);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  return axeViolations(page);
}
