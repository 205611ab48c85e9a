import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { Button, ButtonLink } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { ConfirmDialog } from '../dialog.tsx';
import { Failure } from '../failure.tsx';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';
import type { TranscriptEditing } from './use-transcript.ts';

type PublishWordsProps = {
  code: string;
  episode: EpisodeInfo;
  editing: TranscriptEditing;
  /** Which version people are to read; whether they do, or nothing where there is none. */
  publishedVersion: number | null;
  isReached: boolean;
  reload: () => Promise<void>;
};

/** Lets people read it, or takes it back. */
export function PublishWords({ code, episode, editing, ...rest }: PublishWordsProps) {
  const { publishedVersion, isReached, reload } = rest;
  const { t } = useTranslation('transcript');
  const notify = useNotice();
  const [asking, setAsking] = useState(false);
  const { version, cues, saving } = editing;
  const publish = useSubmit(async () => {
    // Also what failed may have been stored: it is done as soon as can be.
    await api.publishTranscript(code, { version }).finally(reload);
    notify(t('publish.done'));
  });
  const unpublish = useSubmit(async () => {
    await api.unpublishTranscript(code).finally(reload);
    notify(t('publish.undone'));
  });
  const isPublished = publishedVersion !== null;
  const isNewest = publishedVersion === version;
  const state = stateOf({ isPublished, isNewest, isReached });
  const isDone = isNewest && isReached;
  const isUndone = !isPublished && isReached;
  // What was in the way before it was done after all is of no interest.
  const error =
    (isDone ? undefined : publish.error) ?? (isUndone ? undefined : unpublish.error);
  return (
    <Section title={t('publish.title')} card>
      <Callout tone={isDone ? 'ok' : 'info'}>
        <p>{t(`publish.${state}`)}</p>
      </Callout>
      <Failure error={error} />
      <div className="row">
        {isDone ? null : (
          <Button
            look="primary"
            isPending={publish.busy}
            isDisabled={cues.length === 0 || saving.state !== 'saved'}
            onPress={publish.run}
          >
            {t(isNewest ? 'publish.retry' : isPublished ? 'publish.again' : 'publish.now')}
          </Button>
        )}
        {isPublished || isUndone ? null : (
          <Button isPending={unpublish.busy} onPress={unpublish.run}>
            {t('publish.retryUndo')}
          </Button>
        )}
        {isPublished ? (
          <Button isPending={unpublish.busy} onPress={() => setAsking(true)}>
            {t('publish.undo')}
          </Button>
        ) : null}
        {isPublished ? (
          <ButtonLink href={`/e/${episode.code}`}>{t('publish.open')}</ButtonLink>
        ) : null}
      </div>
      <ConfirmDialog
        title={t('publish.undoTitle')}
        text={t('publish.undoText')}
        action={t('publish.undo')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void unpublish.run()}
      />
    </Section>
  );
}

function stateOf({ isPublished, isNewest, isReached }: Record<string, boolean>) {
  if (!isReached) return isPublished ? 'publishing' : 'undoing';
  if (!isPublished) return 'none';
  return isNewest ? 'all' : 'some';
}
