import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type {
  EpisodeInfo,
  HomePage,
  SeriesPage,
  StudioHome,
  StudioSeries,
  StudioSession,
} from '../../server/protocol/rest.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { pngOfClaimedSize } from '../support/pictures.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import {
  aSeriesBody,
  aSessionBody,
  signUpHost,
  signUpOwner,
} from '../support/rest-journeys.ts';
import { addEpisode, addRecording, emptyTables } from '../support/stored.ts';

const scope = new Scope('rest studio', silentLog);
let api: RestApi;
let host: RestClient;
beforeAll(async () => {
  api = await startRestApi(scope);
});
beforeEach(async () => {
  await emptyTables(api.db);
  api.queued.length = 0;
  host = await signUpHost(api, await signUpOwner(api));
});
afterAll(() => scope.close('done'));

const createSeries = (overrides = {}) =>
  host.ok<StudioSeries>('POST', '/api/studio/series', { ...aSeriesBody, ...overrides });
const createSession = async (overrides = {}) => {
  const { slug } = await createSeries();
  const body = { ...aSessionBody, ...overrides };
  return host.ok<StudioSession>('POST', `/api/studio/series/${slug}/sessions`, body);
};

describe('series', () => {
  test('a host makes one; everyone sees it', async () => {
    const made = await createSeries();
    expect(made).toEqual({
      seriesId: made.seriesId,
      slug: 'klub-buku',
      ...aSeriesBody,
      url: '/s/klub-buku',
      feedUrl: `${api.origin}/s/klub-buku/feed.xml`,
      explicit: false,
      publishMode: 'automatic',
      cleanVoices: true,
      partners: [],
      sessions: [],
    });
    expect((await createSeries()).slug).toBe('klub-buku-2');
    const home = await api.browser().ok<HomePage>('GET', '/api/home');
    expect(home.series.map(({ slug }) => slug)).toEqual(['klub-buku', 'klub-buku-2']);
    const page = await api.browser().ok<SeriesPage>('GET', '/api/series/klub-buku');
    expect(page).toMatchObject({ series: { title: 'Klub Buku' }, upcoming: [], episodes: [] });
    expect(page.series).not.toHaveProperty('ownerEmail');
  });

  test('what a patch does not mention stays; its address never changes', async () => {
    const extra = {
      explicit: true,
      publishMode: 'review',
      cleanVoices: false,
      partners: [{ name: 'Toko Buku Solok', url: 'https://toko.example.org/solok' }],
      ownerEmail: 'a@example.org',
    };
    const { slug } = await createSeries(extra);
    const at = `/api/studio/series/${slug}`;
    const patched = await host.ok<StudioSeries>('PATCH', at, { title: 'Klub Baca' });
    expect(patched).toMatchObject({ ...aSeriesBody, ...extra, title: 'Klub Baca', slug });
    const cleared = await host.ok<StudioSeries>('PATCH', at, { ownerEmail: null });
    expect(cleared).not.toHaveProperty('ownerEmail');
    const emptied = { ...aSeriesBody, ownerEmail: '', subcategory: '' };
    expect(await host.ok('PATCH', at, emptied)).not.toHaveProperty('subcategory');
    await host.ok('PATCH', at, { subcategory: 'Books' });
    const moved = await host.ok<StudioSeries>('PATCH', at, { category: 'Technology' });
    expect(moved).not.toHaveProperty('subcategory');
    const wrong = { json: { subcategory: 'Books' } };
    await host.refused('invalid-input', 'PATCH', at, wrong);
  });

  test.each([
    [{ category: 'arts' }, 'category'],
    [{ subcategory: 'Politics' }, 'subcategory'],
    [{ title: '  ' }, 'title'],
    [{ title: 'x'.repeat(121) }, 'title'],
    [{ ownerEmail: 'no' }, 'ownerEmail'],
    [{ language: 'jv' }, 'language'],
    [{ slug: 'mine' }, 'body'],
  ])('%o is refused, by its field', async (wrong, field) => {
    const { body } = await host.refused('invalid-input', 'POST', '/api/studio/series', {
      json: { ...aSeriesBody, ...wrong },
    });
    expect(Object.keys((body as { error: { fields: object } }).error.fields)).toEqual([field]);
    expect((await host.ok<HomePage>('GET', '/api/home')).series).toEqual([]);
  });
});

