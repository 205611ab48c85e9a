import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  PracticeRecordingInfo,
  StudioPractices,
} from '../../../server/protocol/practices.ts';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { Moment } from '../../components/moment.tsx';
import { useNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { exactMegabytes } from '../../state/megabytes.ts';

const pollMs = (data: StudioPractices | undefined): number | undefined =>
  data?.recordings.some(({ state }) => state === 'processing') ? 5_000 : undefined;

/** What practices that were recorded left, until it is deleted. Nothing to see where there is none. */
export function PracticesSection({ session: { code } }: { session: SessionInfo }) {
  const { t } = useTranslation('conduct');
  const { data, reload } = useLoad(
    `practices ${code}`,
    (signal) => api.practices(code, signal),
    { pollMs },
  );
  if (!data || data.recordings.length === 0) return null;
  return (
    <Section title={t('practices.title')} card>
      <p className="muted">{t('practices.text')}</p>
      {data.recordings.map((recording) => (
        <PracticeRecording key={recording.code} {...{ code, recording, reload }} />
      ))}
    </Section>
  );
}

type PracticeRecordingProps = {
  /** Of the session. */
  code: string;
  recording: PracticeRecordingInfo;
  reload: () => Promise<void>;
};

function PracticeRecording({ code, recording, reload }: PracticeRecordingProps) {
  const { t } = useTranslation('conduct');
  const notify = useNotice();
  const [isAsking, setIsAsking] = useState(false);
  const { state, tracks, startedAt, keptUntil } = recording;
  const remove = useSubmit(async () => {
    await api.deletePractice(code, recording.code);
    notify(t('practices.deleted'));
    await reload();
  });
  const retry = useSubmit(async () => {
    await api.retryRecording(recording.code);
    await reload();
  });
  return (
    <div className="section">
      <p>
        <strong>
          {t('practices.held')} <Moment at={startedAt} />
        </strong>
      </p>
      <p>{t(`practices.state.${state}`)}</p>
      {tracks.map((track) => (
        <p key={track.file}>
          <a
            className="button button--secondary"
            href={api.practiceTrack(code, recording.code, track.file)}
            download
          >
            <TrackWords {...track} />
          </a>
        </p>
      ))}
      <p className="muted">
        {t('practices.until')} <Moment at={keptUntil} distance />
      </p>
      <Failure error={remove.error ?? retry.error} />
      <div className="row">
        {state === 'failed' ? (
          <Button look="primary" isPending={retry.busy} onPress={retry.run}>
            {t('practices.retry')}
          </Button>
        ) : null}
        {state === 'processing' ? null : (
          <Button look="danger" isPending={remove.busy} onPress={() => setIsAsking(true)}>
            {t('practices.delete')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        title={t('practices.deleteTitle')}
        text={t('practices.deleteText')}
        action={t('practices.delete')}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void remove.run()}
      />
    </div>
  );
}

function TrackWords({ source, displayName, bytes }: PracticeRecordingInfo['tracks'][number]) {
  const { t } = useTranslation(['conduct', 'room']);
  const name = displayName || t('room:guest');
  const track =
    source === undefined
      ? t('practices.mix')
      : t(source === 'microphone' ? 'practices.microphone' : 'practices.screen', { name });
  return t('practices.file', { track, megabytes: exactMegabytes(bytes, currentLanguage()) });
}
