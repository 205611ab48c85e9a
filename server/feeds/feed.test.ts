import { XMLParser } from 'fast-xml-parser';
import { parseRssFeed } from 'feedsmith';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { aFeedEpisode, aFeedSource } from '../../tests/support/feed-source.ts';
import { renderFeed } from './feed.ts';

const origin = 'https://serambi.example.org';

test('the feed of a series, to the letter', async () => {
  await expect(`${renderFeed(aFeedSource(), origin)}\n`).toMatchFileSnapshot(
    './feed.golden.xml',
  );
});

test('the same source gives the same bytes, whenever it is asked', () => {
  vi.useFakeTimers({ now: new Date('2026-12-01T00:00:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const first = renderFeed(aFeedSource(), origin);
  vi.setSystemTime(new Date('2027-01-01T00:00:00Z'));
  expect(renderFeed(aFeedSource(), origin)).toBe(first);
});

test('a reader of feeds finds everything again', () => {
  const feed = parseRssFeed(renderFeed(aFeedSource(), origin));
  expect(feed).toMatchObject({
    title: 'Klub Buku',
    link: `${origin}/s/klub-buku`,
    language: 'id',
    image: { url: `${origin}/media/covers/5a1f-0badcafe.jpg`, title: 'Klub Buku' },
    atom: { links: [{ href: `${origin}/s/klub-buku/feed.xml`, rel: 'self' }] },
    itunes: {
      author: 'Taman Baca & Kawan',
      image: `${origin}/media/covers/5a1f-0badcafe.jpg`,
      categories: [{ text: 'Arts', categories: [{ text: 'Books' }] }],
      explicit: false,
      type: 'episodic',
      owner: { name: 'Perpustakaan Kota', email: 'podcast@example.org' },
    },
    podcast: {
      guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
      locked: { value: true, owner: 'podcast@example.org' },
      medium: 'podcast',
    },
  });
  expect(feed.items).toHaveLength(2);
  expect(feed.items?.[0]).toMatchObject({
    title: 'Laskar Pelangi',
    link: `${origin}/e/k3t-9xw-r4m`,
    guid: { value: '0b5a9a5e-3d5b-4f39-8a53-1f1b6a6a0001', isPermaLink: false },
    enclosures: [
      {
        url: `${origin}/media/episodes/e1/2-deadbeef/audio.mp3`,
        length: 982_144,
        type: 'audio/mpeg',
      },
    ],
    itunes: { duration: 61, explicit: false, episodeType: 'full' },
    podcast: {
      chapters: {
        url: `${origin}/e/k3t-9xw-r4m/chapters.json`,
        type: 'application/json+chapters',
      },
      alternateEnclosures: [
        {
          type: 'application/x-mpegURL',
          bitrate: 2_214_000,
          lang: 'id',
          sources: [{ uri: `${origin}/media/episodes/e1/2-deadbeef/hls/master.m3u8` }],
        },
        {
          type: 'audio/mp4',
          length: 1_003_210,
          sources: [{ uri: `${origin}/media/episodes/e1/2-deadbeef/audio.m4a` }],
        },
      ],
    },
  });
  expect(new Date(feed.items?.[0]?.pubDate ?? '')).toEqual(new Date('2026-11-28T13:00:00Z'));
  expect(new Date(feed.lastBuildDate ?? '')).toEqual(new Date('2026-11-29T02:30:00Z'));
});

test('without an owner nobody is named, and the feed is not locked', () => {
  const source = aFeedSource();
  const feed = renderFeed(
    { ...source, series: { ...source.series, ownerEmail: undefined } },
    origin,
  );
  expect(feed).not.toContain('itunes:owner');
  expect(feed).toContain('<podcast:locked>no</podcast:locked>');
});

test('without cover, subcategory or episodes it is still a feed', () => {
  const source = aFeedSource({ episodes: [] });
  const series = { ...source.series, coverKey: undefined, subcategory: undefined };
  const feed = parseRssFeed(renderFeed({ ...source, series }, origin));
  expect(feed.items ?? []).toEqual([]);
  expect(feed.image).toBeUndefined();
  expect(feed.itunes?.categories).toEqual([{ text: 'Arts' }]);
});

test('chapters are linked where the pipeline put them', () => {
  const key = 'episodes/e1/2-deadbeef/chapters.json';
  const source = aFeedSource({ episodes: [aFeedEpisode({ chaptersKey: key })] });
  expect(renderFeed(source, origin)).toContain(`url="${origin}/media/${key}"`);
});

test('long notes leave room for the chapters', () => {
  const chapters = Array.from({ length: 100 }, (_, index) => ({
    ...{
      startMs: index * 60_000,
      title: `Bab ${index} tentang segala hal`,
      kind: 'mark' as const,
    },
  }));
  const episodes = [aFeedEpisode({ notes: 'kata '.repeat(2_000), chapters })];
  const feed = parseRssFeed(renderFeed(aFeedSource({ episodes }), origin));
  const description = feed.items?.[0]?.description ?? '';
  expect(Buffer.byteLength(description)).toBeLessThanOrEqual(4_000);
  expect(description).toMatch(
    /kata…?<\/p><p>00:00:00 Bab 0 .*<br \/>00:20:00 Bab 20 .*<\/p>$/s,
  );
});

describe('notes', () => {
  const descriptionOf = (notes: string): string => {
    const episodes = [aFeedEpisode({ notes, chapters: [] })];
    const feed = renderFeed(aFeedSource({ episodes }), origin);
    return parseRssFeed(feed).items?.[0]?.description ?? '';
  };

  test('are HTML that podcast apps know, and nothing that runs', () => {
    const html = descriptionOf(
      '**a** <script>alert(1)</script> [b](javascript:alert(1)) <img src=x>',
    );
    expect(html).toContain('<strong>a</strong>');
    expect(html).not.toMatch(/script|javascript|<img/);
  });

  test('stay within 4000 bytes without cutting a tag or a character open', () => {
    const html = descriptionOf('**tebal** [tautan](https://example.org) é📚 '.repeat(400));
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(4000);
    expect(Buffer.byteLength(html)).toBeGreaterThan(3000);
    expect(html).toMatch(/…<\/p>$/);
    expect(html).not.toContain('\uFFFD');
    for (const tag of ['p', 'strong', 'a']) {
      const count = (pattern: string) => html.split(new RegExp(pattern)).length - 1;
      expect(count(`<${tag}[ >]`), tag).toBe(count(`</${tag}>`));
    }
  });

  test('that are empty give way to the title', () => {
    expect(descriptionOf('')).toBe('Laskar Pelangi');
  });
});

describe('texts that break feeds', () => {
  const nasty = [
    'a\u0000b\u0008c\u000bd\u001fe',
    '\ufffe\uffff',
    '\ud800 alone, \udc00 too',
    ']]> ]]&gt; <![CDATA[',
    '<script>alert("x")</script>',
    '</title></channel></rss>',
    '&amp; &lt; & < > " \'',
    '&#0; &#x1F; &nosuch;',
    '📚👩‍👩‍👧 ✌🏽',
    'مرحبا ‏RTL‏',
    '<generator>x</generator><lastBuildDate>never</lastBuildDate>',
    '$& $1 $`',
    '   \n\t  ',
    'x'.repeat(64_000),
  ];

  test.each(nasty)('%j', (text) => {
    const source = aFeedSource({ libraryName: text });
    const xml = renderFeed(
      {
        ...source,
        series: { ...source.series, title: text, description: text, author: text },
        episodes: [
          aFeedEpisode({
            title: text,
            notes: text,
            chapters: [{ startMs: 0, title: text, kind: 'mark' }],
          }),
        ],
      },
      origin,
    );
    expect(xml).not.toMatch(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]|\p{Cs}/u);
    const parsed = new XMLParser({ processEntities: true }).parse(xml) as {
      rss: { channel: { title: unknown; lastBuildDate: string; item: { guid: string } } };
    };
    const { channel } = parsed.rss;
    expect(channel.lastBuildDate).toBe('Sun, 29 Nov 2026 02:30:00 GMT');
    expect(channel.item.guid).toBe('0b5a9a5e-3d5b-4f39-8a53-1f1b6a6a0001');
    expect(String(channel.title).length).toBeLessThanOrEqual(255);
    expect(parseRssFeed(xml).items).toHaveLength(1);
  });

  test('a title keeps every character that XML can carry', () => {
    const title = 'Tanya & jawab: 「本」 <em> 📚 "ya"';
    const feed = renderFeed(aFeedSource({ episodes: [aFeedEpisode({ title })] }), origin);
    expect(parseRssFeed(feed).items?.[0]?.title).toBe(title);
  });
});

test.each([
  ['no bytes', { mp3: { key: 'a.mp3', bytes: 0 } }],
  ['no guid', { guid: '' }],
  ['no date', { publishedAt: new Date('x') }],
])('an episode with %s is a bug, not a feed', (_case, overrides) => {
  const source = aFeedSource({ episodes: [aFeedEpisode(overrides)] });
  expect(() => renderFeed(source, origin)).toThrow();
});
