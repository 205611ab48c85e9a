import { useTranslation } from 'react-i18next';
import type { Chapter } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { formatPosition } from '../../player/format-position.ts';
import { Section } from '../section.tsx';
import { usePlayerValue } from './use-player.ts';

type ChapterListProps = { player: EpisodePlayer; chapters: readonly Chapter[] };

/** The chapters, with the one being played marked; a press plays from there. */
export function ChapterList({ player, chapters }: ChapterListProps) {
  const { t } = useTranslation('episode');
  const current = usePlayerValue(player, ({ positionMs }) =>
    chapters.findLastIndex(({ startMs }) => startMs <= positionMs),
  );
  return (
    <Section title={t('chapters.title')}>
      <ol className="chapter-list">
        {chapters.map(({ startMs, title }, index) => (
          <li key={startMs}>
            <button
              type="button"
              className="chapter-list__one"
              aria-current={index === current ? 'true' : undefined}
              onClick={() => {
                player.seek(startMs);
                player.play();
              }}
            >
              <span className="numbers chapter-list__time">{formatPosition(startMs)}</span>
              <span>{title}</span>
              {index === current ? (
                <span className="small chapter-list__current">{t('chapters.current')}</span>
              ) : null}
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
