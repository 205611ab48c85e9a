import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { Review } from '../../../server/protocol/edits.ts';
import type { StudioSession } from '../../../server/protocol/rest.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Callout } from '../../components/callout.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { Moment } from '../../components/moment.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ReviewDesk } from '../../components/review/review-desk.tsx';
import { useEdits } from '../../components/review/use-edits.ts';
import { useUndoKeys } from '../../components/review/use-undo-keys.ts';
import { ApplySection } from './apply-section.tsx';
import { RecordingProgress } from './recording-progress.tsx';
import { StudioShell } from './studio-shell.tsx';

const pollMs = 2_000;

/** The recording of a session, reviewed and edited: what is cut, who is silenced, the chapters; then made again. */
export function ReviewPage() {
  const { code } = useParams<{ code: string }>();
  const { t } = useTranslation('review');
  const loaded = useLoad(
    `studio session ${code}`,
    (signal) => api.studioSession(code, signal),
    { pollMs: (data) => (data?.recording?.state === 'processing' ? pollMs : undefined) },
  );
  return (
    <StudioShell title={t('title')}>
      {() => (
        <LoadState loaded={loaded}>
          {(studio) => (
            <>
              <PageHeader
                title={t('title')}
                parent={{ href: `/studio/sessions/${code}`, label: studio.session.title }}
                lead={<ReviewLead studio={studio} />}
              />
              {studio.recording?.takesKept.state === 'deleted' ? null : (
                <FoundReview studio={studio} reload={loaded.reload} />
              )}
            </>
          )}
        </LoadState>
      )}
    </StudioShell>
  );
}

/** What one can do here, and for how long. */
function ReviewLead({ studio: { recording } }: { studio: StudioSession }) {
  const { t } = useTranslation('review');
  const { t: studio } = useTranslation('studio');
  const { state, at } = recording?.takesKept ?? {};
  if (state === 'deleted') {
    return (
      <Callout>
        <p>{studio('takes.cannotEdit')}</p>
      </Callout>
    );
  }
  return (
    <>
      <p>{t('lead')}</p>
      {state === 'until' && at ? (
        <p className="muted">
          {studio('takes.editUntil')} <Moment at={at} />.
        </p>
      ) : null}
    </>
  );
}

type FoundReviewProps = { studio: StudioSession; reload: () => Promise<void> };

/** Loads what was found in the recording, again when its episode was made anew. */
function FoundReview({ studio, reload }: FoundReviewProps) {
  const { t } = useTranslation('review');
  const { code } = studio.session;
  const loaded = useLoad(`review ${code}`, (signal) => api.review(code, signal), {
    pollMs: (data) => (data ? undefined : pollMs),
  });
  const { recording } = studio;
  const { reload: reloadReview } = loaded;
  const media = `${recording?.state} ${recording?.episode?.mp3?.url} ${recording?.episode?.hlsUrl}`;
  const seen = useRef(media);
  useEffect(() => {
    if (seen.current === media) return;
    seen.current = media;
    void reloadReview();
  }, [media, reloadReview]);

  // There is nothing to see until the takes were looked at.
  const isEarly = loaded.error !== undefined && errorCodeOf(loaded.error) === 'conflict';
  if (isEarly) {
    return (
      <>
        {recording?.state === 'empty' ? null : (
          <Callout>
            <p>{t('making')}</p>
          </Callout>
        )}
        {recording ? <RecordingProgress {...{ code, recording, reload }} /> : null}
      </>
    );
  }
  return (
    <LoadState loaded={loaded}>
      {(review) => (
        <Editing
          key={`${code} ${review.edits.forgottenVersion}`}
          {...{ studio, review, reload }}
          begin={async () => {
            await Promise.all([reloadReview(), reload()]);
          }}
        />
      )}
    </LoadState>
  );
}

type EditingProps = FoundReviewProps & { review: Review; begin: () => Promise<void> };

function Editing({ studio, review, reload, begin }: EditingProps) {
  const { t } = useTranslation('review');
  const desk = useEdits(studio.session.code, review, begin);
  useUndoKeys(desk);
  const { recording } = studio;
  const episode = recording?.episode;
  return (
    <>
      {episode?.mp3 ? (
        <ReviewDesk key={episode.code} {...{ episode, review, desk }} />
      ) : (
        <Callout>
          <p>{t('making')}</p>
        </Callout>
      )}
      {recording ? (
        <ApplySection
          studio={{ ...studio, recording }}
          desk={desk}
          made={review.made}
          reload={reload}
        />
      ) : null}
    </>
  );
}
