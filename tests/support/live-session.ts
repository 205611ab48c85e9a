import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { StudioSession, type RecordingInfo } from '../../server/protocol/rest.ts';
import { newPerson } from './browser.ts';
import { useFlashCamera } from './flash-camera.ts';
import type { HubProcess } from './hub-process.ts';
import { enterRoom, goLive, goOnStage, owner } from './journeys.ts';
import { RestClient } from './rest-client.ts';
import { becomeOwner, makeSession } from './rest-journeys.ts';

/** What the host's microphone sounds each second. */
export const toneHz = 3000;

/** The owner of a hub at its API: what surrounds a session is made without clicks. */
export async function signUpAtHub(hub: HubProcess): Promise<RestClient> {
  const studio = new RestClient(hub.origin);
  await becomeOwner(studio, hub.ownerLink, owner);
  return studio;
}

/** Of a session, and of its series, which holds nothing else. */
export type Scheduled = { slug: string; code: string };

export async function scheduleSession(studio: RestClient): Promise<Scheduled> {
  const { slug, session } = await makeSession(studio);
  return { slug, code: session.code };
}

/** A page of someone whose camera flashes and whose microphone sounds each second. */
export async function openSpeaker(
  browser: Browser,
  voiceHz: number,
  signedIn?: { studio: RestClient; origin: string },
): Promise<{ page: Page; problems: string[] }> {
  const { page, context, problems } = await newPerson(browser);
  if (signedIn) await context.addCookies(signedIn.studio.browserCookies(signedIn.origin));
  // Small: the machine that is tested also has to be everybody's computer.
  await useFlashCamera(page, { toneHz: voiceHz, colour: '#305070', width: 640, height: 360 });
  return { page, problems };
}

export type LiveHost = {
  page: Page;
  /** What the page complained about. */
  problems: string[];
  /** Milliseconds since the session went live, as the host saw it. */
  liveMs: () => number;
  /** Waits until the session has been live for so many seconds. */
  until: (second: number) => Promise<void>;
  leave: () => Promise<void>;
};

/** The owner in a browser: on stage, and live. */
export async function goOnAir(
  browser: Browser,
  studio: RestClient,
  origin: string,
  { code, consent = true }: { code: string; consent?: boolean },
): Promise<LiveHost> {
  const { page, problems } = await openSpeaker(browser, toneHz, { studio, origin });
  await enterRoom(page, `${origin}/a/${code}`);
  await goOnStage(page, { consent });
  await goLive(page);
  const liveAt = performance.now();
  const liveMs = (): number => performance.now() - liveAt;
  return {
    ...{ page, problems, liveMs },
    until: (second) => delay(second * 1000 - liveMs()),
    leave: () => page.context().close(),
  };
}

/** Waits until the studio says this of the session's recording. Throws when that does not happen. */
export async function recordingOf(
  studio: RestClient,
  code: string,
  fits: (recording: RecordingInfo) => boolean,
  withinMs = 240_000,
): Promise<RecordingInfo> {
  let seen: RecordingInfo | undefined;
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const answer = await studio.ok<unknown>('GET', `/api/studio/sessions/${code}`);
    seen = StudioSession.parse(answer).recording;
    if (seen && fits(seen)) return seen;
    if (seen?.state === 'failed') break;
    await delay(100);
  }
  throw new Error(`The recording did not get so far: ${JSON.stringify(seen)}`);
}

export const isReady = ({ state }: RecordingInfo): boolean => state === 'ready';

/** A step of its pipeline is under way. */
export const isDoing =
  (step: string) =>
  ({ steps }: RecordingInfo): boolean =>
    steps.some(({ name, state }) => name === step && state === 'running');