describe('covers', () => {
  type Raw = Uint8Array<ArrayBuffer>;
  const put = (slug: string, raw: Raw | string, type = 'image/png') =>
    host.send('PUT', `/api/studio/series/${slug}/cover`, {
      raw,
      headers: { 'Content-Type': type },
    });
  const square = (side: number, channels: 3 | 4 = 3) =>
    sharp({
      create: {
        width: side,
        height: side,
        channels,
        background: { r: 9, g: 99, b: 200, alpha: 0.5 },
      },
    });

  test('a good picture becomes a clean JPEG under a new address, the old one stays', async () => {
    const { slug } = await createSeries();
    const exif = { IFD0: { Copyright: 'secret place' } };
    const first = await square(1400).withExif(exif).jpeg().toBuffer();
    const made = await put(slug, new Uint8Array(first), 'image/jpeg');
    expect(made.status).toBe(200);
    const { coverUrl } = made.body as StudioSeries;
    expect(coverUrl).toMatch(/^\/media\/covers\/[\w-]+-[0-9a-f]{8}\.jpg$/);
    const key = coverUrl!.slice('/media/'.length);
    const stored = await api.objects.read(key);
    const bytes = Buffer.concat(await stored!.body.toArray());
    expect(stored!.info).toMatchObject({
      contentType: 'image/jpeg',
      cacheControl: 'public, max-age=31536000, immutable',
    });
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: 'jpeg',
      width: 1400,
      height: 1400,
      space: 'srgb',
      hasAlpha: false,
    });
    expect(bytes.includes('secret place')).toBe(false);

    // Larger than directories take, see-through, and a PNG: all of that is mended.
    const second = await put(slug, new Uint8Array(await square(3200, 4).png().toBuffer()));
    const other = (second.body as StudioSeries).coverUrl!;
    expect(other).not.toBe(coverUrl);
    const info = await api.objects.read(other.slice('/media/'.length));
    const mended = Buffer.concat(await info!.body.toArray());
    expect(await sharp(mended).metadata()).toMatchObject({ width: 3000, channels: 3 });
    expect(mended.length).toBeLessThan(512 * 1024);
    expect(await api.objects.find(key)).toBeDefined();
    const page = await host.ok<SeriesPage>('GET', `/api/series/${slug}`);
    expect(page.series.coverUrl).toBe(other);
  });

  const jpeg = (side: number) => square(side).jpeg().toBuffer();
  test.each<[string, () => Promise<Buffer> | Buffer, string, string]>([
    ['a text file with a new name', () => Buffer.from('hello'), 'image/png', 'not a JPEG'],
    ['nothing', () => Buffer.alloc(0), 'image/png', 'Send a picture|not a JPEG'],
    ['too small', () => jpeg(1399), 'image/jpeg', 'at least 1400'],
    [
      'not square',
      () => square(1500).resize(1500, 1400, { fit: 'fill' }).jpeg().toBuffer(),
      'image/jpeg',
      'square',
    ],
    ['a bomb of pixels', () => pngOfClaimedSize(30_000), 'image/png', 'at most 6000|damaged'],
    ['a bomb that is allowed its size', () => pngOfClaimedSize(3000), 'image/png', 'damaged'],
    [
      'an SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="1400"/>'),
      'image/png',
      'not a JPEG',
    ],
    ['half a JPEG', async () => (await jpeg(1400)).subarray(0, 4000), 'image/jpeg', 'damaged'],
    ['a WebP', () => square(1400).webp().toBuffer(), 'image/jpeg', 'not a JPEG'],
    ['an SVG that says so', () => Buffer.from('<svg/>'), 'image/svg+xml', 'Send a picture'],
    ['JSON', () => Buffer.from('{}'), 'application/json', 'Send a picture'],
  ])('%s is refused with the reason', async (_case, make, type, reason) => {
    const { slug } = await createSeries();
    const answer = await put(slug, new Uint8Array(await make()), type);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid-input' } } });
    expect(answer.text).toMatch(new RegExp(reason));
    const page = await host.ok<StudioSeries>('GET', `/api/studio/series/${slug}`);
    expect(page).not.toHaveProperty('coverUrl');
  });

  test('a picture of 21 MB is too large', async () => {
    const { slug } = await createSeries();
    const answer = await put(slug, new Uint8Array(21 * 1024 * 1024));
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'too-large' } } });
  });
});

