import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { editLimits, Edits, type Edit } from '../../server/protocol/edits.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { axeViolations } from '../support/axe.ts';
import { viewports } from '../support/browser.ts';
import { overflowPx } from '../support/page-state.ts';
import { openPageStudio, type PageStudio } from '../support/page-studio.ts';
import { keepReviewFacts } from '../support/review-facts.ts';
import { aSampleEpisode, publishSampleProgramme } from '../support/sample-episode.ts';

/** A host reviews an evening of three hours: many chapters, many edits, and a screen that was heard. */

const scope = new Scope('test', silentLog);
const durationMs = 3 * 3_600_000;

let studio: PageStudio;
let recordingId: string;
let address: string;

beforeAll(async () => {
  studio = await openPageStudio(scope);
  const { folder, objects, hub } = studio;
  const mp3Bytes = await publishSampleProgramme(path.join(folder, 'programme'), objects);
  const episode = await aSampleEpisode(hub.db, { mp3Bytes });
  ({ recordingId } = episode);
  address = `/studio/sessions/${episode.sessionCode}/review`;
}, 180_000);
beforeEach(() => studio.hub.db.prisma.edits.deleteMany());
afterAll(() => scope.close('tests ended'));
afterEach(async () => {
  for (const context of studio.browser.contexts()) await context.close();
});

/** The page about a recording in which so many questions were answered. */
async function openReview(questions: number, viewport = viewports.desktop) {
  const chapters = Array.from({ length: questions + 1 }, (_, n) => ({
    startMs: n * 20_000,
    title: n === 0 ? 'Bincang panjang' : `Pertanyaan nomor ${n}?`,
    kind: n === 0 ? ('start' as const) : ('question' as const),
  }));
  const people = [{ peerId: 'rina', displayName: 'Rina', levels: '' }];
  const screens = [
    { peerId: 'rina', displayName: 'Rina' },
    { peerId: 'budi', displayName: 'Budi' },
  ];
  const facts = { durationMs, people, screens, chapters, answers: [] };
  await keepReviewFacts(studio.objects, recordingId, facts);
  const person = await studio.openAsHost(address, viewport);
  await titles(person.page).first().waitFor();
  return person;
}
const titles = (page: Page) => page.getByRole('textbox', { name: /^Judul bab di/ });
const stored = async (): Promise<Edits | undefined> => {
  const row = await studio.hub.db.prisma.edits.findUnique({ where: { recordingId } });
  return row ? Edits.parse(row) : undefined;
};
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

test('of 120 answers one is renamed', async () => {
  const { page, problems } = await openReview(120);
  await titles(page).nth(120).fill('Yang terakhir');
  await titles(page).nth(120).press('Enter');
  await page.getByText('Tersimpan', { exact: true }).waitFor();
  const kept = (await stored())?.chapters;
  expect(kept).toHaveLength(121);
  expect(kept?.at(-1)).toMatchObject({ title: 'Yang terakhir' });
  expect(problems).toEqual([]);
});

test('with as many chapters as there may be the page says so, and each can still be changed', async () => {
  const { page, problems } = await openReview(editLimits.chapters - 1);
  const add = page.getByRole('button', { name: 'Tambah bab di posisi sekarang' });
  await page
    .getByText(`Paling banyak ${editLimits.chapters} bab dalam satu episode.`)
    .waitFor();
  expect(await add.isDisabled()).toBe(true);
  await titles(page).nth(7).fill('Diubah');
  await titles(page).nth(7).press('Enter');
  await page.getByText('Tersimpan', { exact: true }).waitFor();
  expect((await stored())?.chapters?.[7]).toMatchObject({ title: 'Diubah' });
  await page.getByRole('button', { name: 'Hapus bab "Diubah"' }).click();
  await expect.poll(() => add.isDisabled()).toBe(false);
  expect(problems).toEqual([]);
});

test('one edit more than there may be is refused in words, and none is lost', async () => {
  const edits = Array.from({ length: editLimits.edits }, (_, n): Edit => {
    const fromMs = 60_000 + n * 1_000;
    return { kind: 'cut', editId: randomUUID(), fromMs, toMs: fromMs + 500 };
  });
  await studio.hub.db.prisma.edits.create({ data: { recordingId, version: 1, edits } });
  const { page, problems } = await openReview(3);
  await page.getByRole('slider', { name: 'Posisi di rekaman' }).fill('5');
  await press(page, 'Potong awal sampai sini');
  await page.getByText(`Paling banyak ${editLimits.edits} perubahan`).first().waitFor();
  expect((await stored())?.edits).toHaveLength(editLimits.edits);
  expect(problems).toEqual([]);
});

describe.each(Object.entries(viewports))('on a %s', (size, viewport) => {
  test('a screen is silenced under its own name, also of somebody who was never heard', async () => {
    const { page, problems } = await openReview(3, viewport);
    await press(page, 'Senyapkan seseorang atau suara layar');
    const who = page.getByLabel('Siapa');
    expect(await who.locator('option').allInnerTexts()).toEqual([
      ...['Rina', 'Suara layar Rina', 'Suara layar Budi'],
    ]);
    await page.getByText('Suara orang ini dan suara layarnya hilang.').waitFor();
    await who.selectOption('Suara layar Budi');
    await page.getByText('Hanya yang diperdengarkan layar ini yang hilang.').waitFor();
    await page.getByLabel('Dari', { exact: true }).fill('0:02');
    await page.getByLabel('Sampai', { exact: true }).fill('0:04');
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['PICTURES']) {
      await page.screenshot({ path: `${process.env['PICTURES']}-${size}.png`, fullPage: true });
    }
    await press(page, 'Senyapkan bagian ini');
    await page
      .getByText('Suara layar Budi disenyapkan: 0:02,0 sampai 0:04,0')
      .first()
      .waitFor();
    await page.getByText('Tersimpan', { exact: true }).waitFor();
    expect((await stored())?.edits).toMatchObject([
      { kind: 'mute', peerId: 'budi', source: 'screen-audio', fromMs: 2_000, toMs: 4_000 },
    ]);
    expect(problems).toEqual([]);
  });
});

// The last one: the sample episode is taken down with it.
test('once somebody was taken out, undoing brings back nothing that the page knows from before', async () => {
  const asked = 'Pertanyaan nomor 2?';
  const { page, problems } = await openReview(3);
  await titles(page).nth(2).fill('Diganti');
  await titles(page).nth(2).press('Enter');
  await page.getByText('Tersimpan', { exact: true }).waitFor();

  const { hub, host } = studio;
  const { sessionId } = await hub.db.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
  });
  const history = [{ state: 'answering', at: new Date(0), atMs: 20_000 } as const];
  await createQuestionRepository(hub.db.prisma).add(
    aStoredQuestion({ sessionId, displayName: 'Siti', text: asked, history }),
  );
  await host.ok(
    'POST',
    address.replace('/studio', '/api/studio').replace(/review$/, 'recording/withdraw'),
    {
      displayName: 'Siti',
    },
  );
  await press(page, 'Urungkan');
  await page.getByText('Seseorang baru saja dikeluarkan dari rekaman ini.').waitFor();
  await page.getByText('Episodenya belum bisa diputar.').waitFor();
  expect(JSON.stringify(await stored())).not.toContain(asked);
  expect(await page.getByRole('button', { name: 'Urungkan' }).count()).toBe(0);
  expect(await page.content()).not.toContain(asked);
  expect(problems.filter((text) => !text.includes('409'))).toEqual([]);
});
