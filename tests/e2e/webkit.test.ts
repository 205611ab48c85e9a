import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAcceptSound } from '../../media/ffmpeg/accept-sound.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { viewports } from '../support/browser.ts';
import { startHub } from '../support/hub-process.ts';
import { scheduleSession, signUpAtHub } from '../support/live-session.ts';
import { startPageHub } from '../support/page-hub.ts';
import { aSampleEpisode, publishSampleProgramme } from '../support/sample-episode.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { openWebkit, type WebkitPage } from '../support/webkit.ts';

/** The pages and the player in WebKit, the engine of iPhones. Debian's knows no WebRTC: the room has to say so. */

const scope = new Scope('webkit', silentLog);
const dist = path.resolve(import.meta.dirname, '../../client/dist');
const timeout = 20_000;
let webkit: WebkitPage;
let pages: Record<string, string>;
let episode: string;
let room: string;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-webkit-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  [webkit, room] = await Promise.all([
    openWebkit(scope),
    openRoom(path.join(folder, 'hub')),
    openPages(folder),
  ]);
}, 120_000);
afterAll(() => scope.close('tests ended'));

/** The address of a session on a real hub. */
async function openRoom(folder: string): Promise<string> {
  const hub = await startHub(folder);
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const { code } = await scheduleSession(await signUpAtHub(hub));
  return `${hub.origin}/a/${code}`;
}

async function openPages(folder: string): Promise<void> {
  await buildWatched(path.join(folder, 'dist'));
  const objects = await openLocalObjectStore(path.join(folder, 'objects'));
  const mp3Bytes = await publishSampleProgramme(path.join(folder, 'programme'), objects);
  const { base, db } = await startPageHub(scope, { objects, dist: path.join(folder, 'dist') });
  const { seriesId, slug } = await aSeries(db);
  const { code } = await aSampleEpisode(db, { mp3Bytes, seriesId });
  const tomorrow = new Date(Date.now() + 86_400_000);
  const planned = await aSession(db, { seriesId, startsAt: tomorrow });
  const held = await aSession(db, { seriesId });
  const { sessionId } = held;
  await db.prisma.session.update({ where: { sessionId }, data: { state: 'ended' } });
  episode = `${base}/e/${code}`;
  pages = {
    [`${base}/`]: 'Serambi',
    [`${base}/s/${slug}`]: 'Klub Buku',
    [`${base}/a/${planned.code}`]: 'Laskar Pelangi',
    [`${base}/a/${held.code}`]: 'Laskar Pelangi',
    [episode]: 'Laskar Pelangi',
    [`${base}/uji`]: 'Coba dulu perangkat Anda',
    [`${base}/panduan`]: 'Panduan penyelenggara',
    [`${base}/masuk`]: 'Masuk ke studio',
    [`${base}/tidak-ada`]: 'Halaman ini tidak ada',
  };
}

/** The application with a script before it that notes what goes wrong; WebDriver tells nothing of that. */
async function buildWatched(folder: string): Promise<void> {
  await cp(dist, folder, { recursive: true });
  const index = path.join(folder, 'index.html');
  const html = await readFile(index, 'utf8');
  await writeFile(
    index,
    html.replace('<head>', '<head><script src="/assets/watch.js"></script>'),
  );
  await writeFile(path.join(folder, 'assets/watch.js'), `(${String(watch)})();`);
}

type Watched = typeof globalThis & { problems: string[] };

function watch(): void {
  const problems: string[] = [];
  (globalThis as Watched).problems = problems;
  // A script or a style sheet that does not arrive has no message, and does not bubble.
  addEventListener('error', (event) => problems.push(event.message || 'not loaded'), true);
  addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    problems.push(`${violatedDirective} ${blockedURI}`),
  );
  const asked = new URLSearchParams(location.search);
  // What Apple's browsers have, and go by their own player for.
  if (asked.has('apple')) {
    Object.assign(window, { WebKitPlaybackTargetAvailabilityEvent: Event });
  }
  const take = (owner: object, names: string): void => {
    for (const name of names.split(' ')) Reflect.deleteProperty(owner, name);
  };
  if (asked.has('ios15')) {
    take(Array.prototype, 'toSorted toReversed toSpliced with');
    take(Array, 'fromAsync');
    take(AbortSignal, 'timeout any');
    take(Promise, 'withResolvers');
    take(Object, 'groupBy');
    take(Intl, 'DurationFormat');
    take(Element.prototype, 'checkVisibility requestFullscreen');
    take(Document.prototype, 'fullscreenElement fullscreenEnabled exitFullscreen');
    take(window, 'OffscreenCanvas ManagedMediaSource Iterator');
  }
  if (asked.has('ios12')) take(Array.prototype, 'findLast');
}

