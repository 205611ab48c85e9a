import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Cue } from '../../server/protocol/transcripts.ts';
import { axeViolations } from '../support/axe.ts';
import { newPerson, viewports } from '../support/browser.ts';
import { anEpisode } from '../support/page-hub.ts';
import { isAccessible, overflowPx } from '../support/page-state.ts';
import { openPageStudio, type PageStudio } from '../support/page-studio.ts';
import { keepReviewFacts } from '../support/review-facts.ts';
import { prefix, publishSampleProgramme } from '../support/sample-episode.ts';
import { programmeSeconds } from '../support/sample-programme.ts';

/** A host brings, corrects and publishes what was said; people read it, on the page and under the picture. */

const scope = new Scope('test', silentLog);
const durationMs = programmeSeconds * 1000;
/** For what takes a save and its answer. */
const patient = { timeout: 15_000 };
const vtt = `WEBVTT

00:00.200 --> 00:04.000
<v Rina>Selamat datang di Solok.

00:04.000 --> 00:30.000
<v Budi>Terima kasih.
`;

let studio: PageStudio;
let base: string;
let prisma: Database['prisma'];
let code: string;
let address: string;
let recordingId: string;

beforeAll(async () => {
  studio = await openPageStudio(scope);
  ({ base } = studio.hub);
  ({ prisma } = studio.hub.db);
  await publishSampleProgramme(path.join(studio.folder, 'programme'), studio.objects);
}, 180_000);
beforeEach(async () => {
  await prisma.episode.deleteMany();
  const episode = await anEpisode(studio.hub.db, {
    ...{ durationMs, mp3Key: `${prefix}/audio.mp3`, mp3Bytes: 1000 },
    ...{ hlsKey: `${prefix}/hls/master.m3u8`, hasVideo: true },
  });
  ({ code, recordingId } = episode);
  address = `/studio/sessions/${episode.sessionCode}/transcript`;
  const people = ['Rina', 'Budi'].map((displayName) => ({
    ...{ peerId: displayName, displayName, levels: '' },
  }));
  await prisma.take.createMany({
    data: people.map(({ peerId, displayName }) => ({
      ...{ takeId: `${recordingId} ${peerId}`, recordingId, peerId, displayName },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus', startedAt: new Date() },
    })),
  });
  const facts = { durationMs, people, screens: [], chapters: [], answers: [] };
  await keepReviewFacts(studio.objects, recordingId, facts);
});
afterAll(() => scope.close('done'));
afterEach(async () => {
  for (const context of studio.browser.contexts()) await context.close();
});

/** The host's page about it. */
async function openDesk(viewport = viewports.desktop) {
  const person = await studio.openAsHost(address, viewport);
  await person.page.getByRole('heading', { name: 'Kata-kata' }).waitFor();
  await person.page.getByRole('button', { name: 'Tambah baris' }).waitFor();
  return person;
}
const rows = (page: Page) => page.locator('.cues__row');
const stored = async (): Promise<Cue[]> => {
  const row = await prisma.transcript.findUnique({ where: { recordingId } });
  return (row?.cues ?? []) as Cue[];
};
const texts = async () => (await stored()).map(({ text }) => text);
const keep = (cues: Omit<Cue, 'cueId'>[]) =>
  prisma.transcript.create({
    data: {
      ...{ recordingId, version: 1 },
      cues: cues.map((cue) => ({ cueId: randomUUID(), ...cue })),
    },
  });
const said = (n: number, text: string) => ({
  ...{ fromMs: n * 15, toMs: n * 15 + 15, speaker: n % 2 === 0 ? 'Rina' : 'Budi', text },
});

async function upload(page: Page, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Pilih berkas VTT atau SRT' }).click(),
  ]);
  await chooser.setFiles({ name: 'a.vtt', mimeType: 'text/vtt', buffer: Buffer.from(text) });
}

test('lines that may be of somebody who is silenced are named, until they have a name', async () => {
  await keep([
    { fromMs: 0, toMs: 15, text: 'Siapa ini?' },
    { fromMs: 15, toMs: 30, text: 'Nanti saja.' },
  ]);
  const mute = { kind: 'mute', editId: randomUUID(), peerId: 'Budi', fromMs: 0, toMs: 15 };
  await prisma.edits.create({ data: { recordingId, version: 1, edits: [mute] } });
  const { page, problems } = await openDesk();
  const notice = page.locator('.callout', { hasText: 'pembicaranya tidak jelas' });
  await expect
    .poll(() => notice.getByRole('listitem').allInnerTexts())
    .toEqual([expect.stringContaining('Siapa ini?')]);
  await rows(page).first().click();
  await page.getByLabel('Siapa').selectOption('Rina');
  await notice.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
});