describe('sessions', () => {
  test('a session is planned, seen by everyone, changed and deleted', async () => {
    const { session, links, publishMode } = await createSession();
    expect({ links, publishMode }).toEqual({ links: [], publishMode: 'automatic' });
    const seen = await api.browser().ok<SessionInfo>('GET', `/api/sessions/${session.code}`);
    expect(seen).toEqual({
      sessionId: session.sessionId,
      code: session.code,
      title: 'Laskar Pelangi',
      description: 'Bab satu.',
      seriesTitle: 'Klub Buku',
      seriesSlug: 'klub-buku',
      startsAt: '2030-01-05T12:00:00.000Z',
      plannedMinutes: 60,
      state: 'scheduled',
    });
    const at = `/api/studio/sessions/${session.code}`;
    await host.ok('PATCH', at, { plannedMinutes: 90 });
    await host.ok('PATCH', at, { broadcast: true });
    await host.ok('PATCH', at, { title: 'Bab dua' });
    expect((await host.ok<StudioSession>('GET', at)).session).toMatchObject({
      title: 'Bab dua',
      plannedMinutes: 90,
      broadcast: true,
      description: 'Bab satu.',
    });
    expect((await host.ok<HomePage>('GET', '/api/home')).upcoming).toHaveLength(1);
    expect((await host.ok<StudioHome>('GET', '/api/studio')).sessions).toHaveLength(1);
    await host.ok('DELETE', at);
    await api.browser().refused('deleted', 'GET', `/api/sessions/${session.code}`);
  });

  test('a phone can put it into its calendar', async () => {
    const { session } = await createSession();
    const at = `/api/sessions/${session.code}/calendar.ics`;
    const answer = await api.browser().send('GET', at);
    expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('Content-Disposition')).toContain(`${session.code}.ics`);
    expect(answer.text).toContain('DTSTART:20300105T120000Z\r\n');
  });

  test('neither a live nor a recorded session is deleted, and their time is fixed', async () => {
    const { session } = await createSession();
    const at = `/api/studio/sessions/${session.code}`;
    const sessions = createSessionRepository(api.db.prisma);
    await sessions.goLive(session.sessionId, new Date());
    await host.refused('conflict', 'DELETE', at);
    const later = { json: { startsAt: '2030-02-05T12:00:00Z' } };
    await host.refused('conflict', 'PATCH', at, later);
    await host.refused('conflict', 'PATCH', at, { json: { broadcast: true } });
    await host.ok('PATCH', at, { title: 'Sedang siaran' });
    expect((await host.ok<HomePage>('GET', '/api/home')).live).toMatchObject([
      { title: 'Sedang siaran' },
    ]);
    const ended = await sessions.end(session.sessionId, new Date());
    await addRecording(api.db, ended!);
    await host.refused('conflict', 'DELETE', at);
    await host.refused('gone', 'POST', `${at}/links`, { json: { role: 'speaker' } });
    expect((await host.ok<StudioSession>('GET', at)).session.state).toBe('ended');
  });
});

