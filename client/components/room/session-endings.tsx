import './session-endings.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { SessionProblem } from '../../session/session-error.ts';
import { Button, ButtonLink } from '../button.tsx';
import { CopyField } from '../copy-field.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Moment } from '../moment.tsx';

type AfterPracticeProps = {
  practiceOf: { code: string };
  /** When its recording is deleted, where there is one. */
  keptUntil: string | undefined;
  isHost: boolean;
};

/** A practice leaves nothing but the way to what it was for, and to its recording for a day. */
export function AfterPractice({ practiceOf: { code }, keptUntil, isHost }: AfterPracticeProps) {
  const { t } = useTranslation('conduct');
  const search = useSearch();
  return (
    <EmptyState title={t('practice.afterTitle')}>
      {keptUntil ? (
        <p>
          {t('practice.afterKept')} <Moment at={keptUntil} />.
        </p>
      ) : (
        <p>{t('practice.afterText')}</p>
      )}
      {keptUntil && isHost ? (
        <ButtonLink href={`/studio/sessions/${code}`}>{t('practice.toRecording')}</ButtonLink>
      ) : null}
      <ButtonLink href={`/a/${code}${search ? `?${search}` : ''}`} look="primary">
        {t('practice.toSession')}
      </ButtonLink>
    </EmptyState>
  );
}

/** After the end: thanks, and the episode as soon as it is out. */
export function AfterSession({ session, isHost }: { session: SessionInfo; isHost: boolean }) {
  const { t } = useTranslation('session');
  const { episodeUrl, outcome = 'making', seriesTitle, seriesSlug, code } = session;
  return (
    <EmptyState title={t('after.title')}>
      {episodeUrl ? (
        <>
          <p role="status">{t('after.ready')}</p>
          <a className="button button--primary" href={episodeUrl}>
            {t('after.listen')}
          </a>
        </>
      ) : (
        <>
          <p>{t(`after.${outcome}`)}</p>
          {outcome === 'none' ? null : <p>{t('after.here')}</p>}
        </>
      )}
      {isHost ? (
        <ButtonLink
          href={`/studio/sessions/${code}`}
          look={episodeUrl ? 'secondary' : 'primary'}
        >
          {t('after.studio')}
        </ButtonLink>
      ) : null}
      <ButtonLink href={`/s/${seriesSlug}`} look="quiet">
        {t('after.series', { series: seriesTitle })}
      </ButtonLink>
    </EmptyState>
  );
}

/** The seat is in use elsewhere. Quiet: whoever did it knows. */
export function SeatTaken({ onTakeBack }: { onTakeBack: () => void }) {
  const { t } = useTranslation('session');
  return (
    <EmptyState title={t('taken.title')}>
      <p>{t('taken.text')}</p>
      <Button look="primary" onPress={onTakeBack}>
        {t('taken.button')}
      </Button>
    </EmptyState>
  );
}

const worded = ['forbidden', 'removed', 'gone', 'not-found'] as const;

/** What does not mend by itself: why, and what to do. */
export function EnteringFailed({
  problem,
  session: { code, seriesSlug, seriesTitle },
  onRetry,
}: {
  problem: SessionProblem | undefined;
  session: SessionInfo;
  onRetry: () => void;
}) {
  const { t } = useTranslation('session');
  if (problem === 'unsupported') {
    return (
      <EmptyState title={t('failed.title')}>
        <p role="alert">{t('failed.unsupported')}</p>
        <CopyField label={t('failed.address')} value={location.href} />
        <p>{t('failed.later')}</p>
        <ButtonLink href={`/s/${seriesSlug}`}>
          {t('failed.series', { series: seriesTitle })}
        </ButtonLink>
      </EmptyState>
    );
  }
  const known = worded.find((one) => one === problem) ?? 'other';
  return (
    <EmptyState title={t('failed.title')}>
      <p role="alert">{t(`failed.${known}`)}</p>
      <Button look="primary" onPress={onRetry}>
        {t('failed.button')}
      </Button>
      {problem === 'gone' || problem === 'forbidden' ? (
        <ButtonLink href={`/a/${code}`}>{t('failed.asListener')}</ButtonLink>
      ) : null}
    </EmptyState>
  );
}

/** Why somebody is still outside: on the way in, early, or kept out for a while. */
export type WaitReason = 'joining' | 'early' | 'locked';

/** The page does the rest by itself. */
export function Waiting({ reason, children }: { reason: WaitReason; children: ReactNode }) {
  const { t } = useTranslation(['session', 'conduct']);
  return (
    <section className="card waiting" aria-live="polite">
      {reason === 'joining' ? <h2>{t('waiting.joining')}</h2> : null}
      {reason === 'early' ? (
        <>
          <h2>{t('waiting.title')}</h2>
          <p>{t('waiting.text')}</p>
        </>
      ) : null}
      {reason === 'locked' ? (
        <>
          <h2>{t('conduct:lock.waitingTitle')}</h2>
          <p>{t('conduct:lock.waitingText')}</p>
        </>
      ) : null}
      {children}
    </section>
  );
}
