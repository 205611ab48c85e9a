import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { axeViolations } from '../support/axe.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { newPerson, viewports } from '../support/browser.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { enterRoom, goLive, goOnStage } from '../support/journeys.ts';
import { openSpeaker, scheduleSession, toneHz } from '../support/live-session.ts';
import { smallTargets } from '../support/targets.ts';

/** On a phone: whether a thumb finds everything, and whether the dark theme can be read as the light one can. */

const scope = new Scope('test', silentLog);
let hub: HubProcess;
let browser: Browser;
let host: Page;
let code: string;
let slug: string;

beforeAll(async () => {
  const opened = await openBrowserHub(scope);
  ({ hub, browser } = opened);
  const { studio } = opened;
  ({ slug, code } = await scheduleSession(studio));
  ({ page: host } = await openSpeaker(browser, toneHz, { studio, origin: hub.origin }));
});
afterAll(() => scope.close('tests ended'));

async function look(page: Page, state: string): Promise<void> {
  await page.setViewportSize(viewports.phone);
  expect.soft(await smallTargets(page), state).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect.soft(await axeViolations(page), `${state}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

test('on every page', async () => {
  const session = `/studio/sessions/${code}`;
  const studio = ['', '/series', `/series/${slug}`, `/series/${slug}/sessions`, '/people'];
  for (const at of [
    ...['/', `/s/${slug}`, `/a/${code}`, `/a/${code}/pembicara`],
    ...['/masuk', '/mulai', '/panduan', '/uji', '/tidak-ada'],
    ...[...studio.map((each) => `/studio${each}`), session, '/studio/settings'],
  ]) {
    await host.goto(hub.origin + at);
    await host.locator('h1').first().waitFor();
    await host.waitForLoadState('networkidle');
    await look(host, at);
  }
});

test('in the room and its sheets, for a host and for a listener', async () => {
  const url = `${hub.origin}/a/${code}`;
  await host.setViewportSize(viewports.desktop);
  await enterRoom(host, url);
  await goOnStage(host, { consent: true });
  await look(host, 'green room');
  await host.setViewportSize(viewports.desktop);
  await goLive(host);
  const { page: listener } = await newPerson(browser, { viewport: viewports.phone });
  await enterRoom(listener, url, 'Uni Ros');
  await listener.locator('.tile').first().waitFor();
  const sheetsOf = [
    { page: listener, who: 'listener', sheets: ['Tanya', 'Obrolan', 'Kuota'] },
    { page: host, who: 'host', sheets: ['Pertanyaan', 'Orang', 'Obrolan', 'Lainnya'] },
  ];
  for (const { page, who, sheets } of sheetsOf) {
    await look(page, who);
    for (const sheet of sheets) {
      await page
        .getByRole('button', { name: new RegExp(`^${sheet}`) })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      await look(page, `${who}: ${sheet}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }
});
