import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordingInfo } from '../../server/protocol/rest.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import {
  goOnAir,
  isDoing,
  isReady,
  recordingOf,
  scheduleSession,
  signUpAtHub,
  type LiveHost,
  type Scheduled,
} from '../support/live-session.ts';
import { endSession } from '../support/journeys.ts';
import { descendantsOf } from '../support/processes.ts';
import { longestGap, playPublished, type Published } from '../support/published.ts';
import type { RestClient } from '../support/rest-client.ts';

/** The whole file is the life of one data directory, whose hub goes down again and again. */
const scope = new Scope('test', silentLog);
let folder: string;
let port: string;
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;

const start = async (): Promise<HubProcess> => startHub(folder, { HTTP_PORT: port });

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-kills-hub-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  port = `${await freePort()}`;
  hub = await start();
  scope.defer('hub', async () => {
    await hub.stop();
  });
  studio = await signUpAtHub(hub);
  browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
});

afterAll(() => scope.close('tests ended'));

type Down = Scheduled &
  Pick<LiveHost, 'page' | 'liveMs'> & { recordingId: string; downSecond: number };
/** How long it was live, and for how long of it nothing was recorded, in seconds. */
type Lived = { liveSeconds: number; awaySeconds: number };

/** A session that is live when its hub goes down by `takeDown`. */
async function liveUntil(takeDown: () => Promise<void>): Promise<Down> {
  const { slug, code } = await scheduleSession(studio);
  const { page, until, liveMs } = await goOnAir(browser, studio, hub.origin, { code });
  await until(6);
  const { recordingId } = await recordingOf(studio, code, () => true);
  const downSecond = liveMs() / 1000;
  await takeDown();
  return { slug, code, page, liveMs, recordingId, downSecond };
}

/** The hub is there again, and the session goes on in the same recording without a click. The host ends it then. */
async function goOnAndEnd(down: Down): Promise<Lived> {
  const { code, page, liveMs, recordingId, downSecond } = down;
  const goneOn = await recordingOf(studio, code, ({ takes }) => takes.length === 4);
  expect(goneOn.recordingId).toBe(recordingId);
  const awaySeconds = liveMs() / 1000 - downSecond;
  await setTimeout(4_000);
  const liveSeconds = liveMs() / 1000;
  await endSession(page);
  return { liveSeconds, awaySeconds };
}

/** Everything is in the episode but what was said while there was no hub, and nothing twice. */
function expectAll({ items, tones, ...published }: Published, lived: Lived): void {
  const { liveSeconds, awaySeconds } = lived;
  expect(items).toBe(1);
  expect(published.complaints).toBe('');
  expect(published.audioSeconds).toBeGreaterThan(liveSeconds - 1.5);
  expect(published.audioSeconds).toBeLessThan(liveSeconds + 3);
  expect(Math.abs(published.videoSeconds - published.audioSeconds)).toBeLessThan(0.1);
  expect(longestGap(tones, published.audioSeconds)).toBeLessThan(awaySeconds + 2);
  expect(tones.length).toBeGreaterThan(liveSeconds - awaySeconds - 3);
}

describe('a hub that is killed with a live session, and again while it makes the episode', () => {
  let down: Down;
  let lived: Lived;
  let recording: RecordingInfo;
  let published: Published;

  beforeAll(async () => {
    down = await liveUntil(async () => {
      await hub.stop('SIGKILL');
    });
    hub = await start();
    lived = await goOnAndEnd(down);
    await recordingOf(studio, down.code, isDoing('chunks'));
    await hub.stop('SIGKILL');
    hub = await start();
    recording = await recordingOf(studio, down.code, isReady);
    published = await playPublished(studio, { origin: hub.origin, slug: down.slug, folder });
  });

  test('has everyone back in the session, and publishes one episode of both parts', () => {
    expectAll(published, lived);
  });
  test('goes on with the step that was interrupted', () => {
    const skipped = hub.log().filter(({ msg }) => msg === 'step skipped: made before');
    expect(skipped.map(({ step }) => step)).toContain('publish-audio');
    expect(skipped.map(({ step }) => step)).not.toContain('chunks');
    expect(recording.takes).toHaveLength(4);
  });
});

describe.each(['SIGTERM', 'SIGINT'] as const)(
  'a hub that gets %s with a live session',
  (signal) => {
    let down: Down;
    let exitCode: number | null;
    let tookMs: number;
    let timeline: { type: string; takeId?: string; reason?: string }[];
    let published: Published;

    beforeAll(async () => {
      down = await liveUntil(async () => {
        const asked = performance.now();
        // A terminal's Ctrl-C reaches every process of the group at once.
        if (signal === 'SIGINT') signalAll(signal);
        exitCode = await hub.stop(signal);
        tookMs = performance.now() - asked;
      });
      const file = path.join(folder, 'recordings', down.recordingId, 'timeline.jsonl');
      const lines = (await readFile(file, 'utf8')).trim().split('\n');
      timeline = lines.map((line) => JSON.parse(line) as (typeof timeline)[number]);
    });

    test('ends every take, and itself with 0 in less than 20 s', () => {
      expect(exitCode).toBe(0);
      expect(tookMs).toBeLessThan(20_000);
      const idsOf = (type: string): unknown[] =>
        timeline.flatMap((event) => (event.type === type ? [event.takeId] : [])).sort();
      expect(idsOf('take.start')).toHaveLength(2);
      expect(idsOf('take.end')).toEqual(idsOf('take.start'));
    });
    test('has nothing to complain about while it closes', () => {
      const log = hub.log();
      const closing = log.slice(log.findIndex(({ msg }) => msg === 'shutting down'));
      expect(closing.length).toBeGreaterThan(1);
      expect(closing.filter(({ level }) => Number(level) >= 40)).toEqual([]);
    });
    test('leaves no process behind and no owner of the directory', async () => {
      expect(await readdir(folder)).not.toContain('owner.json');
      expect(descendantsOf(hub.process.pid ?? 0)).toEqual([]);
    });
    test('goes on when it starts again, and publishes all of it', async () => {
      hub = await start();
      const lived = await goOnAndEnd(down);
      await recordingOf(studio, down.code, isReady);
      published = await playPublished(studio, { origin: hub.origin, slug: down.slug, folder });
      expectAll(published, lived);
    });
  },
);

describe('a second process', () => {
  test('on the same data directory says where the first one is, and ends', async () => {
    await expect(startHub(folder)).rejects.toThrow(
      new RegExp(`ended \\(1\\)[^]*already running[^]*http://localhost:${port} `),
    );
  });
  test('with a role that needs a database server says so, and ends', async () => {
    const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'serambi-media-'));
    scope.defer('other files', () => rm(elsewhere, { recursive: true, force: true }));
    await expect(startHub(elsewhere, { ROLE: 'media' })).rejects.toThrow(
      /ended \(1\)[^]*ROLE=media needs DATABASE_URL/,
    );
  });
});

function signalAll(signal: NodeJS.Signals): void {
  for (const { pid } of descendantsOf(hub.process.pid ?? 0)) process.kill(pid, signal);
}
