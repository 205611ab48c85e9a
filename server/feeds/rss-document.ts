import { randomUUID } from 'node:crypto';
import RSS from 'rss';
import { toXmlText } from './xml-text.ts';

/** An element in the notation of the `xml` package: `{ name: text }`, `{ name: [{ _attr: { … } }, …children] }`. */
export type XmlElement = { [name: string]: XmlContent };
type XmlContent = string | number | XmlElement | readonly (string | XmlElement)[];

export type RssItem = {
  title: string;
  /** HTML, kept in CDATA. */
  description: string;
  url: string;
  guid: string;
  publishedAt: Date;
  enclosure: { url: string; bytes: number; type: string };
  elements: readonly XmlElement[];
};

export type RssChannel = {
  title: string;
  description: string;
  feedUrl: string;
  siteUrl: string;
  imageUrl: string | undefined;
  changedAt: Date;
  publishedAt: Date | undefined;
  elements: readonly XmlElement[];
  items: readonly RssItem[];
};

/** Exact to the letter: apps compare these, not the prefixes. */
const namespaces = {
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  podcast: 'https://podcastindex.org/namespace/1.0',
};

/**
 * An RSS 2.0 document, always the same bytes for the same content.
 *
 * What the `rss` package leaves to its caller is done here: characters that XML cannot carry are taken out, every
 * length, type, guid and date is given rather than guessed, and lastBuildDate, for which it takes the present, is the
 * last change.
 */
export function renderRss(channel: RssChannel): string {
  for (const { guid, enclosure, publishedAt } of channel.items) {
    if (!guid || !Number.isInteger(enclosure.bytes) || enclosure.bytes <= 0) {
      throw new Error(`Feed item ${guid} has no true enclosure`);
    }
    requireDate(publishedAt);
  }
  requireDate(channel.changedAt);

  // Unguessable, so that no title can contain it: it marks the one place where the date is put in.
  const mark = randomUUID();
  const rss = new RSS({
    title: toXmlText(channel.title),
    description: toXmlText(channel.description),
    generator: mark,
    feed_url: channel.feedUrl,
    site_url: channel.siteUrl,
    ...(channel.imageUrl ? { image_url: channel.imageUrl } : {}),
    ...(channel.publishedAt ? { pubDate: channel.publishedAt } : {}),
    custom_namespaces: namespaces,
    custom_elements: clean(channel.elements),
  });
  for (const {
    title,
    description,
    url,
    guid,
    publishedAt,
    enclosure,
    elements,
  } of channel.items) {
    rss.item({
      title: toXmlText(title),
      description: toXmlText(description),
      url,
      guid,
      date: publishedAt,
      enclosure: { url: enclosure.url, size: enclosure.bytes, type: enclosure.type },
      custom_elements: clean(elements),
    });
  }
  return rss
    .xml({ indent: true })
    .replace(
      new RegExp(`<generator>${mark}</generator>(\\s*)<lastBuildDate>[^<]*</lastBuildDate>`),
      (_all, space: string) =>
        `<generator>Serambi</generator>${space}<lastBuildDate>${channel.changedAt.toUTCString()}</lastBuildDate>`,
    );
}

function requireDate(date: Date): void {
  if (Number.isNaN(date.getTime())) throw new Error('A feed has a date that is none');
}

/** Every text inside the elements, made fit for XML. */
function clean(elements: readonly XmlElement[]): XmlElement[] {
  const cleanAny = (value: unknown): unknown => {
    if (typeof value === 'string') return toXmlText(value);
    if (Array.isArray(value)) return value.map(cleanAny);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, cleanAny(inner)]),
    );
  };
  return elements.map((element) => cleanAny(element) as XmlElement);
}
