import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { ButtonLink } from '../button.tsx';
import { Callout } from '../callout.tsx';

type PracticeCalloutProps = { session: SessionInfo; snapshot: SessionSnapshot };

/** For people of the stage, before the session: the way to the practice that is going on. */
export function PracticeCallout({ session, snapshot }: PracticeCalloutProps) {
  const { t } = useTranslation('conduct');
  const search = useSearch();
  const code = snapshot.lobby?.practiceCode;
  if (code === undefined || session.state !== 'scheduled') return null;
  return (
    <Callout tone="info">
      <p>{t('practice.running')}</p>
      {/* The invitation link works there too. */}
      <ButtonLink href={`/a/${code}${search ? `?${search}` : ''}`}>
        {t('practice.join')}
      </ButtonLink>
    </Callout>
  );
}
