import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { usePlayerValue } from './use-player.ts';

type PlayerMediaProps = {
  episode: EpisodeInfo;
  player: EpisodePlayer | undefined;
  attach: (media: HTMLVideoElement) => () => void;
};

/** The media element, which is what plays, with picture or without. A press on it plays or pauses. */
export function PlayerMedia({
  episode: { title, posterUrl },
  player,
  attach,
}: PlayerMediaProps) {
  return (
    <video
      ref={attach}
      className="player__video"
      playsInline
      preload="none"
      aria-label={title}
      {...(posterUrl ? { poster: posterUrl } : {})}
      onClick={() => player?.toggle()}
    />
  );
}

/** What is said, for those who want to read it: in a place of its own, where it covers nothing and moves nothing. */
export function PlayerWords({ player }: { player: EpisodePlayer }) {
  const words = usePlayerValue(player, (state) => state.words);
  return words === undefined ? null : <p className="player__words">{words}</p>;
}

/** A word where one has to wait. */
export function PlayerWaiting({ player }: { player: EpisodePlayer }) {
  const { t } = useTranslation('episode');
  const waiting = usePlayerValue(player, (state) => state.waiting);
  return (
    <p className="player__waiting" role="status">
      {waiting ? t('player.waiting') : ''}
    </p>
  );
}
