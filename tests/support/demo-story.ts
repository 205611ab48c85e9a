import type { Locator, Page } from 'playwright-core';
import { aPdf } from './a-pdf.ts';
import type { HubProcess } from './hub-process.ts';
import * as people from './journeys.ts';
import { findProcess, hasTakeOpen } from './processes.ts';

/** What three people do in the demo's session, by the second, so that everything in the episode has its place. */

export const hostToneHz = 3000;
export const markTitle = 'Pertanyaan pertama';
export const question = 'Bab mana yang dibaca minggu depan?';
export const deckTitle = 'Bab satu';
/** Of the screen that is shared: grey, which looks the same however colours are coded. No camera keeps it for seconds. */
export const screenColour = '#606060';

export type Cast = { host: Page; speaker: Page; listener: Page };

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name });

/** Before anyone is live: the host's slides are drawn and wait. */
export async function prepareSlides(host: Page): Promise<void> {
  await host.getByRole('tab', { name: /^Slide/ }).click();
  const [chooser] = await Promise.all([
    host.waitForEvent('filechooser'),
    button(host, 'Unggah PDF atau gambar').click(),
  ]);
  const pages = ['Laskar Pelangi', 'Sepuluh anak'].map((text) => ({ text, rgb: dark }));
  const buffer = aPdf(pages);
  await chooser.setFiles({ name: `${deckTitle}.pdf`, mimeType: 'application/pdf', buffer });
  await button(host, 'Tampilkan halaman 1').waitFor();
}

/** Dark enough that the host's flashes are seen beside it. */
const dark: [number, number, number] = [0.1, 0.15, 0.2];

/**
 * The session from its first second to its last. Chapters come more than ten seconds apart: what is nearer is one.
 * Resolves with how long it was live, in ms, as the host saw it.
 */
export async function playStory(
  hub: HubProcess,
  { host, speaker, listener }: Cast,
  { speakerLink, say }: { speakerLink: string; say: (text: string) => void },
): Promise<{ liveMs: number; endedAt: number }> {
  await people.goLive(host);
  const liveAt = Date.now();
  const until = (second: number): Promise<void> =>
    host.waitForTimeout(Math.max(0, liveAt + second * 1_000 - Date.now()));
  say('Live. The host is alone on stage, flashing and beeping about once a second.');

  await listener
    .getByText(/^Siaran/)
    .first()
    .waitFor();
  await people.ask(listener, question);
  const asked = host.getByRole('article').filter({ hasText: question });
  await host.getByRole('tab', { name: /^Pertanyaan/ }).click();
  await host.getByRole('tab', { name: /^Terbuka/ }).click();
  await asked.first().waitFor();
  await until(5);
  process.kill(await findProcess(hub.process.pid, hasTakeOpen), 'SIGKILL');
  say('The recorder was killed. Another goes on.');
  await until(11);
  await button(asked, /^Jawab/)
    .first()
    .click();
  say("The listener's question is being answered.");
  await until(15);
  await button(host, 'Selesai dijawab').first().click();

  await people.enterRoom(speaker, speakerLink, 'Pak Rahmat');
  await people.goOnStage(speaker, { consent: true });
  say('The speaker has come on stage and talks.');
  await until(23);
  await people.addMark(host, markTitle);
  await speaker.reload();
  await speaker.getByText('Mik nyala').waitFor();
  say('The speaker has reloaded the page and is back on stage by himself.');

  await until(35);
  await button(speaker, /^Bagikan layar/).click();
  await host
    .getByText(/Layar Pak Rahmat/)
    .first()
    .waitFor();
  say('The speaker shares a screen.');
  // Ten seconds of it make a chapter, and its first picture may come late.
  await until(51);
  await button(speaker, 'Berhenti berbagi layar').click();
  await host.getByRole('tab', { name: /^Slide/ }).click();
  await button(host, 'Tampilkan halaman 1').click();
  say('The host shows slides.');
  await until(54);
  await button(host, 'Berikutnya').click();
  await until(57);
  await button(host, 'Sembunyikan slide').click();

  await button(speaker, 'Matikan mik').click();
  await button(speaker, 'Matikan kamera').click();
  say('The speaker is muted, without a camera.');
  await until(63);
  await button(speaker, 'Nyalakan mik').click();
  await button(speaker, 'Nyalakan kamera').click();
  await until(67);
  const endedAt = Date.now();
  await people.endSession(host);
  return { liveMs: endedAt - liveAt, endedAt };
}
