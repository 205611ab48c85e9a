import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { StudioSession } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button.tsx';
import { LiveMark } from '../../components/live-mark.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { Moment, useLibraryZone } from '../../components/moment.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SavedForm } from '../../components/saved-form.tsx';
import { Section } from '../../components/section.tsx';
import { useSavedForm } from '../../forms/use-saved-form.ts';
import { DecksSection } from './decks-section.tsx';
import { DeleteSession } from './delete-session.tsx';
import { DownloadsSection } from './downloads-section.tsx';
import { EpisodeSection } from './episode-section.tsx';
import { LeftQuestionsSection } from './left-questions-section.tsx';
import { LinksSection } from './links-section.tsx';
import { PersonalLinksSection } from './personal-links-section.tsx';
import { PollsSection } from './polls-section.tsx';
import { PracticeSection } from './practice-section.tsx';
import { PracticesSection } from './practices-section.tsx';
import { RecordingSection } from './recording-section.tsx';
import { RundownSection } from './rundown-section.tsx';
import { SessionFields } from './session-fields.tsx';
import { checkSessionForm, toSessionForm } from './session-form.ts';
import { ShareSection } from './share-section.tsx';
import { StudioShell } from './studio-shell.tsx';

/** Asked often while something is being made, and now and then while the session is on. */
function pollMs(data: StudioSession | undefined): number | undefined {
  if (data?.recording?.state === 'processing') return 2_000;
  return data?.session.state === 'live' || data?.recording?.state === 'recording'
    ? 5_000
    : undefined;
}

/** One session as its hosts see it: before it, the invitations; after it, the recording and its episode. */
export function StudioSessionPage() {
  const { code } = useParams<{ code: string }>();
  const { t } = useTranslation('studio');
  const loaded = useLoad(
    `studio session ${code}`,
    (signal) => api.studioSession(code, signal),
    {
      pollMs,
    },
  );
  return (
    <StudioShell title={loaded.data?.session.title ?? t('session.about')} width="reading">
      {() => (
        <LoadState loaded={loaded}>
          {(data) => <SessionContent data={data} reload={loaded.reload} />}
        </LoadState>
      )}
    </StudioShell>
  );
}

type SessionContentProps = { data: StudioSession; reload: () => Promise<void> };

function SessionContent({ data, reload }: SessionContentProps) {
  const { t } = useTranslation('studio');
  const { session, links, recording } = data;
  const ended = session.state === 'ended';

  const outcome = (
    <>
      <RecordingSection {...{ code: session.code, recording, hasEnded: ended, reload }} />
      {recording?.episode ? (
        <EpisodeSection
          key={recording.episode.code}
          episode={recording.episode}
          sessionCode={session.code}
          canEdit={recording.takesKept.state !== 'deleted'}
          isMaking={recording.state === 'processing'}
          reload={reload}
        />
      ) : null}
    </>
  );
  return (
    <>
      <PageHeader
        title={session.title}
        parent={{ href: `/studio/series/${session.seriesSlug}`, label: session.seriesTitle }}
        lead={
          <p>
            {session.state === 'live' ? <LiveMark /> : t(`session.state.${session.state}`)} ·{' '}
            <Moment at={session.startsAt} distance={!ended} />
          </p>
        }
      >
        {ended ? (
          <ButtonLink href={`/a/${session.code}`}>{t('session.preview')}</ButtonLink>
        ) : (
          <ButtonLink href={`/a/${session.code}`} look="primary">
            {t('session.openRoom')}
          </ButtonLink>
        )}
      </PageHeader>
      {ended || recording ? outcome : null}
      {ended ? <LeftQuestionsSection code={session.code} onSpoken={reload} /> : null}
      <PracticesSection session={session} />
      {ended ? null : (
        <>
          <ShareSection session={session} />
          <LinksSection code={session.code} links={links} reload={reload} />
          <PersonalLinksSection session={session} links={links} reload={reload} />
          <RundownSection session={session} />
          <DecksSection session={session} />
        </>
      )}
      {session.state === 'live' ? null : <PracticeSection session={session} />}
      <PollsSection session={session} />
      {session.state === 'scheduled' ? null : <DownloadsSection session={session} />}
      <SessionEditor key={session.sessionId} session={session} />
      {session.state === 'live' ? null : (
        <DeleteSession session={session} recording={recording} />
      )}
    </>
  );
}

function SessionEditor({ session }: { session: SessionInfo }) {
  const { t } = useTranslation('studio');
  const zone = useLibraryZone();
  const hasBegun = session.state !== 'scheduled';
  const saved = useSavedForm(
    () => toSessionForm(session, zone),
    (form) => checkSessionForm(form, zone).problems,
    async (form) => {
      const { body } = checkSessionForm(form, zone);
      if (!body) return;
      const { title, description } = body;
      await api.changeSession(session.code, hasBegun ? { title, description } : body);
    },
  );
  const { form, change, problemOf } = saved;

  return (
    <Section title={t('session.about')}>
      <SavedForm saved={saved}>
        <SessionFields
          form={form}
          hasBegun={hasBegun}
          onChange={change}
          problemOf={problemOf}
        />
      </SavedForm>
    </Section>
  );
}
