import '../review/review.css';
import './transcript-desk.css';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatExact } from '../../state/exact-position.ts';
import { usePlayer } from '../episode/use-player.ts';
import { ReviewPlayer } from '../review/review-player.tsx';
import { TransportBar } from '../review/transport.tsx';
import { usePlayhead } from '../review/use-playhead.ts';
import { SaveStatus } from '../save-status.tsx';
import { Section } from '../section.tsx';
import { CueListView } from './cue-list-view.tsx';
import type { TranscriptEditing } from './use-transcript.ts';

type TranscriptDeskProps = {
  episode: EpisodeInfo;
  studio: StudioTranscript;
  editing: TranscriptEditing;
};

const words = { at: (ms: number): string => formatExact(ms, currentLanguage()) };

/** Listens to the episode, and corrects what was written down: all on the session's clock. */
export function TranscriptDesk({ episode, studio, editing }: TranscriptDeskProps) {
  const { t } = useTranslation('transcript');
  const { durationMs, cuts, leadMs } = studio;
  const { player, attach } = usePlayer(episode, 0);
  const playhead = usePlayhead(player, { durationMs, cuts, leadMs });
  return (
    <div className="transcript-desk">
      <div className="transcript-desk__player">
        <ReviewPlayer episode={episode} player={player} attach={attach} />
        {player && playhead ? (
          <TransportBar {...{ player, playhead, words, durationMs }}>
            <SaveStatus {...editing.saving} />
          </TransportBar>
        ) : null}
      </div>
      <div className="transcript-desk__words">
        <Section title={t('words')}>
          <p className="muted">{t('wordsText')}</p>
          {player && playhead ? (
            <CueListView {...{ editing, studio, player, playhead }} />
          ) : null}
        </Section>
      </div>
    </div>
  );
}