/** Once the application has drawn it: the server's own page has no footer. */
const heading = (): Promise<string | undefined> =>
  webkit.run(() =>
    document.querySelector('#root footer')
      ? document.querySelector('h1')?.innerText
      : undefined,
  );
const complaints = (): Promise<string[]> => webkit.run(() => (globalThis as Watched).problems);
const media = () =>
  webkit.run(() => {
    const { currentTime, paused, videoHeight, src, readyState, error } =
      document.querySelector('video')!;
    return { currentTime, paused, videoHeight, src, readyState, error: error?.message ?? '' };
  });

type Media = Awaited<ReturnType<typeof media>>;

/** Waits until the media element's clock is past a second of the programme. */
const plays = (pastSeconds: number): Promise<void> =>
  expect
    .poll(media, { timeout })
    .toSatisfy((now: Media) => !now.paused && now.currentTime > pastSeconds);

test.each([
  ['a desktop', viewports.desktop, ''],
  ['a phone, without what iOS 15 lacks', viewports.phone, '?ios15'],
])('every page is drawn on %s', async (_device, size, search) => {
  await webkit.resize(size.width, size.height);
  for (const [url, title] of Object.entries(pages)) {
    await webkit.open(url + search);
    await expect.poll(heading, { timeout }).toBe(title);
    const overflow = await webkit.run(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ url, overflow, problems: await complaints() }).toEqual({
      ...{ url, overflow: 0, problems: [] },
    });
  }
});

test.each([
  ['by hls.js', '', /^blob:/],
  ['by the player of its own, as on an iPhone', '?apple', /master\.m3u8$/],
])('an episode plays %s', async (_how, search, source) => {
  await webkit.open(episode + search);
  await webkit.press('Putar');
  await plays(1.5);
  const now = await media();
  expect(now.src).toMatch(source);
  expect(now.videoHeight).toBeGreaterThan(0);
  await webkit.press('Rina bercerita');
  await plays(12.5);
  expect(await media()).toMatchObject({ error: '' });
  expect(await complaints()).toEqual([]);
});

test('its sound alone goes on where the picture was', async () => {
  const before = await media();
  await webkit.press('Suara saja');
  await plays(before.currentTime + 1);
  const now = await media();
  expect(now.src).toMatch(/audio\.mp3$/);
  expect(now.error).toBe('');
  expect(await complaints()).toEqual([]);
});

test('an iPhone, which shows no page in full, is offered the full screen all the same', async () => {
  await webkit.open(`${episode}?ios15`);
  await expect
    .poll(() => webkit.run(() => document.querySelector('.player__controls')?.textContent), {
      timeout,
    })
    .toContain('Layar penuh');
});

test('a browser that is too old is told what to do', async () => {
  await webkit.open(`${episode}?ios12`);
  const said = (): Promise<string | undefined> =>
    webkit.run(() => document.getElementById('not-started')?.innerText);
  await expect.poll(said, { timeout }).toContain('Perbarui peramban Anda');
  expect(await complaints()).toEqual([]);
});

test('what it records of a voice, the hub can read', async () => {
  await webkit.open(episode);
  // Without a press there is no sound, not even one to record.
  await webkit.press('Putar');
  const base64 = await webkit.run(async () => {
    const context = new AudioContext();
    await context.resume();
    const destination = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 440 });
    tone.connect(destination);
    tone.start();
    const recorder = new MediaRecorder(destination.stream);
    const ended = new Promise<Blob>((resolve) =>
      recorder.addEventListener('dataavailable', ({ data }) => resolve(data)),
    );
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    recorder.stop();
    const bytes = new Uint8Array(await (await ended).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  const sound = await createAcceptSound(silentLog)(Buffer.from(base64, 'base64'), 60_000);
  expect(sound.durationMs).toBeGreaterThan(1_000);
});

test('the room says what this browser cannot do, and offers what there is', async () => {
  await webkit.open(room);
  await webkit.press('Masuk dan tunggu');
  const said = (): Promise<string | undefined> =>
    webkit.run(() => document.querySelector<HTMLElement>('[role=alert]')?.innerText);
  await expect.poll(said, { timeout }).toContain('tidak bisa memutar siaran langsung');
  const address = await webkit.run(() => document.querySelector('input')?.value);
  expect(address).toBe(room);
});
