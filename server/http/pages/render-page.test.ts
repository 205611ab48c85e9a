import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SessionInfo } from '../../protocol/protocol.ts';
import type { EpisodeInfo, LibraryInfo, SeriesPage } from '../../protocol/rest.ts';
import { homePage, episodePage, missingPage, seriesPage, sessionPage } from './public-pages.ts';
import { bareIndexHtml, createPageRenderer } from './render-page.ts';
import type { Page } from './page.ts';

const origin = 'https://serambi.example.org';
const render = createPageRenderer(bareIndexHtml);

function library(name = 'Perpustakaan Kota'): LibraryInfo {
  return { name, timeZone: 'Asia/Jakarta', language: 'id', origin };
}
/** The page's text, with the source's own line breaks and indents as single spaces. */
const show = (page: Page, at = library()) =>
  render(page, { origin, libraryName: at.name, language: at.language }).replace(/\s+/g, ' ');

function anEpisode(text = 'Laskar Pelangi'): EpisodeInfo {
  return {
    code: 'k3t-9xw-r4m',
    url: '/e/k3t-9xw-r4m',
    title: text,
    seriesTitle: text,
    seriesSlug: 'klub-buku',
    publishedAt: '2026-11-28T13:00:00.000Z',
    durationMs: 3_723_000,
    coverUrl: '/media/covers/a.jpg',
    posterUrl: '/media/episodes/a/poster.jpg',
    hasVideo: true,
    state: 'published',
    notes: text,
    ...{ textVersion: 0, madeTextVersion: 0 },
    notesHtml: '<p>Catatan &amp; tautan</p>',
    chapters: [
      { startMs: 0, title: 'Pembukaan', kind: 'start' },
      { startMs: 61_000, title: text, kind: 'mark' },
    ],
    mp3: { url: '/media/episodes/a/audio.mp3', bytes: 1234 },
    feedUrl: `${origin}/s/klub-buku/feed.xml`,
  };
}

function aSession(text = 'Diskusi'): SessionInfo {
  return {
    sessionId: 's1',
    code: 'bcd-fgh-jkm',
    title: text,
    description: text,
    seriesTitle: text,
    seriesSlug: 'klub-buku',
    startsAt: '2026-11-28T13:00:00.000Z',
    plannedMinutes: 90,
    state: 'scheduled',
  };
}

function aSeriesPage(text = 'Klub Buku'): SeriesPage {
  return {
    series: {
      seriesId: 'x',
      slug: 'klub-buku',
      title: text,
      description: text,
      language: 'id',
      author: text,
      coverUrl: '/media/covers/a.jpg',
      url: '/s/klub-buku',
      feedUrl: `${origin}/s/klub-buku/feed.xml`,
    },
    upcoming: [aSession(text)],
    episodes: [anEpisode(text)],
  };
}

const jsonLdOf = (page: string): unknown =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? 'null');

test('an episode says what previews, search engines and podcast apps look for', () => {
  const spoken = [{ speaker: 'Bu <Sari>', startMs: 61_000, text: 'Selamat & malam.' }];
  const answered = [
    {
      ...{ number: 1, question: 'Kapan lagi?', spokenBy: 'Budi' },
      answers: [{ answerId: 'a', text: 'Sabtu.', answeredBy: 'Ibu Ani' }],
    },
  ];
  const page = show(episodePage(anEpisode(), library(), { transcript: spoken, answered }));
  expect(page).toContain('<html lang="id">');
  expect(page).toContain('<title>Laskar Pelangi · Perpustakaan Kota</title>');
  for (const line of [
    '<meta name="description" content="Catatan &#38; tautan" />',
    `<link rel="canonical" href="${origin}/e/k3t-9xw-r4m" />`,
    `<link rel="alternate" type="application/rss+xml" title="Laskar Pelangi" href="${origin}/s/klub-buku/feed.xml" />`,
    '<meta property="og:title" content="Laskar Pelangi" />',
    `<meta property="og:image" content="${origin}/media/episodes/a/poster.jpg" />`,
    `<meta property="og:audio" content="${origin}/media/episodes/a/audio.mp3" />`,
    '<meta name="twitter:card" content="summary_large_image" />',
    '<audio controls preload="none" src="/media/episodes/a/audio.mp3"></audio>',
    '<p>Catatan &amp; tautan</p>',
    '<li>1:01 Laskar Pelangi</li>',
    '<h2>Dijawab setelah acara</h2>',
    '<p>Ibu Ani: Sabtu.</p>',
    '<p>Budi: Jawaban suara ada di akhir episode.</p>',
    '<h2>Transkrip</h2>',
    '<a href="/media/episodes/a/audio.mp3#t=61">1:01</a>',
    '<strong>Bu &#60;Sari&#62;:</strong> Selamat &#38; malam.',
  ]) {
    expect(page).toContain(line);
  }
  expect(page).not.toContain('noindex');
  expect(jsonLdOf(page)).toMatchObject({
    '@type': 'PodcastEpisode',
    duration: 'PT1H2M3S',
    datePublished: '2026-11-28T13:00:00.000Z',
    associatedMedia: { contentUrl: `${origin}/media/episodes/a/audio.mp3` },
    partOfSeries: { '@type': 'PodcastSeries', url: `${origin}/s/klub-buku` },
  });
});

