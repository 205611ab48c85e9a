import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LinkInfo } from '../../server/protocol/rest.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { endSession, enterRoom, goOnStage } from '../support/journeys.ts';
import {
  goOnAir,
  isReady,
  openSpeaker,
  recordingOf,
  scheduleSession,
} from '../support/live-session.ts';
import { playPublished, tonesIn } from '../support/published.ts';
import type { RestClient } from '../support/rest-client.ts';

const speakerToneHz = 1500;

const scope = new Scope('test', silentLog);
let folder: string;
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;

beforeAll(async () => {
  ({ folder, hub, studio, browser } = await openBrowserHub(scope));
});
afterAll(() => scope.close('tests ended'));

type TimelineEvent = { type: string; takeId?: string; displayName?: string; reason?: string };

async function readRecording(
  recordingId: string,
): Promise<{ timeline: TimelineEvent[]; takes: string[] }> {
  const root = path.join(folder, 'recordings', recordingId);
  const lines = (await readFile(path.join(root, 'timeline.jsonl'), 'utf8')).trim().split('\n');
  const takes = await readdir(path.join(root, 'takes')).catch(() => []);
  return { timeline: lines.map((line) => JSON.parse(line) as TimelineEvent), takes };
}

test('whoever says no is heard live, and is neither on disk nor in the episode', async () => {
  const { slug, code } = await scheduleSession(studio);
  const { origin } = hub;
  const link = await studio.ok<LinkInfo>('POST', `/api/studio/sessions/${code}/links`, {
    role: 'speaker',
    label: 'Pak Rahmat',
  });
  const host = await goOnAir(browser, studio, origin, { code, consent: false });
  const { page: speaker } = await openSpeaker(browser, speakerToneHz);
  await watchConnections(speaker);
  await enterRoom(speaker, link.url, 'Pak Rahmat');
  await goOnStage(speaker, { consent: true });
  await hearsSomeone(speaker);
  await host.until(host.liveMs() / 1000 + 3);
  // The answer counts for the person, not for the page.
  await speaker.reload();
  await speaker.getByText('Mik nyala').waitFor();
  await host.until(host.liveMs() / 1000 + 5);
  await endSession(host.page);
  const { recordingId } = await recordingOf(studio, code, isReady);

  const { timeline, takes } = await readRecording(recordingId);
  const started = timeline.filter(({ type }) => type === 'take.start');
  expect(started).toHaveLength(4);
  expect(new Set(started.map(({ displayName }) => displayName))).toEqual(
    new Set(['Pak Rahmat']),
  );
  expect(takes.sort()).toEqual(started.map(({ takeId }) => takeId).sort());

  const { items, tones } = await playPublished(studio, { origin, slug, folder });
  expect(items).toBe(1);
  expect(tones).toEqual([]);
  const speakerTones = await tonesIn(path.join(folder, `${slug}.mp3`), speakerToneHz);
  expect(speakerTones.length).toBeGreaterThanOrEqual(4);
});

test('whoever takes the consent back is recorded no longer, and leaves nothing on disk', async () => {
  const { slug, code } = await scheduleSession(studio);
  const { page, until } = await goOnAir(browser, studio, hub.origin, { code });
  await until(3);
  const { recordingId } = await recordingOf(studio, code, ({ takes }) => takes.length === 2);
  await page.getByRole('button', { name: 'Lainnya' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rekaman saya' }).click();
  await page.getByRole('dialog').getByText('Tidak, jangan rekam saya').click();
  await page.getByRole('button', { name: 'Simpan jawaban' }).click();
  await expect
    .poll(async () => {
      const { timeline } = await readRecording(recordingId);
      return timeline.filter(({ reason }) => reason === 'consent-withdrawn').length;
    })
    .toBe(2);
  await endSession(page);

  const recording = await recordingOf(studio, code, ({ state }) => state !== 'recording');
  expect(recording).toMatchObject({ state: 'empty' });
  expect((await readRecording(recordingId)).takes).toEqual([]);
  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await page
    .getByText('Tidak ada suara atau gambar dalam rekaman ini, jadi tidak ada episode.')
    .waitFor();
  const feed = await studio.send('GET', `/s/${slug}/feed.xml`);
  expect(feed.text).not.toContain('<item>');
});

test('the hub had nothing to complain about', () => {
  expect(hub.log().filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

/** Lets `hearsSomeone` ask the page's own connections. Call before the page opens. */
async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript({
    content: `
      globalThis.connections = [];
      globalThis.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(...options) { super(...options); connections.push(this); }
      };`,
  });
}

/** Sound, not silence, has come over the room's media plane. */
async function hearsSomeone(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    for (const connection of connections) {
      for (const report of (await connection.getStats()).values()) {
        const { type, kind, totalAudioEnergy } = report as RTCInboundRtpStreamStats;
        if (type === 'inbound-rtp' && kind === 'audio' && (totalAudioEnergy ?? 0) > 0.001)
          return true;
      }
    }
    return false;
  });
}
