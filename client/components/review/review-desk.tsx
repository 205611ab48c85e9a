import './review.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edit, Review } from '../../../server/protocol/edits.ts';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import { cutStretches } from '../../state/edit-list.ts';
import { usePlayer } from '../episode/use-player.ts';
import { SaveStatus } from '../save-status.tsx';
import { SwitchField } from '../switch-field.tsx';
import { ChapterEditor, chaptersNow } from './chapter-editor.tsx';
import { EditList } from './edit-list.tsx';
import { EditTools } from './edit-tools.tsx';
import { ReviewPlayer } from './review-player.tsx';
import { PositionField, TransportBar } from './transport.tsx';
import type { EditingDesk } from './use-edits.ts';
import { usePlayhead } from './use-playhead.ts';
import { useReviewWords } from './use-review-words.ts';
import { Waveform } from './waveform.tsx';

type ReviewDeskProps = { episode: EpisodeInfo; review: Review; desk: EditingDesk };

/** Listens to the episode as it is made, and changes it: all on the session's clock. */
export function ReviewDesk({ episode, review, desk }: ReviewDeskProps) {
  const { player, attach } = usePlayer(episode, 0);
  const playhead = usePlayhead(player, {
    durationMs: review.facts.durationMs,
    cuts: review.made.cuts,
    leadMs: review.made.leadMs,
  });
  const screen = <ReviewPlayer episode={episode} player={player} attach={attach} />;
  // The media element stays where it is: the player is made of it.
  return (
    <div className="review">
      {screen}
      {player && playhead ? <Tools {...{ player, playhead, review, desk }} /> : null}
    </div>
  );
}

type ToolsProps = {
  player: EpisodePlayer;
  playhead: SessionPlayhead;
  review: Review;
  desk: EditingDesk;
};

function Tools({ player, playhead, review: { facts }, desk }: ToolsProps) {
  const { t } = useTranslation('review');
  const words = useReviewWords(facts);
  const [skips, setSkips] = useState(true);
  const { edits } = desk.now;
  const chapters = chaptersNow(desk, facts);
  const cuts = cutStretches(edits);
  const { durationMs } = facts;
  useEffect(() => {
    playhead.skip(skips ? cutStretches(edits) : []);
  }, [playhead, edits, skips]);

  const listen = (edit: Edit): void => {
    setSkips(true);
    playhead.skip(cuts);
    playhead.playBefore(edit.fromMs);
  };
  const play = (atMs: number): void => {
    playhead.seek(atMs);
    player.play();
  };
  return (
    <>
      <TransportBar {...{ player, playhead, words, durationMs }}>
        <SaveStatus {...desk.saving} />
      </TransportBar>
      <div className="review__listen">
        <Waveform facts={facts} edits={edits} chapters={chapters} playhead={playhead} />
        <PositionField {...{ playhead, words, durationMs, cuts }} />
        <SwitchField
          label={t('skip')}
          help={t('skipHelp')}
          isSelected={skips}
          onChange={setSkips}
        />
      </div>
      <div className="review__halves">
        <EditTools {...{ facts, desk, playhead, words }} />
        <EditList {...{ facts, desk, playhead, words }} onListen={listen} />
      </div>
      <ChapterEditor {...{ facts, desk, chapters, cuts, playhead, words }} onPlay={play} />
    </>
  );
}
