import './listing.css';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatClock, zoneName } from '../../times/format-time.ts';
import { ButtonLink } from '../button.tsx';
import { LiveMark } from '../live-mark.tsx';
import { useLibraryZone } from '../moment.tsx';

/** A session that is on now: one press to join. */
export function LiveCard({ session }: { session: SessionInfo }) {
  const { t } = useTranslation('home');
  const zone = useLibraryZone();
  const since = new Date(session.wentLiveAt ?? session.startsAt);
  const clock = `${formatClock(since, { language: currentLanguage(), zone })} ${zoneName(since, zone)}`;
  return (
    <article className="live-card">
      <div className="live-card__words">
        <LiveMark />
        <h3>{session.title}</h3>
        <p className="muted">
          {session.seriesTitle} · {t('liveSince', { clock })}
        </p>
      </div>
      <ButtonLink href={`/a/${session.code}`} look="primary">
        {t('joinNow')}
      </ButtonLink>
    </article>
  );
}
