import type { EpisodeInfo, EpisodeSummary } from '../protocol/rest.ts';
import { feedPath, mediaUrl } from '../series/series.ts';
import { episodePath } from '../sessions/session.ts';
import { transcriptJsonKey } from '../../media/contract/transcript-keys.ts';
import type { Episode } from './episode.ts';
import { notesToHtml } from './notes-html.ts';

/** An episode in a list. */
export function toEpisodeSummary(episode: Episode): EpisodeSummary {
  const { code, title, series, publishedAt, durationMs, posterKey, hasVideo } = episode;
  return {
    code,
    url: episodePath(code),
    title,
    seriesTitle: series.title,
    seriesSlug: series.slug,
    ...(publishedAt ? { publishedAt: publishedAt.toISOString() } : {}),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(series.coverKey ? { coverUrl: mediaUrl(series.coverKey) } : {}),
    ...(posterKey ? { posterUrl: mediaUrl(posterKey) } : {}),
    hasVideo,
  };
}

/**
 * An episode whole. Media addresses are relative, so that they work under every name the hub is reached by.
 * @param origin of the feed's address, which people copy into podcast apps.
 */
export function toEpisodeInfo(episode: Episode, origin: string): EpisodeInfo {
  const { state, notes, chapters, mp3, m4a, thumbnailsKey, transcriptKey } = episode;
  const hlsKey = episode.captionedHlsKey ?? episode.hlsKey;
  const { loudnessLufs, truePeakDbtp, textVersion, madeTextVersion } = episode;
  return {
    ...toEpisodeSummary(episode),
    state,
    notes,
    notesHtml: notesToHtml(notes),
    ...{ textVersion, madeTextVersion },
    chapters,
    ...(mp3 ? { mp3: { url: mediaUrl(mp3.key), bytes: mp3.bytes } } : {}),
    ...(m4a ? { m4a: { url: mediaUrl(m4a.key), bytes: m4a.bytes } } : {}),
    ...(hlsKey ? { hlsUrl: mediaUrl(hlsKey) } : {}),
    ...(transcriptKey
      ? {
          captionsUrl: mediaUrl(transcriptKey),
          transcriptUrl: mediaUrl(transcriptJsonKey(transcriptKey)),
        }
      : {}),
    ...(thumbnailsKey ? { thumbnailsUrl: mediaUrl(thumbnailsKey) } : {}),
    feedUrl: origin + feedPath(episode.series.slug),
    ...(loudnessLufs === undefined ? {} : { loudnessLufs }),
    ...(truePeakDbtp === undefined ? {} : { truePeakDbtp }),
  };
}
