import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { EpisodeInfo, LinkInfo } from '../../server/protocol/rest.ts';
import { axeViolations } from '../support/axe.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import { viewports } from '../support/browser.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { addMark, endSession, enterRoom, goOnStage } from '../support/journeys.ts';
import {
  goOnAir,
  isReady,
  openSpeaker,
  recordingOf,
  scheduleSession,
  toneHz,
} from '../support/live-session.ts';
import { durationOf } from '../support/measure.ts';
import { tonesIn } from '../support/published.ts';
import type { RestClient } from '../support/rest-client.ts';

/** A host reviews a real recording: trims, silences, renames, and has the episode made again. */

const speakerToneHz = 1500;
const trimMs = 3_000;
const guest = 'Pak Rahmat';

const scope = new Scope('test', silentLog);
let folder: string;
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;
let code: string;
let slug: string;
let page: Page;
let problems: string[];
/** Where the speaker, who is heard by then, is silenced: in seconds of the session. */
let silence: { from: number; to: number };

beforeAll(async () => {
  ({ folder, hub, studio, browser } = await openBrowserHub(scope));
  ({ slug, code } = await scheduleSession(studio));
  const link = await studio.ok<LinkInfo>('POST', `/api/studio/sessions/${code}/links`, {
    role: 'speaker',
    label: guest,
  });
  const { page: speaker } = await openSpeaker(browser, speakerToneHz);
  const host = await goOnAir(browser, studio, hub.origin, { code });
  await enterRoom(speaker, link.url, guest);
  await goOnStage(speaker, { consent: true });
  const second = Math.ceil(host.liveMs() / 1000);
  silence = { from: second + 2, to: second + 7 };
  // A chapter of its own is ten seconds away from the first.
  await host.until(11);
  await addMark(host.page, 'Cerita');
  await host.until(Math.max(22, host.liveMs() / 1000));
  await addMark(host.page, `${guest} bercerita`);
  await host.until(Math.max(silence.to, host.liveMs() / 1000) + 3);
  await endSession(host.page);
  ({ page, problems } = host);
  await recordingOf(studio, code, isReady);
}, 200_000);
afterAll(() => scope.close('tests ended'));

type Made = {
  episode: EpisodeInfo;
  guid: string;
  seconds: number;
  /** When each of them sounds, in seconds. */
  host: number[];
  speaker: number[];
};

/** What an app gets of the one episode of the series. */
async function fetchMade(name: string): Promise<Made> {
  const { text } = await studio.send('GET', `/s/${slug}/feed.xml`);
  const guids = [...text.matchAll(/<guid[^>]*>([^<]+)</g)].map(([, guid]) => guid);
  const page = await studio.ok<{ episodes: EpisodeInfo[] }>('GET', `/api/series/${slug}`);
  expect(guids).toHaveLength(1);
  const address = `/api/episodes/${page.episodes[0]?.code}`;
  const episode = await studio.ok<EpisodeInfo>('GET', address);
  const file = path.join(folder, `${name}.mp3`);
  const answer = await fetch(new URL(episode.mp3!.url, hub.origin));
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return {
    ...{ episode, guid: guids[0] ?? '', seconds: await durationOf(file) },
    host: await tonesIn(file, toneHz),
    speaker: await tonesIn(file, speakerToneHz),
  };
}

