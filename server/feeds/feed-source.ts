import type { AnsweredAfterwards } from '../protocol/afterwards.ts';
import type { Chapter } from '../protocol/rest.ts';
import type { Series } from '../series/series.ts';

/** An episode that listeners may have: published, due, and with its sound made. */
export type FeedEpisode = {
  /** In addresses: /e/k3t-9xw-r4m. */
  code: string;
  /** Opaque; never changes, whatever else does. */
  guid: string;
  title: string;
  /** A small Markdown subset. */
  notes: string;
  publishedAt: Date;
  durationMs: number;
  mp3: { key: string; bytes: number };
  m4a: { key: string; bytes: number } | undefined;
  /** Multivariant playlist, and the peak bits per second of its best variant. */
  hls: { key: string; bandwidth: number | undefined } | undefined;
  hasVideo: boolean;
  posterKey: string | undefined;
  chapters: Chapter[];
  /** Once its session had ended. */
  answered: AnsweredAfterwards[];
  /** Of a JSON object with the chapters, where the pipeline made one. */
  chaptersKey: string | undefined;
  /** Of the transcript as WebVTT; its JSON lies beside it. */
  transcriptKey: string | undefined;
};

/** Everything a feed says. */
export type FeedSource = {
  libraryName: string;
  series: Series;
  /** Newest first. */
  episodes: FeedEpisode[];
  /** When anything of this last changed; says nothing of when it was asked for. */
  changedAt: Date;
};

export type FeedRepository = {
  /** A text that changes whenever the feed would. Undefined when there is no such series. */
  findVersion(slug: string, now: Date): Promise<string | undefined>;
  find(slug: string, now: Date): Promise<FeedSource | undefined>;
};
