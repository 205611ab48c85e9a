import './transcript.css';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import {
  toParagraphs,
  type TranscriptParagraph,
} from '../../../server/protocol/transcript-paragraphs.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { formatPosition } from '../../player/format-position.ts';
import { LoadState } from '../load-state.tsx';
import { Section } from '../section.tsx';

type TranscriptProps = {
  url: string;
  episode: EpisodeInfo;
  player: EpisodePlayer | undefined;
};

/** What is said in an episode, to be read; a press on a time plays from there. */
export function Transcript({ url, episode, player }: TranscriptProps) {
  const { t } = useTranslation('episode');
  const loaded = useLoad(`transcript ${url}`, (signal) => api.transcript(url, signal));
  return (
    <Section title={t('transcript.title')}>
      <LoadState loaded={loaded}>
        {({ segments }) => <Paragraphs {...{ segments, player, code: episode.code }} />}
      </LoadState>
    </Section>
  );
}

type ParagraphsProps = {
  segments: Parameters<typeof toParagraphs>[0];
  player: EpisodePlayer | undefined;
  code: string;
};

function Paragraphs({ segments, player, code }: ParagraphsProps) {
  const paragraphs = useMemo(() => toParagraphs(segments), [segments]);
  return (
    <div className="transcript">
      {paragraphs.map((paragraph, index) => (
        <Paragraph
          key={`${paragraph.startMs} ${index}`}
          paragraph={paragraph}
          // A name stands where the speaker changes.
          isNew={paragraphs[index - 1]?.speaker !== paragraph.speaker}
          {...{ player, code }}
        />
      ))}
    </div>
  );
}

type ParagraphProps = Omit<ParagraphsProps, 'segments'> & {
  paragraph: TranscriptParagraph;
  isNew: boolean;
};

const Paragraph = memo(function Paragraph({ paragraph, isNew, player, code }: ParagraphProps) {
  const { speaker, startMs, text } = paragraph;
  return (
    <p className="transcript__one">
      {player ? (
        <PlayFrom {...{ startMs, player, code }} />
      ) : (
        <span className="numbers transcript__time">{formatPosition(startMs)}</span>
      )}
      <span>
        {speaker !== undefined && isNew ? <strong>{speaker}: </strong> : null}
        {text}
      </span>
    </p>
  );
});

/** A link, so that it can be opened elsewhere and passed on. */
function PlayFrom({
  startMs,
  player,
  code,
}: {
  startMs: number;
  player: EpisodePlayer;
  code: string;
}) {
  const { t } = useTranslation('episode');
  const position = formatPosition(startMs);
  return (
    <a
      className="numbers transcript__time"
      href={`/e/${code}?t=${Math.floor(startMs / 1000)}`}
      aria-label={t('transcript.playFrom', { position })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        player.seek(startMs);
        player.play();
      }}
    >
      {position}
    </a>
  );
}