const press = (name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const said = (text: string): Locator => page.getByText(text, { exact: true }).first();
const two = (seconds: number): string => String(seconds).padStart(2, '0');
/** Those between two moments. */
const within = (times: readonly number[], from: number, to: number): number[] =>
  times.filter((time) => time > from && time < to);

test('a trim, a silence and a chapter’s new name are in the episode made again, under its old GUID', async () => {
  const before = await fetchMade('before');
  const mark = before.episode.chapters.find(({ title }) => title === 'Cerita')!;
  expect(mark.startMs).toBeGreaterThan(trimMs);
  expect(within(before.speaker, silence.from, silence.to).length).toBeGreaterThan(2);

  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await page.getByRole('link', { name: 'Sunting rekaman' }).click();
  await page.getByRole('slider', { name: 'Posisi di rekaman' }).fill('2');
  await press('Maju 1 detik');
  await press('Potong awal sampai sini');
  await said('Awal dipotong, sampai 0:03,0').waitFor();

  await press('Senyapkan seseorang');
  await page.getByLabel('Siapa').selectOption('Pak Rahmat');
  await page.getByLabel('Dari', { exact: true }).fill(`0:${two(silence.from + 1)}`);
  await press('Dari: 1 detik lebih awal');
  await press('Senyapkan bagian ini');
  await page.getByText('Tulis menit dan detik, misalnya 1:02,5.').first().waitFor();
  await page.getByLabel('Sampai', { exact: true }).fill(`0:${two(silence.to)}`);
  await press('Senyapkan bagian ini');
  const span = `0:${two(silence.from)},0 sampai 0:${two(silence.to)},0`;
  await said(`Pak Rahmat disenyapkan: ${span}`).waitFor();

  const titles = page.getByRole('textbox', { name: /^Judul bab di/ });
  const at = before.episode.chapters.indexOf(mark);
  await titles.nth(at).fill('Cerita dari surau');
  await titles.nth(at).press('Enter');
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => titles.nth(at).inputValue()).toBe('Cerita');
  await page.keyboard.press('Control+Shift+Z');
  await expect.poll(() => titles.nth(at).inputValue()).toBe('Cerita dari surau');
  await said('Tersimpan').waitFor();

  await press('Buat ulang episode dengan perubahan ini');
  await said('Episode sedang dibuat ulang.').waitFor();
  // Whoever has no mouse is not thrown back to the top of the page.
  await page.waitForFunction(() =>
    document.activeElement?.textContent.includes('dibuat ulang'),
  );
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('DIV');
  await said('Semua perubahan sudah ada di episode.').waitFor({ timeout: 180_000 });

  const after = await fetchMade('after');
  expect(after.guid).toBe(before.guid);
  expect(after.episode.code).toBe(before.episode.code);
  expect(after.episode.mp3!.url).not.toBe(before.episode.mp3!.url);
  expect(after.episode.hlsUrl).not.toBe(before.episode.hlsUrl);
  expect(after.seconds).toBeCloseTo(before.seconds - trimMs / 1000, 1);
  expect(after.episode.chapters[0]!.startMs).toBe(0);
  const renamed = after.episode.chapters.find(({ title }) => title === 'Cerita dari surau');
  expect(Math.abs(renamed!.startMs - (mark.startMs - trimMs))).toBeLessThanOrEqual(2);
  // The cut moves all of it; a tenth of a second on each side is the fade's.
  const [from, to] = [silence.from - trimMs / 1000 + 0.1, silence.to - trimMs / 1000 - 0.1];
  expect(within(after.speaker, from, to)).toEqual([]);
  expect(after.speaker.length).toBeGreaterThan(0);
  expect(within(after.host, from, to).length).toBeGreaterThanOrEqual(3);
}, 300_000);

test('the page plays the episode as it is now, and jumps over what will be cut next', async () => {
  await page.getByRole('slider', { name: 'Posisi di rekaman' }).fill('5');
  await press('Potong awal sampai sini');
  await page.getByRole('button', { name: /^Dengarkan sambungannya: Awal dipotong/ }).click();
  await page.waitForFunction(() => document.querySelector('video')!.currentTime > 2.5, null, {
    timeout: 20_000,
  });
  // Of the two seconds that are still in the media next to nothing was played.
  const heard = await page.evaluate(() => {
    const { played } = document.querySelector('video')!;
    let early = 0;
    for (let n = 0; n < played.length; n += 1) {
      early += Math.max(0, Math.min(2, played.end(n)) - Math.min(2, played.start(n)));
    }
    return early;
  });
  expect(heard).toBeLessThan(0.3);
  await press('Jeda');
  await press('Urungkan');
  await said('Awal dipotong, sampai 0:03,0').waitFor();
}, 60_000);

test('two hosts do not overwrite one another: theirs is shown, and mine is one step back', async () => {
  await said('Tersimpan').waitFor();
  const url = `/api/studio/sessions/${code}`;
  const { edits } = await studio.ok<{ edits: { version: number; chapters: unknown } }>(
    'GET',
    `${url}/review`,
  );
  const theirs = { version: edits.version, edits: [], chapters: edits.chapters };
  await studio.ok('PUT', `${url}/edits`, theirs);
  await page.getByRole('button', { name: /^Hapus: Pak Rahmat disenyapkan/ }).click();
  await page.getByText('Orang lain baru saja menyunting rekaman ini.').waitFor();
  await said('Belum ada yang diubah.').waitFor();
  await press('Urungkan');
  await said('Awal dipotong, sampai 0:03,0').waitFor();
  await said('Tersimpan').waitFor();
});

