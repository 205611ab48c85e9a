import { useTranslation } from 'react-i18next';
import { DismissReason, type QuestionCounts } from '../../../server/protocol/questions.ts';
import { Disclosure } from '../disclosure.tsx';

/** How all questions have fared so far, and why some were not taken: nobody need wonder who decides. */
export function Fairness({ counts }: { counts: QuestionCounts }) {
  const { t } = useTranslation('questions');
  const { received, waiting, answered, deferred, notTaken, notTakenBy } = counts;
  if (received === 0) return null;
  const reasons = DismissReason.options.flatMap((reason) => {
    const count = notTakenBy[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
  return (
    <div className="fairness">
      <ul className="fairness__counts numbers" aria-label={t('fairness.label')}>
        <li>{t('fairness.received', { count: received })}</li>
        <li>{t('fairness.waiting', { count: waiting })}</li>
        <li>{t('fairness.answered', { count: answered })}</li>
        {deferred > 0 ? <li>{t('fairness.deferred', { count: deferred })}</li> : null}
        {notTaken > 0 ? <li>{t('fairness.notTaken', { count: notTaken })}</li> : null}
      </ul>
      {reasons.length > 0 ? (
        <Disclosure title={t('fairness.why')}>
          <ul>
            {reasons.map(({ reason, count }) => (
              <li key={reason}>
                {count} {t(`reason.${reason}`)}
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </div>
  );
}
