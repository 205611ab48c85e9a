import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { axeViolations } from '../support/axe.ts';
import { viewports } from '../support/browser.ts';
import { anEpisode } from '../support/page-hub.ts';
import { overflowPx } from '../support/page-state.ts';
import { openPageStudio, type PageStudio } from '../support/page-studio.ts';

/** Hosts write the title and the notes of an episode, while somebody else does, and somebody is taken out of it. */

const scope = new Scope('test', silentLog);
const notes = 'Bab satu.\n\n- **Kapan terbit?** Besok. (Sari)';
const without = 'Bab satu.\n\n- **Kapan terbit?** Besok.';

let studio: PageStudio;
let recordingId: string;
let address: string;

beforeAll(async () => {
  studio = await openPageStudio(scope);
});
beforeEach(async () => {
  const episode = await anEpisode(studio.hub.db, { notes });
  ({ recordingId } = episode);
  address = `/studio/sessions/${episode.sessionCode}`;
  const take = { kind: 'audio', source: 'microphone', codec: 'opus', recordingId };
  const times = { startedAt: new Date(0), endedAt: new Date(60_000) };
  await studio.hub.db.prisma.take.createMany({
    data: ['Sari', 'Budi'].map((displayName) => ({
      ...{ takeId: newId(), peerId: displayName, displayName, ...take, ...times },
    })),
  });
});
afterAll(() => scope.close('tests ended'));
afterEach(async () => {
  for (const context of studio.browser.contexts()) await context.close();
});

async function openPage(viewport = viewports.desktop) {
  const person = await studio.openAsHost(address, viewport);
  await notesIn(person.page).waitFor();
  return person;
}
const notesIn = (page: Page) => page.getByRole('textbox', { name: /^Catatan episode/ });
const stored = async () => {
  const where = { recordingId };
  return (await studio.hub.db.prisma.episode.findUniqueOrThrow({ where })).notes;
};
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

/** With the button on this page. */
async function takeOut(page: Page, name: string): Promise<void> {
  await page.getByText('Keluarkan seseorang dari rekaman').click();
  await press(page, `Keluarkan ${name}`);
  await press(page, 'Hapus untuk selamanya');
  await page.getByText('dikeluarkan oleh').waitFor();
}

test('whoever takes someone out and writes on does not write them back', async () => {
  const { page, problems } = await openPage();
  expect(await notesIn(page).inputValue()).toBe(notes);
  await takeOut(page, 'Sari');
  await expect.poll(() => notesIn(page).inputValue()).toBe(without);
  await notesIn(page).press('Control+End');
  await notesIn(page).pressSequentially(' Ya!');
  await expect.poll(stored).toBe(`${without} Ya!`);
  // As the draft puts an answerer: gone, and the page says so.
  await notesIn(page).pressSequentially(' (Sari)');
  await page.getByText('Nama orang yang sudah dikeluarkan').waitFor();
  await expect.poll(() => notesIn(page).inputValue()).toBe(`${without} Ya!`);
  expect(await stored()).toBe(`${without} Ya!`);

  // What is being made since the withdrawal does not have that yet.
  await page.getByText('Di dalam berkasnya masih yang lama').waitFor();
  await press(page, 'Buat ulang episode');
  await page.getByText('Episode sedang dibuat ulang dengan judul dan catatan ini.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(problems).toEqual([]);
});

test.each(Object.entries(viewports))(
  'on a %s, who wrote while it changed elsewhere loses nothing and overwrites nothing',
  async (_size, viewport) => {
    const { page, problems } = await openPage(viewport);
    const { page: other } = await openPage();
    await takeOut(other, 'Sari');
    await notesIn(page).press('Control+End');
    await notesIn(page).pressSequentially(' Ditulis lama.');
    await page.getByText('berubah sementara Anda menulis').waitFor();
    expect(await notesIn(page).inputValue()).toBe(without);
    expect(await stored()).toBe(without);
    const own = page.getByRole('textbox', { name: 'Catatan yang Anda tulis' });
    expect(await own.inputValue()).toContain('Ditulis lama.');
    expect(await page.getByRole('textbox', { name: 'Judul yang Anda tulis' }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);

    await notesIn(page).fill(`${without} Ditulis lama.`);
    await expect.poll(stored).toBe(`${without} Ditulis lama.`);
    expect(await own.count()).toBe(1);
    await press(page, 'Buang tulisan ini');
    await own.waitFor({ state: 'detached' });
    // Being refused is told by 409; the browser writes each such answer down.
    expect(problems.filter((text) => !text.includes('409'))).toEqual([]);
  },
);
