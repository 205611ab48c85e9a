import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { createPdfPages } from '../../server/platform/pdf-pages.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { StudioSeries, StudioSession } from '../../server/protocol/rest.ts';
import type { Deck, StudioDecks } from '../../server/protocol/slides.ts';
import { aLockedPdf, aPdf, aPdfBomb } from '../support/a-pdf.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { aSeriesBody, aSessionBody, signUpOwner } from '../support/rest-journeys.ts';

const scope = new Scope('rest slides', silentLog);
let api: RestApi;
let host: RestClient;
let slug: string;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  ({ slug } = await host.ok<StudioSeries>('POST', '/api/studio/series', aSeriesBody));
});
afterAll(() => scope.close('done'));

async function newSession(): Promise<string> {
  const path = `/api/studio/series/${slug}/sessions`;
  const { session } = await host.ok<StudioSession>('POST', path, aSessionBody);
  return `/api/studio/sessions/${session.code}/decks`;
}

const aPicture = () =>
  sharp({ create: { width: 2400, height: 1350, channels: 3, background: '#204060' } })
    .png()
    .toBuffer();

/** A header that promises 1.6 billion pixels, and none of them. */
function aPictureBomb(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(40_000, 0);
  header.writeUInt32BE(40_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const pixels = deflateSync(Buffer.alloc(1_000));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...[chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))],
  ]);
}

const upload = (bytes: Buffer, type: string, name = 'Kuliah%201.pdf') => ({
  raw: new Uint8Array(bytes),
  headers: { 'Content-Type': type, 'X-File-Name': name },
});

async function made(path: string): Promise<Deck> {
  return vi.waitFor(
    async () => {
      const [deck] = (await host.ok<StudioDecks>('GET', path)).decks;
      expect(deck!.pages).toHaveLength(deck!.pageCount);
      return deck!;
    },
    { timeout: 20_000, interval: 100 },
  );
}

test('a PDF becomes pictures in two sizes, with what is written on them', async () => {
  const path = await newSession();
  const pdf = aPdf([
    { text: 'Laskar Pelangi', rgb: [1, 0.9, 0.8] },
    { text: 'Bab dua', rgb: [0.2, 0.4, 1] },
  ]);
  const answer = await host.send('POST', path, upload(pdf, 'application/pdf'));
  expect(answer.body).toMatchObject({ title: 'Kuliah 1', pageCount: 2 });
  const { pages } = await made(path);
  expect(pages.map(({ text }) => text)).toEqual(['Laskar Pelangi', 'Bab dua']);
  expect(pages[0]).toMatchObject({
    full: { width: 1920, height: 1080 },
    small: { width: 800, height: 450 },
    notes: '',
  });
  const stored = await api.objects.read(pages[1]!.full.url.slice('/media/'.length));
  expect(stored?.info.contentType).toBe('image/webp');
  const bytes = Buffer.concat(await stored!.body.toArray());
  const { data } = await sharp(bytes)
    .extract({ left: 5, top: 5, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([...data].map((value) => Math.round(value / 51))).toEqual([1, 2, 5]);
});

test('pictures make a deck one by one', async () => {
  const path = await newSession();
  const send = upload(await aPicture(), 'image/png', 'Peta.png');
  const { body } = await host.send('POST', path, send);
  const { deckId } = body as Deck;
  await host.send('POST', `${path}/${deckId}/pages`, send);
  const deck = await made(path);
  expect(deck).toMatchObject({ title: 'Peta', pageCount: 2 });
  expect(deck.pages[1]!.full).toMatchObject({ width: 1920, height: 1080 });
});

test('a session that is deleted takes its slides along', async () => {
  const path = await newSession();
  await host.send('POST', path, upload(await aPicture(), 'image/png'));
  const { pages } = await made(path);
  const key = pages[0]!.full.url.slice('/media/'.length);
  expect(await api.objects.find(key)).toBeDefined();
  await host.ok('DELETE', path.replace(/\/decks$/, ''));
  await vi.waitFor(async () => expect(await api.objects.find(key)).toBeUndefined());
});

test('a page that takes minutes to draw is given up', async () => {
  const pdf = createPdfPages({ cpuSeconds: 1 });
  const bomb = aPdfBomb();
  expect(bomb.length).toBeLessThan(1024 * 1024);
  expect(await pdf.count(bomb)).toBe(1);
  await expect(pdf.pages(bomb)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('notes are kept, a deck is deleted with its pictures', async () => {
  const path = await newSession();
  await host.send('POST', path, upload(await aPicture(), 'image/png'));
  const { deckId, pages } = await made(path);
  await host.ok('PUT', `${path}/${deckId}/pages/0/notes`, { notes: 'Mulai pelan.' });
  await host.refused('not-found', 'PUT', `${path}/${deckId}/pages/7/notes`, {
    json: { notes: '' },
  });
  expect((await made(path)).pages[0]!.notes).toBe('Mulai pelan.');
  await host.ok('DELETE', `${path}/${deckId}`);
  expect((await host.ok<StudioDecks>('GET', path)).decks).toEqual([]);
  for (const { full, small } of pages) {
    for (const { url } of [full, small]) {
      expect(await api.objects.find(url.slice('/media/'.length))).toBeUndefined();
    }
  }
});

test.each([
  ['a text file that calls itself a PDF', Buffer.from('Halo'), 'application/pdf'],
  [
    'a PDF that breaks off',
    aPdf([{ text: 'x', rgb: [1, 1, 1] }]).subarray(0, 60),
    'application/pdf',
  ],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
  [
    'an SVG that calls itself a PNG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'image/png',
  ],
  ['a PDF behind a password', aLockedPdf(), 'application/pdf'],
  ['a picture of 40 000 by 40 000 pixels', aPictureBomb(), 'image/png'],
  ['half a picture', Buffer.from('\x89PNG\r\n\x1a\nhalf', 'latin1'), 'image/png'],
])('%s is refused, and nothing is kept', async (_what, bytes, type) => {
  const path = await newSession();
  await host.refused('invalid-input', 'POST', path, upload(bytes, type));
  expect((await host.ok<StudioDecks>('GET', path)).decks).toEqual([]);
});

test('too many pages, another session, and no account are refused', async () => {
  const path = await newSession();
  const rgb: [number, number, number] = [1, 1, 1];
  const long = aPdf(Array.from({ length: 201 }, () => ({ text: 'x', rgb })));
  await host.refused('too-large', 'POST', path, upload(long, 'application/pdf'));
  const send = upload(await aPicture(), 'image/png');
  await host.send('POST', path, send);
  const { deckId } = await made(path);
  const other = await newSession();
  await host.refused('not-found', 'POST', `${other}/${deckId}/pages`, send);
  await host.refused('not-found', 'DELETE', `${other}/${deckId}`);
  await api.browser().refused('not-signed-in', 'POST', path, send);
});
