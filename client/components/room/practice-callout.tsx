import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { ButtonLink } from '../button.tsx';
import { Callout } from '../callout.tsx';

/** How often to look whether there is one, once no socket tells us. */
const pollMs = 15_000;

type PracticeCalloutProps = {
  session: SessionInfo;
  snapshot: SessionSnapshot;
  isHost: boolean;
};

/** For people of the stage, before the session and after it: the way to the practice that is going on. */
export function PracticeCallout({ session, snapshot, isHost }: PracticeCalloutProps) {
  const invitation = new URLSearchParams(useSearch()).get('u') ?? undefined;
  if (session.practiceOf) return null;
  switch (session.state) {
    case 'scheduled':
      return <WayIn practiceCode={snapshot.lobby?.practiceCode} />;
    case 'live':
      return null;
    case 'ended':
      return isHost || invitation !== undefined ? (
        <PracticeAfterwards code={session.code} invitation={invitation} />
      ) : null;
  }
}

type PracticeAfterwardsProps = { code: string; invitation: string | undefined };

function PracticeAfterwards({ code, invitation }: PracticeAfterwardsProps) {
  const { data } = useLoad(
    `practice ${code}`,
    (signal) => api.findPractice(code, invitation ? { invitation } : {}, signal),
    { pollMs },
  );
  return <WayIn practiceCode={data?.code} />;
}

function WayIn({ practiceCode }: { practiceCode: string | undefined }) {
  const { t } = useTranslation('conduct');
  const search = useSearch();
  if (practiceCode === undefined) return null;
  return (
    <Callout tone="info">
      <p>{t('practice.running')}</p>
      {/* The invitation link works there too. */}
      <ButtonLink href={`/a/${practiceCode}${search ? `?${search}` : ''}`}>
        {t('practice.join')}
      </ButtonLink>
    </Callout>
  );
}