test('a session is an event at its time, in the zone of the library', () => {
  const page = show(sessionPage(aSession(), library()));
  expect(page).toContain('Sabtu, 28 November 2026');
  expect(page).toContain('20.00 WIB');
  expect(jsonLdOf(page)).toMatchObject({
    '@type': 'Event',
    startDate: '2026-11-28T13:00:00.000Z',
    endDate: '2026-11-28T14:30:00.000Z',
    location: { '@type': 'VirtualLocation', url: `${origin}/a/bcd-fgh-jkm` },
    organizer: { name: 'Perpustakaan Kota' },
  });
});

test('a series and the front page list what they have, as links', () => {
  const series = show(seriesPage(aSeriesPage(), library()));
  expect(jsonLdOf(series)).toMatchObject({
    '@type': 'PodcastSeries',
    webFeed: `${origin}/s/klub-buku/feed.xml`,
  });
  expect(series).toContain('<a href="/e/k3t-9xw-r4m">Klub Buku</a>');
  const home = { live: [aSession()], upcoming: [], episodes: [anEpisode()], series: [] };
  const front = show(homePage(home, library()));
  expect(front).toContain('<title>Perpustakaan Kota</title>');
  expect(front).toContain('<a href="/a/bcd-fgh-jkm">Diskusi</a>');
  expect(front).not.toContain('Akan datang');
});

test('what is not there says so, and is kept out of search engines', () => {
  const statuses = { 'not-found': 404, gone: 410, deleted: 410 } as const;
  for (const reason of ['not-found', 'gone', 'deleted'] as const) {
    const page = missingPage(reason, '/e/x', library());
    expect(page.status).toBe(statuses[reason]);
    expect(show(page)).toContain('<meta name="robots" content="noindex" />');
    expect(show(page)).not.toContain('canonical');
  }
});

describe('nothing that people write leaves its place', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title><svg onload=alert(1)>',
    '</script><script>alert(1)</script>',
    '<!-- ',
    '$& $1 $` javascript:alert(1)',
    '\u2028\u0000</div>',
    '{{constructor.constructor("alert(1)")()}}',
  ];
  test.each(nasty)('%j', (text) => {
    const at = library(text);
    const pages = [
      episodePage(anEpisode(text), at, {
        transcript: [{ speaker: text, startMs: 0, text }],
        answered: [
          {
            ...{ number: 1, question: text, spokenBy: text },
            answers: [{ answerId: 'a', text, answeredBy: text }],
          },
        ],
      }),
      sessionPage(aSession(text), at),
      seriesPage(aSeriesPage(text), at),
      homePage(
        {
          live: [],
          upcoming: [],
          episodes: [anEpisode(text)],
          series: [aSeriesPage(text).series],
        },
        at,
      ),
      missingPage('not-found', `/${text}`, at),
    ];
    for (const page of pages.map((one) => show(one, at))) {
      const elements = page.match(/<[^>]*>/g) ?? [];
      // Quoted attribute values hold no quote and no angle bracket, so what is left of a tag is its skeleton.
      const skeletons = elements.map((element) => element.replace(/"[^"]*"/g, '""'));
      expect(skeletons.filter((tag) => /\son\w+|<(img|svg|iframe)/i.test(tag))).toEqual([]);
      const scripts = page.match(/<script[^>]*>/g) ?? [];
      expect(scripts.every((tag) => tag === '<script type="application/ld+json">')).toBe(true);
      expect(scripts.length).toBe(page.match(/<\/script>/g)?.length ?? 0);
      expect(page.match(/<title>/g)).toHaveLength(1);
      expect(page.match(/<div id="root">/g)).toHaveLength(1);
      expect(() => jsonLdOf(page)).not.toThrow();
    }
  });
});

test("the application's own index.html has the places to fill", () => {
  const index = readFileSync(new URL('../../../client/index.html', import.meta.url), 'utf8');
  const page = createPageRenderer(index)(missingPage('not-found', '/x', library('A $& B')), {
    origin,
    libraryName: 'A $& B',
    language: 'en',
  });
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('A $&#38; B</title>');
  expect(page).toContain('src="/main.tsx"');
});

test('an index.html without them is refused at start, not at the first visit', () => {
  expect(() => createPageRenderer('<html></html>')).toThrow('index.html');
});
