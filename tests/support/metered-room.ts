import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page, ViewportSize } from 'playwright-core';
import type { Scope } from '../../server/platform/scope.ts';
import type { DataMode } from '../../server/protocol/data-mode.ts';
import { launchBrowser, newPerson, viewports } from './browser.ts';
import { freePort } from './free-port.ts';
import { startHub } from './hub-process.ts';
import { enterRoom, goLive, goOnStage } from './journeys.ts';
import { scheduleSession, signUpAtHub } from './live-session.ts';
import type { RestClient } from './rest-client.ts';
import { useTalkingHead } from './talking-head.ts';
import { openWire, type Wire } from './wire.ts';

const address = '127.0.0.2';
/** Long enough for a keyframe or two not to matter. */
const measuredMs = 15_000;
/** After a change, until the encoders, the hub's estimate and the page have come to rest. */
export const settlingMs = 6_000;

/** A listener, and what their line carries. */
type MeteredListener = {
  page: Page;
  problems: string[];
  /** Bytes since the beginning. */
  onLine: () => number;
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
  url: string;
  /** Its host, who is on stage and does not stop speaking. */
  host: Page;
  /** Comes in with a mode that was chosen before, on a phone unless said otherwise. */
  listener: (mode?: DataMode, viewport?: ViewportSize) => Promise<MeteredListener>;
};

const total = (wire: Wire, except: ReadonlySet<string> = new Set()): number =>
  [...wire.bytes()].reduce((sum, [flow, bytes]) => sum + (except.has(flow) ? 0 : bytes), 0);

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
  const media = await openWire({ address, port: rtcPort, protocols: ['udp', 'tcp'] }, scope);
  const web = await openWire({ address, port: httpPort, protocols: ['tcp'] }, scope);
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
  const url = `http://${address}:${httpPort}/a/${code}`;

  const hostBrowser = await launchBrowser();
  scope.defer('host', () => hostBrowser.close());
  const { page: host, context } = await newPerson(hostBrowser);
  await context.addCookies(
    [...studio.cookies].map(([name, value]) => ({ name, value, url: hub.origin })),
  );
  await useTalkingHead(host, folder);
  await enterRoom(host, `${hub.origin}/a/${code}`);
  await goOnStage(host, { consent: true });
  await goLive(host);
  const listeners = await launchBrowser({ grantDevices: false });
  scope.defer('listeners', () => listeners.close());

  return {
    ...{ dataDir, origin: hub.origin, studio, code, url, host },
    async listener(mode, viewport = viewports.phone) {
      const before = new Set(media.bytes().keys());
      const person = await newPerson(listeners, { viewport });
      await person.context.addInitScript({ content: lockScreenButtons });
      if (mode) {
        const content = `localStorage.getItem('serambi.data-mode') ?? localStorage.setItem('serambi.data-mode', '${mode}');`;
        await person.context.addInitScript({ content });
      }
      const onLine = (): number => total(media, before) + total(web);
      return {
        ...{ page: person.page, problems: person.problems, onLine },
        enter: () => enterRoom(person.page, url),
        async bytesPerHour() {
          await delay(settlingMs);
          const [bytes, atMs] = [onLine(), performance.now()];
          await delay(measuredMs);
          return ((onLine() - bytes) / (performance.now() - atMs)) * 3_600_000;
        },
        close: () => person.context.close(),
      };
    },
  };
}
