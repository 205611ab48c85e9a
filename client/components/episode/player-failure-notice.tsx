import { useTranslation } from 'react-i18next';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { usePlayerValue } from './use-player.ts';

type PlayerFailureNoticeProps = { player: EpisodePlayer; canListen: boolean };

/** What stopped the player for good, and what one can do. */
export function PlayerFailureNotice({ player, canListen }: PlayerFailureNoticeProps) {
  const { t } = useTranslation(['episode', 'common']);
  const failure = usePlayerValue(player, (state) => state.failure);
  const mode = usePlayerValue(player, (state) => state.mode);
  if (failure === undefined) return null;
  return (
    <Callout tone="problem" urgent>
      <p>{t(`episode:failure.${failure}`)}</p>
      <div className="row">
        <Button onPress={() => player.tryAgain()}>{t('common:retry')}</Button>
        {mode === 'video' && canListen ? (
          <Button
            onPress={() => {
              player.setMode('audio');
              player.play();
            }}
          >
            {t('episode:failure.audioInstead')}
          </Button>
        ) : null}
      </div>
    </Callout>
  );
}
