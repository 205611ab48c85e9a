import { XMLParser } from 'fast-xml-parser';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EpisodeInfo } from '../../server/protocol/rest.ts';
import type { RestClient } from './rest-client.ts';
import { toneHz } from './live-session.ts';
import { decodeErrors, durationOf, flashOnsets, playingErrors, toneOnsets } from './measure.ts';

type Item = { title: string; enclosure: { '@_url': string; '@_length': string } };

export type Published = {
  /** How many items the feed has. */
  items: number;
  audioSeconds: number;
  /** When a tone begins in the published MP3, in seconds. */
  tones: number[];
  videoSeconds: number;
  /** When the published picture flashes, in seconds. */
  flashes: number[];
  /** What ffmpeg said while it played sound and picture to their ends. */
  complaints: string;
};

/** Of a series that has one episode: its MP3 on disk, and where its picture is. */
type FetchedEpisode = { items: number; file: string; hls: string };

/** Fetches what a series has published, as an app and a player would. */
export async function fetchPublished(
  visitor: RestClient,
  { origin, slug, folder }: { origin: string; slug: string; folder: string },
): Promise<FetchedEpisode> {
  const { text } = await visitor.send('GET', `/s/${slug}/feed.xml`);
  const { rss } = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === 'item',
  }).parse(text) as { rss: { channel: { item?: Item[] } } };
  const items = rss.channel.item ?? [];
  const { '@_url': url, '@_length': length } = items[0]?.enclosure ?? {};
  if (!url) throw new Error(`The feed has no enclosure:\n${text}`);
  const file = path.join(folder, `${slug}.mp3`);
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  if (bytes.length !== Number(length)) throw new Error(`${bytes.length} bytes, not ${length}`);
  await writeFile(file, bytes);

  const page = await visitor.send('GET', `/api/series/${slug}`);
  const [summary] = (page.body as { episodes: EpisodeInfo[] }).episodes;
  const answer = await visitor.send('GET', `/api/episodes/${summary?.code}`);
  const { hlsUrl } = answer.body as EpisodeInfo;
  if (!hlsUrl) throw new Error('The episode has no picture.');
  return { items: items.length, file, hls: new URL(hlsUrl, origin).href };
}

/** Fetches what a series has published, and plays all of it. */
export async function playPublished(
  visitor: RestClient,
  where: { origin: string; slug: string; folder: string },
): Promise<Published> {
  const { items, file, hls } = await fetchPublished(visitor, where);
  return {
    items,
    audioSeconds: await durationOf(file),
    tones: await tonesIn(file, toneHz),
    videoSeconds: await durationOf(hls),
    flashes: await flashOnsets(hls),
    complaints: [await decodeErrors(file), ...(await playingErrors(hls))].join(''),
  };
}

/** When a tone begins in a published file, in seconds. */
export async function tonesIn(file: string, hz: number): Promise<number[]> {
  const endSeconds = await durationOf(file);
  // ffmpeg's silence also ends with the file, give or take a packet.
  return (await toneOnsets(file, hz)).filter((onset) => onset < endSeconds - 0.1);
}

/** The longest time between two neighbours, in seconds; the beginning and the end of it all count as well. */
export function longestGap(times: readonly number[], endSeconds: number): number {
  const all = [0, ...times, endSeconds];
  return Math.max(...all.slice(1).map((time, n) => time - (all[n] ?? 0)));
}
