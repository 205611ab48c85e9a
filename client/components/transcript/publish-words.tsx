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
  /** Which version people can read. */
  publishedVersion: number | null;
  reload: () => Promise<void>;
};

/** Lets people read it, or takes it back. */
export function PublishWords({ code, episode, editing, ...rest }: PublishWordsProps) {
  const { publishedVersion, reload } = rest;
  const { t } = useTranslation('transcript');
  const notify = useNotice();
  const [asking, setAsking] = useState(false);
  const { version, cues, saving } = editing;
  const publish = useSubmit(async () => {
    await api.publishTranscript(code, { version });
    await reload();
    notify(t('publish.done'));
  });
  const unpublish = useSubmit(async () => {
    await api.unpublishTranscript(code);
    await reload();
    notify(t('publish.undone'));
  });
  const isPublished = publishedVersion !== null;
  const isDone = isPublished && publishedVersion === version;
  const state = isDone ? 'all' : isPublished ? 'some' : 'none';
  return (
    <Section title={t('publish.title')} card>
      <Callout tone={isDone ? 'ok' : 'info'}>
        <p>{t(`publish.${state}`)}</p>
      </Callout>
      <Failure error={publish.error ?? unpublish.error} />
      <div className="row">
        {isDone ? null : (
          <Button
            look="primary"
            isPending={publish.busy}
            isDisabled={cues.length === 0 || saving.state !== 'saved'}
            onPress={publish.run}
          >
            {t(isPublished ? 'publish.again' : 'publish.now')}
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
