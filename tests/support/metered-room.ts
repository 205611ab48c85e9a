import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page, ViewportSize } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Scope } from '../../server/platform/scope.ts';
import type { DataMode } from '../../server/protocol/data-mode.ts';
import { launchBrowser, newPerson, viewports } from './browser.ts';
import { freePort } from './free-port.ts';
import { startHub, type HubProcess } from './hub-process.ts';
import { enterRoom, goLive, goOnStage } from './journeys.ts';
import { scheduleSession, signUpAtHub } from './live-session.ts';
import { countMedia, mediaPorts, watchLinks } from './media-count.ts';
import type { RestClient } from './rest-client.ts';
import { useTalkingHead } from './talking-head.ts';
import { openWire, type Wire } from './wire.ts';

const network = '127.0.0';
/** Where media goes, for everyone. A listener's page comes from an address of its own. */
const address = `${network}.2`;
/** Long enough for a keyframe or two not to matter. */
const measuredMs = 15_000;
/** After a change, until the encoders, the hub's estimate and the page have come to rest. */
export const settlingMs = 6_000;

/** A listener, and what their line carries, whoever else listens meanwhile. */
type MeteredListener = {
  page: Page;
  problems: string[];
  /** Where this listener finds the session. */
  url: string;
  /** Bytes since the beginning, of the page and of the media that it has open. */
  onLine: () => Promise<number>;
  enter: () => Promise<void>;
  /** Bytes an hour, from now on. */
  bytesPerHour: () => Promise<number>;
  close: () => Promise<void>;
};

export type MeteredRoom = {
  /** Where the hub keeps everything. */
  dataDir: string;
  origin: string;
  studio: RestClient;
  /** Of the session, which is live. */
  code: string;
  hub: HubProcess;
  /** Its host, who is on stage and does not stop speaking. */
  host: Page;
  /** Comes in with a mode that was chosen before, on a phone unless said otherwise. */
  listener: (mode?: DataMode, viewport?: ViewportSize) => Promise<MeteredListener>;
};

/** Until a page that entered hears something, on a busy machine. */
const hearingMs = 60_000;

const sum = (numbers: Iterable<number>): number =>
  [...numbers].reduce((all, each) => all + each, 0);

/** What has gone over the ways that a page's media takes. Throws where that is nothing: then it was not counted. */
async function mediaBytes(page: Page, wire: Wire): Promise<number> {
  const flows = wire.bytes();
  const bytes = sum((await mediaPorts(page)).map((port) => flows.get(`udp ${port}`) ?? 0));
  if (bytes === 0) throw new Error('Nothing of this page was counted.');
  return bytes;
}

/** Lets a test press what a phone shows on its lock screen. */
const lockScreenButtons = `{
  globalThis.lockScreen = {};
  navigator.mediaSession.setActionHandler = (name, handler) => { lockScreen[name] = handler; };
}`;

/** A live session on a real hub, whose every byte to and from real browsers is counted by a user-space network. */
export async function openMeteredRoom(
  scope: Scope,
  { broadcast = false }: { broadcast?: boolean } = {},
): Promise<MeteredRoom> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-metered-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const [rtcPort, httpPort] = [await freePort(), await freePort()];
  // UDP alone: that is what is promised and, of a page's ways, what is counted.
  const media = await openWire({ address, port: rtcPort, protocols: ['udp'] }, scope);
  const dataDir = path.join(folder, 'hub');
  const hub = await startHub(dataDir, {
    ...{ HTTP_PORT: `${httpPort}`, RTC_PORT: `${rtcPort}` },
    ...{ RTC_WORKERS: '1', RTC_ANNOUNCED_ADDRESS: address },
  });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const { code } = await scheduleSession(studio);
  await studio.ok('PATCH', `/api/studio/sessions/${code}`, { broadcast });
  const hostBrowser = await launchBrowser();
  scope.defer('host', () => hostBrowser.close());
  const { page: host, context } = await newPerson(hostBrowser);
  await context.addCookies(studio.browserCookies());
  await useTalkingHead(host, folder);
  await enterRoom(host, `${hub.origin}/a/${code}`);
  await goOnStage(host, { consent: true });
  await goLive(host);
  const listeners = await launchBrowser({ grantDevices: false });
  scope.defer('listeners', () => listeners.close());

  let lastHost = 2;
  return {
    ...{ dataDir, origin: hub.origin, studio, code, hub, host },
    async listener(mode, viewport = viewports.phone) {
      lastHost += 1;
      const near = `${network}.${lastHost}`;
      const web = await openWire({ address: near, port: httpPort, protocols: ['tcp'] }, scope);
      const url = `http://${near}:${httpPort}/a/${code}`;
      const person = await newPerson(listeners, { viewport });
      await person.context.addInitScript({ content: lockScreenButtons });
      await watchLinks(person.page);
      if (mode) {
        const content = `localStorage.getItem('serambi.data-mode') ?? localStorage.setItem('serambi.data-mode', '${mode}');`;
        await person.context.addInitScript({ content });
      }
      const onLine = async (): Promise<number> =>
        (await mediaBytes(person.page, media)) + sum(web.bytes().values());
      return {
        ...{ page: person.page, problems: person.problems, url, onLine },
        enter: () => enterRoom(person.page, url),
        async bytesPerHour() {
          await vi.waitFor(
            async () => expect((await countMedia(person.page)).soundPackets).toBeGreaterThan(0),
            { timeout: hearingMs, interval: 250 },
          );
          await delay(settlingMs);
          const [bytes, atMs] = [await onLine(), performance.now()];
          await delay(measuredMs);
          return (((await onLine()) - bytes) / (performance.now() - atMs)) * 3_600_000;
        },
        close: () => person.context.close(),
      };
    },
  };
}