describe('recordings and episodes', () => {
  const recorded = async (state: 'failed' | 'processing' | 'ready') => {
    const { session } = await createSession();
    const stored = await createSessionRepository(api.db.prisma).find(session.code);
    const { recordingId } = await addRecording(api.db, stored!, { state });
    return { recordingId, stored: stored!, at: `/api/studio/sessions/${session.code}` };
  };

  test('a failed recording says why, and is tried again or stopped', async () => {
    const { recordingId, at } = await recorded('failed');
    const failed = await host.ok<StudioSession>('GET', at);
    expect(failed.recording).toMatchObject({
      recordingId,
      state: 'failed',
      steps: [{ state: 'done' }, { name: 'remux', state: 'failed', error: 'no' }, {}],
    });
    expect((await host.ok<StudioHome>('GET', '/api/studio')).processing).toMatchObject([
      { recordingState: 'failed' },
    ]);
    await host.refused('conflict', 'POST', `${at}/recording/cancel`);
    const retried = await host.ok<StudioSession>('POST', `${at}/recording/retry`, {});
    expect(retried.recording).toMatchObject({
      state: 'processing',
      leftMs: expect.any(Number) as number,
      steps: [{ state: 'done' }, { state: 'waiting' }, { state: 'waiting' }],
    });
    expect(api.queued).toEqual([{ recordingId, revision: 1 }]);
    await host.refused('conflict', 'POST', `${at}/recording/retry`);
    const stopped = await host.ok<StudioSession>('POST', `${at}/recording/cancel`, {});
    expect(stopped.recording?.state).toBe('cancelled');
    expect(api.queued).toHaveLength(1);
  });

  test('what was never recorded cannot be tried again', async () => {
    const { session } = await createSession();
    const at = `/api/studio/sessions/${session.code}/recording/retry`;
    await host.refused('not-found', 'POST', at);
  });

  test('an episode is edited, published, taken back', async () => {
    const { recordingId, stored, at } = await recorded('ready');
    const code = await addEpisode(api.db, stored, recordingId);
    const visitor = api.browser();
    await visitor.refused('not-found', 'GET', `/api/episodes/${code}`);
    const draft = await host.ok<EpisodeInfo>('GET', `/api/episodes/${code}`);
    expect(draft).toMatchObject({
      state: 'draft',
      feedUrl: `${api.origin}/s/klub-buku/feed.xml`,
    });
    expect((await host.ok<StudioHome>('GET', '/api/studio')).processing).toMatchObject([
      { recordingState: 'ready', episodeState: 'draft', progress: 1 },
    ]);

    const edit = `/api/studio/episodes/${code}`;
    const text = { version: draft.textVersion, notes: 'Halo **semua**<script>x</script>' };
    await host.ok('PATCH', edit, text);
    // Whoever has not seen that overwrites nothing.
    await host.refused('conflict', 'PATCH', edit, { json: { ...text, notes: 'Lama.' } });
    const published = await host.ok<EpisodeInfo>('POST', `${edit}/publish`, {});
    const seen = await visitor.ok<EpisodeInfo>('GET', `/api/episodes/${code}`);
    expect(seen).toEqual(published);
    expect(seen).toMatchObject({
      state: 'published',
      notesHtml: '<p>Halo <strong>semua</strong></p>',
      mp3: { url: '/media/episodes/1/audio.mp3', bytes: 10 },
      url: `/e/${code}`,
    });
    expect((await visitor.ok<HomePage>('GET', '/api/home')).episodes).toHaveLength(1);
    const path = `/api/sessions/${stored.code}`;
    expect(await visitor.ok('GET', path)).toMatchObject({ episodeUrl: `/e/${code}` });
    expect((await host.ok<StudioSession>('GET', at)).recording?.episode).toEqual(seen);

    await host.ok('POST', `${edit}/unpublish`, {});
    await visitor.refused('gone', 'GET', `/api/episodes/${code}`);
    expect((await visitor.ok<HomePage>('GET', '/api/home')).episodes).toEqual([]);
    const again = await host.ok<EpisodeInfo>('POST', `${edit}/publish`, {});
    expect(again.publishedAt).toBe(published.publishedAt);
  });

  test('an episode without its sound is not published yet', async () => {
    const { recordingId, stored } = await recorded('processing');
    const code = await addEpisode(api.db, stored, recordingId, {
      mp3Key: null,
      mp3Bytes: null,
    });
    await host.refused('conflict', 'POST', `/api/studio/episodes/${code}/publish`);
  });
});
