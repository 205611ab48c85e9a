import './player.css';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { Cover } from '../cover.tsx';
import { PlayerControls } from './player-controls.tsx';
import { PlayerFailureNotice } from './player-failure-notice.tsx';
import { PlayerMedia, PlayerWaiting, PlayerWords } from './player-media.tsx';
import { SeekBar } from './seek-bar.tsx';
import { usePlayerKeys } from './use-player-keys.ts';
import { usePlayerValue } from './use-player.ts';

type PlayerProps = {
  episode: EpisodeInfo;
  player: EpisodePlayer | undefined;
  attach: (media: HTMLVideoElement) => () => void;
};

/** Picture or cover, and everything that steers it. */
export function Player({ episode, player, attach }: PlayerProps) {
  const { t } = useTranslation('episode');
  const container = useRef<HTMLElement>(null);
  usePlayerKeys(player, container);
  const { coverUrl, hasVideo, hlsUrl } = episode;
  // Until the player is there the element already has its place, so that nothing moves.
  const pictures = hasVideo && hlsUrl !== undefined;
  return (
    <section className="player" aria-label={t('player.label')} ref={container}>
      <Stage player={player} pictures={pictures} coverUrl={coverUrl}>
        <PlayerMedia episode={episode} player={player} attach={attach} />
      </Stage>
      {player ? (
        <>
          <PlayerWords player={player} />
          <SeekBar
            player={player}
            chapters={episode.chapters}
            thumbnailsUrl={episode.thumbnailsUrl}
          />
          <PlayerControls player={player} pictures={pictures} container={container} />
          <PlayerFailureNotice player={player} canListen={episode.mp3 !== undefined} />
        </>
      ) : null}
      <p className="small muted player__keys">{t('player.keys')}</p>
    </section>
  );
}

type StageProps = {
  player: EpisodePlayer | undefined;
  pictures: boolean;
  coverUrl: string | undefined;
  /** The media element. It stays where it is in either mode, since it is what plays. */
  children: ReactNode;
};

function Stage({ player, pictures, coverUrl, children }: StageProps) {
  return (
    <div className={pictures ? 'player__stage' : 'player__stage player__stage--sound'}>
      {children}
      {player ? <StageState player={player} coverUrl={coverUrl} /> : null}
    </div>
  );
}

/** What lies over the picture: the cover where there is only sound, a word where one has to wait. */
function StageState({
  player,
  coverUrl,
}: {
  player: EpisodePlayer;
  coverUrl: string | undefined;
}) {
  const mode = usePlayerValue(player, (state) => state.mode);
  return (
    <>
      {mode === 'audio' ? (
        <div className="player__sound">
          <Cover url={coverUrl} />
        </div>
      ) : null}
      <PlayerWaiting player={player} />
    </>
  );
}