test('what has not reached people is said not to have, until it has', async () => {
  await keep([said(0, 'Satu')]);
  const { cues } = await prisma.transcript.findUniqueOrThrow({ where: { recordingId } });
  const published = { publishedVersion: 1, publishedCues: cues ?? [], publication: 1 };
  await prisma.transcript.update({ where: { recordingId }, data: published });
  const { page, problems } = await openDesk();
  await page.getByText('belum sampai ke pembaca').waitFor();
  await page.getByRole('button', { name: 'Coba terbitkan sekarang' }).click();
  await page.getByText('Transkrip ini sudah terbit.').waitFor();

  const takenBack = { publishedVersion: null, publication: { increment: 1 } };
  await prisma.transcript.update({ where: { recordingId }, data: takenBack });
  await page.reload();
  await page.getByText('mungkin masih bisa dibaca orang').waitFor();
  await page.getByRole('button', { name: 'Coba tarik sekarang' }).click();
  await page.getByText('Transkrip ini belum terbit.').waitFor();
  expect(problems).toEqual([]);
});

test('a file is uploaded, corrected by keyboard, published, and read by people', async () => {
  const { page, problems } = await openDesk();
  await upload(page, vtt);
  await page.getByText('2 baris terbaca.').waitFor();
  await rows(page).first().click();
  const field = page.getByRole('textbox', { name: 'Teks' });
  await expect.poll(() => field.inputValue(), patient).toBe('Selamat datang di Solok.');
  await field.fill('Selamat malam, Solok.');
  await field.press('Enter');
  await expect.poll(() => field.inputValue(), patient).toBe('Terima kasih.');
  await field.press('Home');
  for (let n = 0; n < 'Terima'.length; n += 1) await field.press('ArrowRight');
  await page.getByRole('button', { name: 'Pisah di kursor' }).click();
  await expect.poll(() => field.inputValue(), patient).toBe('kasih.');
  await page.getByLabel('Siapa').selectOption('Rina');
  await expect.poll(texts, patient).toEqual(['Selamat malam, Solok.', 'Terima', 'kasih.']);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect.poll(texts, patient).toEqual(['Selamat malam, Solok.', 'Terima kasih.']);
  await page.getByRole('button', { name: 'Terbitkan transkrip' }).click();
  await page.getByText('Transkrip ini sudah terbit.').waitFor();
  expect(problems).toEqual([]);

  const visitor = await newPerson(studio.browser);
  await visitor.page.goto(`${base}/e/${code}`);
  const words = visitor.page.getByRole('region', { name: 'Transkrip' });
  await words.getByText('Selamat malam, Solok.').waitFor();
  expect(await words.innerText()).toMatch(/Rina:[\s\S]*Budi: Terima kasih\./);
  await words.getByRole('link', { name: 'Putar dari 0:04' }).click();
  await visitor.page.waitForFunction(() => document.querySelector('video')!.currentTime > 4);
  expect(visitor.problems).toEqual([]);
});

/** What stands under the picture now. */
const shown = (page: Page) => page.locator('.player__words').allInnerTexts();