test.each(Object.entries(viewports))('nothing hinders anyone on a %s', async (_size, size) => {
  await page.setViewportSize(size);
  await press('Potong bagian di tengah');
  expect(await axeViolations(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await press('Batal');
});

/** Files below the data directory, but for the database's own, that hold a text. */
async function filesWith(text: string): Promise<string[]> {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  const found: string[] = [];
  for (const part of ['recordings', 'objects']) {
    const root = path.join(folder, part);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const bytes = await readFile(file);
      if (needles.some((needle) => bytes.includes(needle))) {
        found.push(path.relative(folder, file));
      }
    }
  }
  return found;
}

test('who is taken out with one button is heard, seen and named nowhere any more', async () => {
  const before = await fetchMade('with');
  expect(before.speaker.length).toBeGreaterThan(0);
  const titled = before.episode.chapters.filter(({ title }) => title.includes(guest));
  expect(titled).toHaveLength(1);
  await studio.ok('PATCH', `/api/studio/episodes/${before.episode.code}`, {
    version: before.episode.textVersion,
    notes: `Bab satu.\n\n- **Kapan?** Besok. (${guest})`,
  });
  const words = `/api/studio/sessions/${code}/transcript`;
  const cue = { cueId: randomUUID(), fromMs: 4_000, toMs: 6_000 };
  const cues = [
    { ...cue, speaker: guest, text: 'Saya dari Solok.' },
    { ...cue, cueId: randomUUID(), speaker: 'Ibu', text: `Terima kasih, ${guest}.` },
  ];
  const { version } = await studio.ok<{ version: number }>('PATCH', words, {
    ...{ version: 0, set: cues, removed: [] },
  });
  await studio.ok('POST', `${words}/publish`, { version });
  const { recordingId } = await recordingOf(studio, code, isReady);
  const root = path.join(folder, 'recordings', recordingId);
  const story = await readFile(path.join(root, 'timeline.jsonl'), 'utf8');
  const peerId = new RegExp(`"peerId":"([^"]+)","displayName":"${guest}"`).exec(story)?.[1];
  const decided = () => readFile(path.join(root, 'work', 'edit.json'), 'utf8');
  expect(await decided()).toContain(peerId);
  expect(await filesWith(guest)).toContain(`recordings/${recordingId}/timeline.jsonl`);

  await page.goto(`${hub.origin}/studio/sessions/${code}`);
  await page.getByText('Keluarkan seseorang dari rekaman').click();
  await press(`Keluarkan ${guest}`);
  await press('Hapus untuk selamanya');
  await page.getByText('dikeluarkan oleh').waitFor();
  await recordingOf(studio, code, ({ state, takes }) => {
    return state === 'ready' && takes.some(({ withdrawn }) => withdrawn);
  });
  const after = await fetchMade('without');
  expect(after.guid).toBe(before.guid);
  expect(after.speaker).toEqual([]);
  expect(after.host.length).toBeGreaterThan(3);
  const titles = after.episode.chapters.map(({ title }) => title);
  expect(titles).toContain('Cerita dari surau');
  expect(JSON.stringify(after.episode)).not.toContain(guest);
  expect(await decided()).not.toContain(peerId);

  const { text: feed } = await studio.send('GET', `/s/${slug}/feed.xml`);
  expect(feed).toContain('Besok.');
  const vtt = /<podcast:transcript url="([^"]+\.vtt)"/.exec(feed)?.[1];
  const said = await (await fetch(vtt!)).text();
  expect(said).toContain('Terima kasih, ….');
  const { text: read } = await studio.send('GET', `/e/${after.episode.code}`);
  for (const text of [feed, said, read]) expect(text).not.toContain(guest);
  expect(await filesWith(guest)).toEqual([]);
}, 300_000);

test('nobody had anything to complain about', () => {
  // Losing a race is told by 409; the browser writes each such answer down.
  expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  expect(hub.log().filter(({ level }) => Number(level) >= 40)).toEqual([]);
});
