import '../episode/player.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { PlayerFailureNotice } from '../episode/player-failure-notice.tsx';
import { usePlayerKeys } from '../episode/use-player-keys.ts';
import { usePlayerValue } from '../episode/use-player.ts';

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
  const { hasVideo, hlsUrl, posterUrl, title, mp3 } = episode;
  const pictures = hasVideo && hlsUrl !== undefined;
  return (
    <section
      className={pictures ? 'review-player' : 'review-player review-player--sound'}
      aria-label={t('player.label')}
      ref={container}
    >
      <div className="player__stage">
        <video
          ref={attach}
          className="player__video"
          playsInline
          preload="none"
          aria-label={title}
          {...(posterUrl ? { poster: posterUrl } : {})}
          onClick={() => player?.toggle()}
        />
        {player ? <Waiting player={player} /> : null}
      </div>
      {player ? <PlayerFailureNotice player={player} canListen={mp3 !== undefined} /> : null}
    </section>
  );
}

function Waiting({ player }: { player: EpisodePlayer }) {
  const { t } = useTranslation('episode');
  const waiting = usePlayerValue(player, (state) => state.waiting);
  return (
    <p className="player__waiting" role="status">
      {waiting ? t('player.waiting') : ''}
    </p>
  );
}
