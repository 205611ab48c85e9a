import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { Scope } from '../../server/platform/scope.ts';
import { launchBrowser } from './browser.ts';
import { startHub, type HubProcess } from './hub-process.ts';
import { signUpAtHub } from './live-session.ts';
import type { RestClient } from './rest-client.ts';

export type BrowserHub = {
  /** Where the hub keeps everything. */
  folder: string;
  hub: HubProcess;
  /** Its owner, at the API. */
  studio: RestClient;
  browser: Browser;
};

/** A hub of its own with an owner, and a browser whose people have a camera and a microphone. All end with the scope. */
export async function openBrowserHub(
  scope: Scope,
  settings: Record<string, string> = {},
): Promise<BrowserHub> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-browser-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const hub = await startHub(folder, settings);
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
  return { folder, hub, studio, browser };
}
