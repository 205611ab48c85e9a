import { useTranslation } from 'react-i18next';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { formatPosition } from '../../player/format-position.ts';
import { Button } from '../button.tsx';
import { copyText } from '../copy-text.ts';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';
import { usePlayerValue } from './use-player.ts';

type ShareProps = { player: EpisodePlayer; code: string; title: string };

/** Passes the episode on: whole, or from the place that is being played. */
export function Share({ player, code, title }: ShareProps) {
  const { t } = useTranslation('episode');
  const announce = useNotice();
  const seconds = usePlayerValue(player, (state) => Math.floor(state.positionMs / 1000));

  const share = async (fromSeconds: number): Promise<void> => {
    const url = new URL(`/e/${code}`, location.origin);
    if (fromSeconds > 0) url.searchParams.set('t', String(fromSeconds));
    if ('share' in navigator) {
      // Closing the phone's own sheet is no failure.
      await navigator.share({ title, url: url.href }).catch(() => undefined);
      return;
    }
    if (await copyText(url.href)) announce(t('share.copied'));
    else announce(t('share.refused'), 'problem');
  };

  return (
    <Section title={t('share.title')} card>
      <div className="row">
        <Button onPress={() => void share(0)}>{t('share.episode')}</Button>
        {seconds > 0 ? (
          <Button onPress={() => void share(seconds)}>
            {t('share.place', { position: formatPosition(seconds * 1000) })}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
