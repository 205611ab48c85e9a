import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Review } from '../../../server/protocol/edits.ts';
import type { RecordingInfo, StudioSession } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { Failure } from '../../components/failure.tsx';
import { useNotice } from '../../components/notices.tsx';
import type { EditingDesk } from '../../components/review/use-edits.ts';
import { Section } from '../../components/section.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { PublishActions } from './episode-section.tsx';
import { RecordingProgress } from './recording-progress.tsx';

type ApplySectionProps = {
  studio: StudioSession & { recording: RecordingInfo };
  desk: EditingDesk;
  made: Review['made'];
  reload: () => Promise<void>;
};

/** Has the episode made again, says how far that is, and whether all of it can be heard; from here it is published. */
export function ApplySection({ studio, desk, made, reload }: ApplySectionProps) {
  const { t } = useTranslation('review');
  const notify = useNotice();
  /** What is in the run that this page started. */
  const [asked, setAsked] = useState<number>();
  const { recording, publishMode, session } = studio;
  const { episode, state } = recording;
  const isMaking = state === 'processing';
  const isUntouched = desk.now.edits.length === 0 && desk.now.chapters === null;
  const isSaved = desk.saving.state === 'saved';
  const isInEpisode = desk.version === made.version || (made.version === 0 && isUntouched);
  const isDone = isSaved && isInEpisode;

  const standing = useRef<HTMLDivElement>(null);
  const apply = useSubmit(async () => {
    await api.applyEdits(session.code);
    setAsked(desk.version);
    await reload();
    // The button that was pressed is gone; above it is said what happens now.
    standing.current?.focus();
  });
  const wasMaking = useRef(isMaking);
  useEffect(() => {
    if (wasMaking.current && state === 'ready') notify(t('apply.ready'));
    wasMaking.current = isMaking;
  }, [isMaking, state, notify, t]);

  // Who was taken out of the recording took the media of the episode along.
  const isTakenDown = episode?.state === 'published' && !episode.mp3;
  const standingWords = isTakenDown
    ? 'apply.takenDown'
    : episode?.mp3
      ? 'apply.text'
      : undefined;
  const canApply = !isDone && !(isMaking && asked === desk.version);
  return (
    <Section title={t('apply.title')} card>
      <div ref={standing} tabIndex={-1}>
        {isMaking ? (
          <Callout>
            <p>{t('apply.begun')}</p>
            {canApply ? <p>{t('apply.again')}</p> : null}
          </Callout>
        ) : (
          <Callout tone={isDone ? 'ok' : 'info'}>
            <p>{isDone ? t('apply.done') : t('apply.waiting')}</p>
          </Callout>
        )}
      </div>
      {standingWords ? <p>{t(standingWords)}</p> : null}
      <Failure error={apply.error} />
      {canApply ? (
        <div>
          <Button
            look="primary"
            isDisabled={!isSaved}
            isPending={apply.busy}
            onPress={apply.run}
          >
            {t('apply.now')}
          </Button>
        </div>
      ) : null}
      {state === 'ready' ? null : (
        <RecordingProgress code={session.code} recording={recording} reload={reload} />
      )}
      {episode && (publishMode === 'review' || episode.state !== 'published') ? (
        <PublishActions
          episode={episode}
          reload={reload}
          look={canApply || isMaking ? 'secondary' : 'primary'}
        />
      ) : null}
    </Section>
  );
}
