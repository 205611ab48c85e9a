import './episode-page.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { EpisodeInfo } from '../../server/protocol/rest.ts';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { useLoad } from '../api/use-load.ts';
import { Callout } from '../components/callout.tsx';
import { EpisodeAnswers } from '../components/afterwards/episode-answers.tsx';
import { ChapterList } from '../components/episode/chapter-list.tsx';
import { Downloads } from '../components/episode/downloads.tsx';
import { Player } from '../components/episode/player.tsx';
import { Share } from '../components/episode/share.tsx';
import { Transcript } from '../components/episode/transcript.tsx';
import { usePlayer } from '../components/episode/use-player.ts';
import { LoadState } from '../components/load-state.tsx';
import { useLength, useLibraryZone } from '../components/moment.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Section } from '../components/section.tsx';
import { Shell } from '../components/shell.tsx';
import { Subscribe } from '../components/subscribe.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import type { EpisodePlayer } from '../player/episode-player.ts';
import { parseStart } from '../player/format-position.ts';
import { connectMediaSession } from '../player/media-session.ts';
import { formatDate } from '../times/format-time.ts';

/** While something is still being made the page looks again this often. */
const pollMs = 20_000;

/** One episode: play it, jump in it, read about it, keep it, pass it on. */
export function EpisodePage() {
  const { code } = useParams<{ code: string }>();
  const { t } = useTranslation('episode');
  const loaded = useLoad(`episode ${code}`, (signal) => api.episode(code, signal), {
    pollMs: (episode) => (episode && !episode.hlsUrl ? pollMs : undefined),
  });
  return (
    <Shell title={loaded.data?.title ?? t('title')}>
      <LoadState loaded={loaded}>
        {(episode) => <EpisodeContent key={code} episode={episode} />}
      </LoadState>
    </Shell>
  );
}

function EpisodeContent({ episode }: { episode: EpisodeInfo }) {
  const { t } = useTranslation('episode');
  const [startMs] = useState(() => parseStart(location.search));
  const { player, attach } = usePlayer(episode, startMs);
  useMediaSession(player, episode);
  const { code, title, chapters, mp3, hlsUrl, notesHtml, seriesTitle, seriesSlug } = episode;
  const { transcriptUrl } = episode;
  return (
    <>
      <PageHeader
        title={title}
        parent={{ href: `/s/${seriesSlug}`, label: seriesTitle }}
        lead={<Facts episode={episode} />}
      />
      {episode.state === 'published' ? null : (
        <Callout>
          <p>{t(episode.state)}</p>
        </Callout>
      )}
      {mp3 || hlsUrl ? (
        <Player episode={episode} player={player} attach={attach} />
      ) : (
        <Callout>
          <p>{t('making')}</p>
        </Callout>
      )}
      {mp3 && !hlsUrl ? <p className="muted">{t('videoComing')}</p> : null}
      <div className="episode__columns">
        {player && chapters.length > 1 ? (
          <ChapterList player={player} chapters={chapters} />
        ) : null}
        <div className="episode__about">
          {notesHtml ? (
            <Section title={t('notes')}>
              {/* Sanitised by the server: paragraphs, lists, emphasis and links, nothing that runs. */}
              <div className="episode__notes" dangerouslySetInnerHTML={{ __html: notesHtml }} />
            </Section>
          ) : null}
          <EpisodeAnswers code={code} />
          {player ? <Share player={player} code={code} title={title} /> : null}
          <Downloads episode={episode} />
          <Subscribe title={seriesTitle} feedUrl={episode.feedUrl} />
        </div>
      </div>
      {transcriptUrl === undefined ? null : (
        <Transcript url={transcriptUrl} episode={episode} player={player} />
      )}
    </>
  );
}

/** From when, and how long. */
function Facts({ episode: { publishedAt, durationMs } }: { episode: EpisodeInfo }) {
  const toLength = useLength();
  const zone = useLibraryZone();
  const facts = [
    publishedAt &&
      formatDate(new Date(publishedAt), { language: currentLanguage(), zone }, new Date()),
    durationMs && toLength(durationMs),
  ].filter(Boolean);
  return facts.length > 0 ? <p>{facts.join(' · ')}</p> : null;
}

/** The lock screen's and the headphones' buttons. */
function useMediaSession(player: EpisodePlayer | undefined, episode: EpisodeInfo): void {
  const { me } = useMe();
  const libraryName = me?.library?.name ?? '';
  useEffect(() => {
    if (!player) return;
    return connectMediaSession(player, { ...episode, libraryName, coverUrl: episode.coverUrl });
  }, [player, episode, libraryName]);
}
