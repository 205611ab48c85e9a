import '../../components/card.css';
import './studio-home-page.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { StudioHome } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SeriesCard } from '../../components/listing/series-card.tsx';
import { SessionCard } from '../../components/listing/session-card.tsx';
import { LiveMark } from '../../components/live-mark.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { Moment, useLength, useLibraryZone } from '../../components/moment.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Section } from '../../components/section.tsx';
import { toWallTime } from '../../times/zoned-time.ts';
import { groupSessions } from './group-sessions.ts';
import { StudioShell } from './studio-shell.tsx';

/** What waits, what is on, what is being made. */
export function StudioHomePage() {
  const { t } = useTranslation('studio');
  const home = useLoad('studio', api.studio, {
    pollMs: (data) => (data?.processing.length ? 5_000 : 30_000),
  });
  return (
    <StudioShell title={t('title')}>
      {(person) => (
        <>
          <PageHeader title={t('home.greeting', { name: person.displayName })} />
          <LoadState loaded={home}>{(data) => <StudioContent home={data} />}</LoadState>
        </>
      )}
    </StudioShell>
  );
}

function StudioContent({ home }: { home: StudioHome }) {
  const { t } = useTranslation('studio');
  const zone = useLibraryZone();

  if (home.series.length === 0) {
    return (
      <EmptyState title={t('home.firstTitle')}>
        <p>{t('home.firstText')}</p>
        <ButtonLink href="/studio/series" look="primary">
          {t('home.newSeries')}
        </ButtonLink>
      </EmptyState>
    );
  }

  const today = toWallTime(new Date(), zone).date;
  const { live, todays, upcoming, ended } = groupSessions(
    home.sessions,
    (startsAt) => toWallTime(new Date(startsAt), zone).date === today,
  );
  const review = home.processing.filter(
    ({ recordingState, episodeState }) =>
      recordingState === 'failed' || (recordingState === 'ready' && episodeState === 'draft'),
  );
  const processing = home.processing.filter(({ recordingState }) =>
    ['recording', 'processing'].includes(recordingState),
  );

  return (
    <>
      {live.length > 0 ? (
        <Section title={t('home.live')} hidesTitle>
          {live.map((session) => (
            <OpenSession key={session.code} session={session} />
          ))}
        </Section>
      ) : null}
      {review.length > 0 ? (
        <Section title={t('home.review')}>
          {review.map((item) => (
            <ReviewItem key={item.session.code} item={item} />
          ))}
        </Section>
      ) : null}
      <Section title={t('home.today')}>
        {todays.length === 0 ? <p className="muted">{t('home.nothingToday')}</p> : null}
        {todays.map((session) => (
          <OpenSession key={session.code} session={session} />
        ))}
      </Section>
      {processing.length > 0 ? (
        <Section title={t('home.processing')}>
          {processing.map((item) => (
            <ProcessingItem key={item.session.code} item={item} />
          ))}
        </Section>
      ) : null}
      <SessionList title={t('home.upcoming')} sessions={upcoming} />
      <Section title={t('home.series')}>
        <div className="listing">
          {home.series.map((series) => (
            <SeriesCard
              key={series.slug}
              series={series}
              href={`/studio/series/${series.slug}`}
            >
              <ButtonLink href={`/studio/series/${series.slug}/sessions`}>
                {t('home.newSession')}
              </ButtonLink>
            </SeriesCard>
          ))}
        </div>
        <div>
          <ButtonLink href="/studio/series">{t('home.newSeries')}</ButtonLink>
        </div>
      </Section>
      <SessionList title={t('home.past')} sessions={ended} />
    </>
  );
}

const studioPath = ({ code }: SessionInfo): string => `/studio/sessions/${code}`;

/** One that the host may want to enter now. */
function OpenSession({ session }: { session: SessionInfo }) {
  const { t } = useTranslation('studio');
  return (
    <article className="card">
      {session.state === 'live' ? <LiveMark /> : null}
      <h3>{session.title}</h3>
      <p className="muted">
        {session.seriesTitle} · <Moment at={session.startsAt} distance />
      </p>
      <div className="row">
        <ButtonLink href={`/a/${session.code}`} look="primary">
          {t('home.openRoom')}
        </ButtonLink>
        <ButtonLink href={studioPath(session)}>{t('home.open')}</ButtonLink>
      </div>
    </article>
  );
}

type Item = StudioHome['processing'][number];

function ReviewItem({ item: { session, recordingState } }: { item: Item }) {
  const { t } = useTranslation('studio');
  const failed = recordingState === 'failed';
  return (
    <Callout tone={failed ? 'problem' : 'ok'}>
      <h3>{session.title}</h3>
      <p>{failed ? t('home.reviewFailed') : t('home.reviewReady')}</p>
      <ButtonLink href={studioPath(session)}>{t('home.check')}</ButtonLink>
    </Callout>
  );
}

function ProcessingItem({ item: { session, progress, leftMs } }: { item: Item }) {
  const { t } = useTranslation('studio');
  const toLength = useLength();
  return (
    <article className="card">
      <h3 className="card-title">
        <Link href={studioPath(session)}>{session.title}</Link>
      </h3>
      <ProgressBar
        label={t('recording.progress')}
        progress={progress}
        note={
          leftMs === undefined ? undefined : t('recording.left', { length: toLength(leftMs) })
        }
      />
    </article>
  );
}

function SessionList({ title, sessions }: { title: string; sessions: readonly SessionInfo[] }) {
  if (sessions.length === 0) return null;
  return (
    <Section title={title}>
      <div className="listing">
        {sessions.map((session) => (
          <SessionCard key={session.code} session={session} href={studioPath(session)} />
        ))}
      </div>
    </Section>
  );
}
