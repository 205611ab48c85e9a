import { access, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { growOld } from '../support/aged-recording.ts';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { endSession } from '../support/journeys.ts';
import {
  goOnAir,
  isReady,
  recordingOf,
  scheduleSession,
  signUpAtHub,
} from '../support/live-session.ts';
import { playPublished } from '../support/published.ts';
import { findFfmpegs } from '../support/video-meters.ts';
import { watchToEnd } from '../support/watch-episode.ts';

/** How long ago the session went live, when its hub comes back: long enough for a first turn with pictures (see planAhead). */
const earlierMs = 164_000;

const scope = new Scope('test', silentLog);
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-made-ahead-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
});
afterAll(() => scope.close('tests ended'));

test('a session that ends while its picture is being made ahead is published once, with what was made', async () => {
  const port = `${await freePort()}`;
  let hub: HubProcess = await startHub(folder, { HTTP_PORT: port });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const { slug, code } = await scheduleSession(studio);
  const { page, until } = await goOnAir(browser, studio, hub.origin, { code });
  await until(4);
  const { recordingId } = await recordingOf(studio, code, () => true);
  await hub.stop('SIGKILL');
  await growOld(path.join(folder, 'recordings'), recordingId, {
    earlierMs,
    cameraUntilMs: earlierMs,
  });
  hub = await startHub(folder, { HTTP_PORT: port });
  await recordingOf(studio, code, ({ takes }) => takes.length >= 6);

  const { work, ahead } = recordingFiles(path.join(folder, 'recordings'), recordingId);
  const chunks = path.join(work, 'chunks');
  const partsOf = async (): Promise<Record<string, number>> => {
    const names = await readdir(chunks).catch(() => []);
    const parts = names.filter((name) => name.endsWith('.mp4'));
    const each = parts.map(
      async (name) => [name, (await stat(path.join(chunks, name))).mtimeMs] as const,
    );
    return Object.fromEntries(await Promise.all(each));
  };
  // The first chunk has two parts: the session's card, and Ani.
  const hasSome = async (): Promise<boolean> => Object.keys(await partsOf()).length >= 4;
  await expect.poll(hasSome, { timeout: 300_000 }).toBe(true);
  await expect.poll(() => findFfmpegs(chunks), { timeout: 120_000 }).toHaveLength(1);
  const made = await partsOf();
  await endSession(page);
  const { episode } = await recordingOf(studio, code, isReady);

  expect(await partsOf()).toMatchObject(made);
  const told = (msg: string) => hub.log().filter((line) => line['msg'] === msg);
  // The podcast, too, was made of what was there.
  const joined = told('prepared sound joined');
  expect(joined, JSON.stringify(joined)).toMatchObject([{ isGood: true }]);
  expect(await findFfmpegs(work)).toEqual([]);
  await expect(access(ahead)).rejects.toThrow('ENOENT');
  expect((await readdir(chunks)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(told('job added')).toHaveLength(1);
  expect(told('not prepared for now')).toEqual([]);
  expect(told('nothing more is prepared')).toEqual([]);

  // What was joined plays to its end, in ffmpeg and on the page.
  const played = await playPublished(studio, { origin: hub.origin, slug, folder });
  expect(played).toMatchObject({ items: 1, complaints: '' });
  expect(Math.abs(played.audioSeconds - played.videoSeconds)).toBeLessThan(0.2);
  const viewer = await newPerson(browser);
  const url = hub.origin + (episode?.url ?? '');
  const { atSeconds, failures } = await watchToEnd(viewer.page, url, { withinMs: 300_000 });
  expect([failures, viewer.problems]).toEqual([[], []]);
  expect(Math.abs(atSeconds - played.videoSeconds)).toBeLessThan(0.2);
}, 1_200_000);
