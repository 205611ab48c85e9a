import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports, type DeviceOptions } from './browser.ts';
import { makeFolder } from './folder.ts';
import { startPageHub, type PageHub } from './page-hub.ts';
import { RestClient } from './rest-client.ts';
import { becomeOwner } from './rest-journeys.ts';

const dist = path.resolve(import.meta.dirname, '../../client/dist');

export type PageStudio = {
  /** For whatever files a test needs; what is published is in there too. */
  folder: string;
  objects: ObjectStore;
  hub: PageHub;
  /** Its owner, at the API. */
  host: RestClient;
  browser: Browser;
  /** A page of the owner's, at a path of the hub. */
  openAsHost(
    at: string,
    viewport?: { width: number; height: number },
  ): Promise<{ page: Page; context: BrowserContext; problems: string[] }>;
};

/** The built pages on a hub without rooms, with an owner, and a browser to read them in. All end with the scope. */
export async function openPageStudio(
  scope: Scope,
  { grantDevices = false }: Pick<DeviceOptions, 'grantDevices'> = {},
): Promise<PageStudio> {
  const folder = await makeFolder(scope);
  const objects = await openLocalObjectStore(path.join(folder, 'objects'));
  const hub = await startPageHub(scope, { objects, dist });
  const host = new RestClient(hub.base);
  await becomeOwner(host, await hub.domain.firstRun(hub.base));
  const browser = await launchBrowser({ grantDevices });
  scope.defer('browser', () => browser.close());
  return {
    ...{ folder, objects, hub, host, browser },
    async openAsHost(at, viewport = viewports.desktop) {
      const person = await newPerson(browser, { viewport });
      await person.context.addCookies(host.browserCookies());
      await person.page.goto(hub.base + at);
      return person;
    },
  };
}
