import type { Chapter } from '../protocol/rest.ts';

export type EpisodeState = 'draft' | 'published' | 'unpublished';

/** One entry of the feed, made from one recording. Its media fill in as they become ready. */
export type Episode = {
  episodeId: string;
  /** In addresses: /e/k3t-9xw-r4m. */
  code: string;
  recordingId: string;
  /** The feed's guid: opaque, never changes. */
  guid: string;
  title: string;
  /** Show notes: a small Markdown subset. */
  notes: string;
  /** Goes up with each change of title or notes. */
  textVersion: number;
  /** The version of both that is in its files. */
  madeTextVersion: number;
  state: EpisodeState;
  /** When it was first published; kept when it is taken back and published again. */
  publishedAt: Date | undefined;
  durationMs: number | undefined;
  /** Ascending, first at 0. */
  chapters: Chapter[];
  /** The host's edits it was made from, and the cuts among them, on the session clock. */
  editsVersion: number;
  cuts: { fromMs: number; toMs: number }[];
  /** How much of it comes before the session. */
  leadMs: number;
  mp3: { key: string; bytes: number } | undefined;
  m4a: { key: string; bytes: number } | undefined;
  /** Multivariant playlist. */
  hlsKey: string | undefined;
  /** Peak bits per second of the best variant. */
  hlsBandwidth: number | undefined;
  hasVideo: boolean;
  posterKey: string | undefined;
  thumbnailsKey: string | undefined;
  chaptersKey: string | undefined;
  /** Of the published transcript as WebVTT; its JSON lies beside it. */
  transcriptKey: string | undefined;
  /** Multivariant playlist with the transcript as subtitles. */
  captionedHlsKey: string | undefined;
  /** Of the MP3 as it was encoded. */
  loudnessLufs: number | undefined;
  truePeakDbtp: number | undefined;
  audioReadyAt: Date | undefined;
  videoReadyAt: Date | undefined;
  createdAt: Date;
  updatedAt: Date;
  series: {
    seriesId: string;
    slug: string;
    title: string;
    author: string;
    language: string;
    coverKey: string | undefined;
  };
  /** Code of the session it was made from. */
  sessionCode: string;
};

/** What a host writes about an episode, and the `textVersion` it was written to. */
export type EpisodeChange = { version: number; title?: string; notes?: string };

export type EpisodeRepository = {
  find(code: string): Promise<Episode | undefined>;
  findByRecording(recordingId: string): Promise<Episode | undefined>;
  /** Published, due, and with its sound; newest first. */
  listPublished(query: { now: Date; limit: number; seriesId?: string }): Promise<Episode[]>;
  /**
   * Undefined when the version is not the one that is stored. Under an answer no name is kept of somebody who was taken
   * out of the recording.
   */
  update(episodeId: string, change: EpisodeChange): Promise<Episode | undefined>;
  /** Keeps the date of the first time. */
  publish(episodeId: string, at: Date): Promise<Episode>;
  unpublish(episodeId: string): Promise<Episode>;
};
