import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { axeViolations } from '../support/axe.ts';
import { viewports } from '../support/browser.ts';
import type { PageHub } from '../support/page-hub.ts';
import { openPageStudio } from '../support/page-studio.ts';
import { makeSession } from '../support/rest-journeys.ts';
import { addEpisode, addRecording } from '../support/stored.ts';

/** After a session a host answers what was left, in writing and by voice, and gives the series an intro. */

const scope = new Scope('test', silentLog);
const ended = new Date('2026-11-20T14:00:00Z');
let folder: string;
let hub: PageHub;
let page: Page;
let problems: string[];
let slug: string;
let code: string;
let episode: string;

beforeAll(async () => {
  const studio = await openPageStudio(scope, { grantDevices: true });
  ({ folder, hub } = studio);
  const { host } = studio;
  const made = await makeSession(host);
  ({ slug } = made);
  ({ code } = made.session);
  const { sessionId } = made.session;
  const sessions = createSessionRepository(hub.db.prisma);
  await sessions.goLive(sessionId, new Date(ended.getTime() - 3_600_000));
  await sessions.end(sessionId, ended);
  const session = (await sessions.find(code))!;
  const { recordingId } = await addRecording(hub.db, session, { state: 'ready' });
  episode = await addEpisode(hub.db, session, recordingId);
  await host.ok('POST', `/api/studio/episodes/${episode}/publish`);
  const questions = createQuestionRepository(hub.db.prisma);
  const texts = [
    'Apakah boleh membawa buku sendiri dari rumah, dan bagaimana kalau bukunya berbahasa Minang?',
    'Kapan pertemuan berikutnya?',
    'Siapa yang memilih bukunya?',
  ];
  for (const [index, text] of texts.entries()) {
    await questions.add(aStoredQuestion({ sessionId, number: index + 1, text }));
  }

  ({ page, problems } = await studio.openAsHost(`/studio/sessions/${code}`));
}, 120_000);
afterAll(() => scope.close('done'));

const press = (name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const shoot = async (name: string): Promise<void> => {
  const shots = process.env['PICTURES'];
  if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
};

test('what was left is answered in writing, and carried on', async () => {
  await page.goto(`${hub.base}/studio/sessions/${code}`);
  await page.getByRole('heading', { name: 'Pertanyaan yang belum terjawab' }).waitFor();
  for (const [size, viewport] of Object.entries(viewports)) {
    await page.setViewportSize(viewport);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(`left-${size}`);
  }
  await press('Jawab tertulis: pertanyaan 2');
  await page.getByLabel('Jawaban Anda').fill('Sabtu depan,\njam tujuh malam.');
  await press('Kirim jawaban');
  await page.getByRole('heading', { name: 'Dijawab setelah acara' }).waitFor();
  await press('Bawa ke acara berikutnya: pertanyaan 3');
  await page.getByText('Dibawa ke acara berikutnya, begitu ada jadwalnya.').waitFor();
});

test('an answer by voice is recorded, heard, discarded, recorded again and sent', async () => {
  await page.setViewportSize(viewports.phone);
  await press('Jawab lewat suara: pertanyaan 1');
  await press('Nyalakan mikrofon');
  const record = async (): Promise<void> => {
    await press('Mulai rekam');
    // Not one moment: a page that is busy leaves seconds out.
    await page.getByText(/Sedang merekam: 0:(0[2-9]|1\d) dari 3:00/).waitFor();
    await press('Berhenti merekam');
    await page.getByLabel('Rekaman Anda').waitFor();
  };
  await record();
  expect(await axeViolations(page)).toEqual([]);
  await shoot('voice-phone');
  await press('Buang dan rekam lagi');
  await record();
  await press('Kirim ke episode');
  await page.getByText(/Dijawab lewat suara \(0:(0[2-9]|1\d)\)/).waitFor();
  await press('Dengarkan jawaban');
  const heard = page.locator('audio[aria-label="Dengarkan jawaban"]');
  await expect
    .poll(() => heard.evaluate((sound) => (sound as HTMLAudioElement).duration))
    .toBeGreaterThan(1.5);
  await shoot('spoken-phone');
});

test('the episode’s page tells both answers', async () => {
  await page.goto(`${hub.base}/e/${episode}`);
  await page.getByText('Ibu Ani menjawab lewat suara, di akhir episode.').waitFor();
  await page.getByText('Sabtu depan,').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await shoot('episode-phone');
});

test('an intro is chosen, heard, and taken away; what is no sound is told so', async () => {
  const intro = path.join(folder, 'pembuka.mp3');
  const source = 'sine=f=500:d=3';
  const args = [
    '-nostdin',
    '-y',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    source,
    '-c:a',
    'libmp3lame',
  ];
  await promisify(execFile)('ffmpeg', [...args, intro]);
  await page.goto(`${hub.base}/studio/series/${slug}`);
  const choose = async (button: string, file: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await press(button);
    await (await chooser).setFiles(file);
  };
  await choose(
    'Pilih suara pembuka',
    path.resolve(import.meta.dirname, '../../client/index.html'),
  );
  await page.getByText(/Berkas ini tidak bisa dibaca sebagai suara/).waitFor();
  await choose('Pilih suara pembuka', intro);
  const heard = page.getByRole('group', { name: 'Pembuka' }).locator('audio');
  await expect
    .poll(() => heard.evaluate((sound) => (sound as HTMLAudioElement).duration))
    .toBeCloseTo(3.0, 0);
  for (const [size, viewport] of Object.entries(viewports)) {
    await page.setViewportSize(viewport);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(`series-${size}`);
  }
  await press('Hapus suara pembuka');
  await page.getByText('Belum ada pembuka.').waitFor();
  // What is no sound was refused, and the episode has no files: a console tells both.
  expect(problems.filter((problem) => !/40[04]/.test(problem))).toEqual([]);
});