test('words stand under the picture for those who want them, also the next time', async () => {
  const { page: desk } = await openDesk();
  await upload(desk, vtt);
  await desk.getByRole('button', { name: 'Terbitkan transkrip' }).click();
  await desk.getByText('Transkrip ini sudah terbit.').waitFor();

  const { page } = await newPerson(studio.browser);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(`${base}/e/${code}?t=6`);
  await page.getByRole('button', { name: 'Tampilkan teks' }).waitFor();
  await page.getByRole('button', { name: 'Putar', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('video')!.currentTime > 6.5);
  expect(await shown(page)).toEqual([]);
  expect(fetched.filter((one) => one.includes('captions-'))).toEqual([]);
  await page.getByRole('button', { name: 'Tampilkan teks' }).click();
  await expect.poll(() => shown(page), patient).toEqual(['Budi: Terima kasih.']);
  await isAccessible(page, 'words under the picture');
  // In a place of their own: names and questions are in the picture, and nothing may cover them.
  const picture = (await page.locator('video').boundingBox())!;
  const words = (await page.locator('.player__words').boundingBox())!;
  expect(words.y).toBeGreaterThanOrEqual(picture.y + picture.height);
  const drawn = page
    .locator('video')
    .evaluate(
      (video: HTMLVideoElement) =>
        [...video.textTracks].filter(({ mode }) => mode === 'showing').length,
    );
  expect(await drawn).toBe(0);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('c');
  await expect.poll(() => shown(page), patient).toEqual([]);
  await page.keyboard.press('c');
  await expect.poll(() => shown(page), patient).toEqual(['Budi: Terima kasih.']);

  await page.reload();
  await page.getByRole('button', { name: 'Sembunyikan teks' }).waitFor();
  await page.getByRole('button', { name: 'Putar', exact: true }).click();
  await expect.poll(() => shown(page), patient).toEqual(['Budi: Terima kasih.']);
});

test('without JavaScript the words are there, with links that play from their time', async () => {
  const { page: desk } = await openDesk();
  await upload(desk, vtt);
  await desk.getByRole('button', { name: 'Terbitkan transkrip' }).click();
  await desk.getByText('Transkrip ini sudah terbit.').waitFor();
  const context = await studio.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/e/${code}`);
  expect(await page.locator('main').innerText()).toContain('Rina: Selamat datang di Solok.');
  const link = page.getByRole('link', { name: '0:04' });
  expect(await link.getAttribute('href')).toBe(`/media/${prefix}/audio.mp3#t=4`);
});

test('a file that is broken says in which line', async () => {
  const { page } = await openDesk();
  await upload(page, vtt.replace('00:30.000', '00:03.000'));
  const alert = page.getByRole('alert');
  await alert.getByText('Baris 6: selesainya sebelum mulainya.').waitFor();
  expect(await stored()).toEqual([]);
});

test('two who correct different lines keep both', async () => {
  await keep([said(0, 'satu'), said(100, 'dua')]);
  const [one, other] = [await openDesk(), await openDesk()];
  const write = async (page: Page, row: string, text: string) => {
    await rows(page).filter({ hasText: row }).click();
    await page.getByRole('textbox', { name: 'Teks' }).fill(text);
    await page.getByRole('textbox', { name: 'Teks' }).press('Escape');
  };
  await write(one.page, 'satu', 'SATU');
  await expect.poll(texts, patient).toEqual(['SATU', 'dua']);
  await write(other.page, 'dua', 'DUA');
  await expect.poll(texts, patient).toEqual(['SATU', 'DUA']);
  await rows(other.page).filter({ hasText: 'SATU' }).waitFor();
});

test('whoever leaves right after the last letter loses nothing: it is kept, or they are asked', async () => {
  await keep([said(0, 'satu'), said(100, 'dua')]);
  const { page, problems } = await studio.openAsHost(address.replace(/\/transcript$/, ''));
  const write = async (row: string, text: string) => {
    await rows(page).filter({ hasText: row }).click();
    await page.getByRole('textbox', { name: 'Teks' }).fill(text);
  };
  await page.getByRole('link', { name: 'Transkrip', exact: true }).click();
  await write('satu', 'SATU');
  await page.goBack();
  await expect.poll(texts, patient).toEqual(['SATU', 'dua']);

  await page.goForward();
  await write('dua', 'DUA');
  const isAsked = await page.evaluate(
    () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })),
  );
  expect(isAsked).toBe(true);
  await expect.poll(texts, patient).toEqual(['SATU', 'DUA']);
  expect(problems).toEqual([]);
});

test('on a plain LAN address lines are added and split too', async () => {
  await keep([{ fromMs: 4_000, toMs: 9_000, text: 'satu dua' }]);
  const { page, problems } = await studio.openAsHost(address);
  // Such a page has no randomUUID.
  await page.addInitScript(() => Object.assign(crypto, { randomUUID: undefined }));
  await page.reload();
  await rows(page).first().click();
  const field = page.getByRole('textbox', { name: 'Teks' });
  await field.press('Home');
  for (let n = 0; n < 'satu'.length; n += 1) await field.press('ArrowRight');
  await page.getByRole('button', { name: 'Pisah di kursor' }).click();
  await expect.poll(texts, patient).toEqual(['satu', 'dua']);
  await page.getByRole('button', { name: 'Tambah baris' }).click();
  await expect.poll(() => page.locator('.cues__one').count(), patient).toBe(3);
  expect(problems).toEqual([]);
});

