import './delete-session.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { RecordingInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useSubmit } from '../../forms/use-submit.ts';

type DeleteSessionProps = { session: SessionInfo; recording: RecordingInfo | undefined };

/** Deletes a session whole. One that was recorded asks for a word to be typed first: nothing brings it back. */
export function DeleteSession({ session, recording }: DeleteSessionProps) {
  const { t } = useTranslation('studio');
  const notify = useNotice();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useSubmit(async () => {
    await api.deleteSession(session.code, { withRecording: recording !== undefined });
    notify(t('deletion.done'));
    navigate(`/studio/series/${session.seriesSlug}`, { replace: true });
  });
  const dialog = {
    isOpen: asking,
    onClose: () => setAsking(false),
    onConfirm: () => void run(),
  };
  const isBeingRecorded = recording?.state === 'recording';

  return (
    <Section title={t('deletion.title')}>
      <p className="muted">
        {isBeingRecorded
          ? t('deletion.wait')
          : t(recording ? 'deletion.aboutRecorded' : 'deletion.about')}
      </p>
      <Failure error={error} />
      {isBeingRecorded ? null : (
        <div>
          <Button look="danger" isPending={busy} onPress={() => setAsking(true)}>
            {t('deletion.delete')}
          </Button>
        </div>
      )}
      {recording ? (
        <DeleteRecordedDialog {...dialog} title={session.title} recording={recording} />
      ) : (
        <ConfirmDialog
          {...dialog}
          title={t('deletion.confirmTitle')}
          text={t('deletion.confirmText', { title: session.title })}
          action={t('deletion.delete')}
        />
      )}
    </Section>
  );
}

type DeleteRecordedDialogProps = {
  title: string;
  recording: RecordingInfo;
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Says exactly what goes, and what cannot be called back. */
function DeleteRecordedDialog({
  title,
  recording,
  isOpen,
  onConfirm,
  onClose,
}: DeleteRecordedDialogProps) {
  const { t } = useTranslation('studio');
  const { t: common } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const { state, episode } = recording;
  const close = (): void => {
    setTyped('');
    setIsWrong(false);
    onClose();
  };
  return (
    <Dialog title={t('deletion.recordedTitle', { title })} isOpen={isOpen} onClose={close}>
      <p>{t('deletion.goes')}</p>
      <ul className="delete-session__list">
        {episode ? <li>{t('deletion.episode')}</li> : null}
        <li>{t('deletion.recording')}</li>
        <li>{t('deletion.written')}</li>
        <li>{t('deletion.prepared')}</li>
      </ul>
      {state === 'processing' ? <p>{t('deletion.stops')}</p> : null}
      {episode?.publishedAt ? <p>{t('deletion.copies')}</p> : null}
      {episode ? <p>{t('deletion.rather')}</p> : null}
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim().toLowerCase() !== t('deletion.word')) {
            setIsWrong(true);
            return;
          }
          close();
          onConfirm();
        }}
      >
        <TextField
          label={t('deletion.type', { word: t('deletion.word') })}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            setIsWrong(false);
          }}
          problem={isWrong ? t('deletion.wrong', { word: t('deletion.word') }) : undefined}
          autoComplete="off"
        />
        <div className="dialog__actions">
          <Button type="submit" look="danger">
            {t('deletion.forever')}
          </Button>
          <Button onPress={close}>{common('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
