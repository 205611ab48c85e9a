import './polls.css';
import { useTranslation } from 'react-i18next';
import type { Poll } from '../../../server/protocol/polls.ts';
import { pollRows, scaleMean, type PollRow } from '../../state/polls-view.ts';
import { Button } from '../button.tsx';

type PollBarsProps = {
  poll: Poll;
  /** Offered to those who may take a word off the list. */
  onHideWord?: ((word: string, isHidden: boolean) => void) | undefined;
};

/** A result: each line with its number, its percent and a bar that says the same. */
export function PollBars({ poll, onHideWord }: PollBarsProps) {
  const { t, i18n } = useTranslation('polls');
  const rows = pollRows(poll);
  const mean = scaleMean(poll);
  if (!poll.tally) return null;
  return (
    <div className="poll-result">
      <p className="small muted numbers">{t('people', { count: poll.people })}</p>
      {poll.plan.kind === 'words' ? (
        <PollWords rows={rows} onHideWord={onHideWord} />
      ) : (
        <ul className="poll-bars">
          {rows.map((row) => (
            <li key={row.key} className="poll-bars__row">
              <span className="poll-bars__label">{row.label}</span>
              <span className="numbers">
                {t('row', { count: row.count, percent: row.percent })}
              </span>
              <Bar percent={row.percent} />
            </li>
          ))}
        </ul>
      )}
      {mean === undefined ? null : (
        <p className="numbers">
          {t('mean', {
            mean: new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(
              mean,
            ),
          })}
        </p>
      )}
      {poll.tally.moreWords > 0 ? (
        <p className="small muted">{t('moreWords', { count: poll.tally.moreWords })}</p>
      ) : null}
    </div>
  );
}

function Bar({ percent }: { percent: number }) {
  return (
    <svg
      className="poll-bars__bar"
      aria-hidden="true"
      preserveAspectRatio="none"
      viewBox="0 0 100 1"
    >
      <rect width={Math.min(100, percent)} height="1" />
    </svg>
  );
}

/** How many sizes words come in. The number stands beside each, so that size alone says nothing. */
const sizes = 4;

function PollWords({
  rows,
  onHideWord,
}: {
  rows: readonly PollRow[];
  onHideWord: PollBarsProps['onHideWord'];
}) {
  const { t } = useTranslation('polls');
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return <p className="muted">{t('noWords')}</p>;
  return (
    <ul className="poll-words">
      {rows.map(({ key, label, count, isHidden }) => (
        <li
          key={key}
          className={`poll-words__one${isHidden ? ' poll-words__one--hidden' : ''}`}
        >
          <span
            className={`poll-words__word poll-words__word--${isHidden ? 1 : Math.ceil((sizes * count) / most)}`}
          >
            {label}
          </span>
          <span className="numbers">{t('times', { count })}</span>
          {isHidden ? <span className="small">{t('hidden')}</span> : null}
          {onHideWord ? (
            <Button
              look="quiet"
              aria-label={t(isHidden ? 'showWordNamed' : 'hideWordNamed', { word: label })}
              onPress={() => onHideWord(key, !isHidden)}
            >
              {t(isHidden ? 'showWord' : 'hideWord')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