test('of two hours only what was changed goes up', async () => {
  await keep(Array.from({ length: 2_000 }, (_, n) => said(n, `Kalimat nomor ${n}.`)));
  const { page } = await openDesk();
  const sent: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.postData()?.length ?? 0);
  });
  await rows(page).filter({ hasText: 'Kalimat nomor 1500.' }).click();
  const field = page.getByRole('textbox', { name: 'Teks' });
  await field.fill('Yang ini dibetulkan.');
  await field.press('Enter');
  await expect.poll(() => field.inputValue(), patient).toBe('Kalimat nomor 1501.');
  await expect.poll(async () => (await texts())[1500], patient).toBe('Yang ini dibetulkan.');
  // The browser tells of a request in its own time.
  await expect.poll(() => sent, patient).toHaveLength(1);
  expect(sent[0]).toBeLessThan(400);
});

test('a draft of the machine appears by itself', async () => {
  await prisma.recognition.create({
    data: { recordingId, state: 'running', progress: 0.4 },
  });
  const { page } = await openDesk();
  await page.getByText('sedang menulis drafnya (40%)').waitFor();
  await keep([said(0, 'Ditulis mesin.')]);
  const where = { recordingId };
  await prisma.recognition.update({ where, data: { state: 'done', progress: 1 } });
  await rows(page).filter({ hasText: 'Ditulis mesin.' }).waitFor();
  await page.getByText('Draf ini ditulis oleh program pengenal suara.').waitFor();
});

describe.each(Object.entries(viewports))('on a %s', (_size, viewport) => {
  test('that the machine failed is said, and it can be tried again', async () => {
    await prisma.recognition.create({
      data: { recordingId, state: 'failed', problem: 'no model' },
    });
    const { page, problems } = await openDesk(viewport);
    await page.getByText('Server gagal menulis draf transkripnya.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    if (process.env['PICTURES']) {
      await page.screenshot({ path: `${process.env['PICTURES']}-failed-${_size}.png` });
    }
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByText('Program pengenal suara di server menunggu gilirannya.').waitFor();
    expect(problems).toEqual([]);
  });

  test('a line with a silenced part is named with what to do, until its parts are outside', async () => {
    const text = 'Nomor saya 0812 555 111, silakan.';
    await keep([{ fromMs: 0, toMs: 6_000, speaker: 'Rina', text }]);
    const part = { fromMs: 1_500, toMs: 4_400 };
    const mute = { kind: 'mute', editId: randomUUID(), peerId: 'Rina', ...part };
    await prisma.edits.create({ data: { recordingId, version: 1, edits: [mute] } });
    const { page, problems } = await openDesk(viewport);
    const notice = page.locator('.callout', { hasText: 'tidak ikut terbit' });
    const listed = () => notice.getByRole('listitem').allInnerTexts();
    const gone = '(tidak terdengar: 0:01,5–0:04,4)';
    expect(await listed()).toEqual([expect.stringContaining(`${text} ${gone}`)]);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['PICTURES']) {
      const path = `${process.env['PICTURES']}-partly-${_size}.png`;
      await page.screenshot({ path, fullPage: true });
    }

    await rows(page).first().click();
    await page.getByRole('textbox', { name: 'Teks' }).press('Home');
    for (let n = 0; n < 'Nomor saya'.length; n += 1) await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Pisah di kursor' }).click();
    await expect.poll(listed).toHaveLength(2);
    await rows(page).filter({ hasText: 'Nomor saya' }).click();
    const earlier = page.getByRole('button', { name: 'Sampai: 0,5 detik lebih awal' });
    for (let n = 0; n < 9; n += 1) await earlier.click();
    await expect.poll(listed).toEqual([expect.stringContaining('0812 555 111, silakan.')]);
    expect(problems).toEqual([]);
  });

  test('nothing hinders anyone, and nothing sticks out', async () => {
    await keep([said(0, 'Selamat datang.'), said(100, 'Terima kasih.')]);
    const { page, problems } = await openDesk(viewport);
    await rows(page).first().click();
    await page.getByRole('textbox', { name: 'Teks' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    expect(problems).toEqual([]);
    if (process.env['PICTURES']) {
      await page.screenshot({ path: `${process.env['PICTURES']}-${_size}.png` });
      await page.screenshot({
        path: `${process.env['PICTURES']}-${_size}-full.png`,
        fullPage: true,
      });
    }
  });
});
