import './listing.css';
import { Link } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { Cover } from '../cover.tsx';
import { LiveMark } from '../live-mark.tsx';
import { Moment } from '../moment.tsx';

type SessionCardProps = {
  session: SessionInfo;
  /** Where its title leads: its public page unless given. */
  href?: string;
  /** Off where the page is the series' own. */
  showSeries?: boolean;
};

/** One session in a list: what and when. */
export function SessionCard({
  session,
  href = `/a/${session.code}`,
  showSeries = true,
}: SessionCardProps) {
  return (
    <article className="listing-card">
      <Cover url={session.coverUrl} />
      <div className="listing-card__words">
        {session.state === 'live' ? <LiveMark /> : null}
        <h3>
          <Link href={href}>{session.title}</Link>
        </h3>
        {showSeries ? <p>{session.seriesTitle}</p> : null}
        <p>
          <Moment at={session.startsAt} distance={session.state === 'scheduled'} />
        </p>
      </div>
    </article>
  );
}
