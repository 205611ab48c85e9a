import '../episode/player.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { PlayerFailureNotice } from '../episode/player-failure-notice.tsx';
import { PlayerMedia, PlayerWaiting } from '../episode/player-media.tsx';
import { usePlayerKeys } from '../episode/use-player-keys.ts';

type ReviewPlayerProps = {
  episode: EpisodeInfo;
  player: EpisodePlayer | undefined;
  attach: (media: HTMLVideoElement) => () => void;
};

/** The episode as it is made now. It is steered by the bar below, on the session's clock. */
export function ReviewPlayer({ episode, player, attach }: ReviewPlayerProps) {
  const { t } = useTranslation('episode');
  const container = useRef<HTMLElement>(null);
  usePlayerKeys(player, container);
  const { hasVideo, hlsUrl, mp3 } = episode;
  const pictures = hasVideo && hlsUrl !== undefined;
  return (
    <section
      className={pictures ? 'review-player' : 'review-player review-player--sound'}
      aria-label={t('player.label')}
      ref={container}
    >
      <div className="player__stage">
        <PlayerMedia episode={episode} player={player} attach={attach} />
        {player ? <PlayerWaiting player={player} /> : null}
      </div>
      {player ? <PlayerFailureNotice player={player} canListen={mp3 !== undefined} /> : null}
    </section>
  );
}
