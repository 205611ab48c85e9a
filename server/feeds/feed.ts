import { transcriptJsonKey } from '../../media/contract/transcript-keys.ts';
import { notesToHtml } from '../episodes/notes-html.ts';
import { feedPath, mediaUrl, seriesPath } from '../series/series.ts';
import { episodePath } from '../sessions/session.ts';
import { answerLines } from './answer-lines.ts';
import { chapterLines } from './chapter-lines.ts';
import type { FeedEpisode, FeedSource } from './feed-source.ts';
import { renderRss, type RssItem, type XmlElement } from './rss-document.ts';
import { cutToBytes, toXmlLine } from './xml-text.ts';

/** Apple's limit for descriptions, of shows and of episodes. */
const maxDescriptionBytes = 4000;
/** Of those, for chapters, and for what was answered after the session. */
const maxChapterBytes = 1500;
const maxAnswerBytes = 1200;

export const chaptersPath = (code: string): string => `${episodePath(code)}/chapters.json`;

/**
 * A series and its episodes as a podcast feed, after Apple's requirements and PSP-1. Pure: the same source gives the
 * same bytes.
 *
 * @param origin that all addresses are made with, such as https://serambi.example.org.
 */
export function renderFeed(source: FeedSource, origin: string): string {
  const { series, episodes, changedAt } = source;
  const imageUrl = series.coverKey && origin + mediaUrl(series.coverKey);
  return renderRss({
    title: toXmlLine(series.title),
    description: cutToBytes(series.description || series.title, maxDescriptionBytes),
    feedUrl: origin + feedPath(series.slug),
    siteUrl: origin + seriesPath(series.slug),
    imageUrl: imageUrl || undefined,
    changedAt,
    publishedAt: episodes[0]?.publishedAt,
    elements: channelElements(source, imageUrl),
    items: episodes.map((episode) => toItem(episode, source, origin)),
  });
}

function channelElements(
  { series, libraryName }: FeedSource,
  imageUrl: string | undefined,
): XmlElement[] {
  const { category, subcategory, ownerEmail } = series;
  const owner = ownerEmail ?? '';
  return [
    { language: series.language },
    { 'itunes:author': toXmlLine(series.author) },
    ...(imageUrl ? [{ 'itunes:image': { _attr: { href: imageUrl } } }] : []),
    {
      'itunes:category': [
        { _attr: { text: category } },
        ...(subcategory ? [{ 'itunes:category': { _attr: { text: subcategory } } }] : []),
      ],
    },
    { 'itunes:explicit': String(series.explicit) },
    { 'itunes:type': 'episodic' },
    ...(owner
      ? [
          {
            'itunes:owner': [
              { 'itunes:name': toXmlLine(libraryName) },
              { 'itunes:email': owner },
            ],
          },
        ]
      : []),
    { 'podcast:guid': series.podcastGuid },
    // Locked against being taken to another host: only where there is an owner one can ask to unlock it.
    owner ? { 'podcast:locked': [{ _attr: { owner } }, 'yes'] } : { 'podcast:locked': 'no' },
    { 'podcast:medium': 'podcast' },
  ];
}

function toItem(episode: FeedEpisode, { series }: FeedSource, origin: string): RssItem {
  const url = (key: string): string => origin + mediaUrl(key);
  const { code, guid, title, publishedAt, durationMs, mp3, posterKey, chapters } = episode;
  return {
    title: toXmlLine(title),
    description: describe(episode, series.language),
    url: origin + episodePath(code),
    guid,
    publishedAt,
    enclosure: { url: url(mp3.key), bytes: mp3.bytes, type: 'audio/mpeg' },
    elements: [
      { 'itunes:duration': String(Math.max(1, Math.round(durationMs / 1000))) },
      { 'itunes:explicit': String(series.explicit) },
      { 'itunes:episodeType': 'full' },
      ...(chapters.length > 0
        ? [
            {
              'podcast:chapters': {
                _attr: {
                  url: episode.chaptersKey
                    ? url(episode.chaptersKey)
                    : origin + chaptersPath(code),
                  type: 'application/json+chapters',
                },
              },
            },
          ]
        : []),
      ...transcripts(episode, series.language, url),
      ...(posterKey
        ? [{ 'podcast:image': { _attr: { href: url(posterKey), 'aspect-ratio': '16/9' } } }]
        : []),
      ...alternatives(episode, series.language, url),
    ],
  };
}

/** What is said: with names for Apple and as captions, and for apps that show it as text. */
function transcripts(
  { transcriptKey }: FeedEpisode,
  language: string,
  url: (key: string) => string,
): XmlElement[] {
  if (transcriptKey === undefined) return [];
  const one = (key: string, more: Record<string, string>): XmlElement => ({
    'podcast:transcript': { _attr: { url: url(key), ...more } },
  });
  return [
    one(transcriptKey, { type: 'text/vtt', language, rel: 'captions' }),
    one(transcriptJsonKey(transcriptKey), { type: 'application/json', language }),
  ];
}

/** The same episode in other forms, for apps that know them; the plain enclosure stays for all others. */
function alternatives(
  { m4a, hls, hasVideo }: FeedEpisode,
  lang: string,
  url: (key: string) => string,
): XmlElement[] {
  const source = (key: string): XmlElement => ({
    'podcast:source': { _attr: { uri: url(key) } },
  });
  const elements: XmlElement[] = [];
  if (hls) {
    const attributes = {
      type: 'application/x-mpegURL',
      // A playlist's own size says nothing; PSP asks for 0.
      length: 0,
      ...(hls.bandwidth ? { bitrate: hls.bandwidth } : {}),
      lang,
      title: hasVideo ? 'Video' : 'HLS',
    };
    elements.push({ 'podcast:alternateEnclosure': [{ _attr: attributes }, source(hls.key)] });
  }
  if (m4a) {
    const attributes = { type: 'audio/mp4', length: m4a.bytes, lang, title: 'AAC' };
    elements.push({ 'podcast:alternateEnclosure': [{ _attr: attributes }, source(m4a.key)] });
  }
  return elements;
}

/**
 * Notes, answers and chapters as HTML within the limit. Longer notes lose their end as Markdown, so that no tag is ever
 * cut open.
 */
function describe({ notes, title, chapters, answered }: FeedEpisode, language: string): string {
  const lines =
    answerLines(answered, language, maxAnswerBytes) + chapterLines(chapters, maxChapterBytes);
  const limit = maxDescriptionBytes - Buffer.byteLength(lines);
  for (let room = limit; room > 0; room -= 250) {
    const html = notesToHtml(cutToBytes(notes, room));
    if (Buffer.byteLength(html) <= limit) return html + lines || toXmlLine(title);
  }
  return lines || toXmlLine(title);
}
