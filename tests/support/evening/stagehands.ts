import type { Browser, Locator, Page } from 'playwright-core';
import type { HubProcess } from '../hub-process.ts';
import type { RestClient } from '../rest-client.ts';
import type { ReadyLibrary } from './library.ts';

/** Keeps a picture of the page, or of a part of it. */
export type Shoot = (name: string, of: Page | Locator) => Promise<void>;

export type Stagehands = {
  hub: HubProcess;
  browser: Browser;
  studio: RestClient;
  ready: ReadyLibrary;
  /** A voice, as a WAV in base64. */
  speech: string;
  shoot: Shoot;
};

export type Cast = { host: Page; speaker: Page; listener: Page; easy: Page };

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name });
