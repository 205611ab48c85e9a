import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useLength } from '../../components/moment.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { RecordingSteps } from './recording-steps.tsx';
import { wholeProgress } from './whole-progress.ts';

type RecordingProgressProps = {
  code: string;
  recording: RecordingInfo;
  /** Its session is over. Default: true. */
  hasEnded?: boolean;
  reload: () => Promise<void>;
};

/** Where the making of an episode stands, how long it will take, what went wrong, what one can do. */
export function RecordingProgress({
  code,
  recording,
  hasEnded = true,
  reload,
}: RecordingProgressProps) {
  const { t } = useTranslation('studio');
  const toLength = useLength();
  const { state, steps, leftMs } = recording;
  const showsSteps = ['processing', 'failed', 'cancelled'].includes(state);
  return (
    <>
      {state === 'failed' ? (
        <Callout tone="problem">
          <p>{t('recording.state.failed')}</p>
        </Callout>
      ) : (
        <p>{t(`recording.state.${state === 'recording' && hasEnded ? 'ending' : state}`)}</p>
      )}
      {state === 'processing' ? (
        <ProgressBar
          label={t('recording.progress')}
          progress={wholeProgress(steps)}
          note={
            leftMs === undefined ? undefined : t('recording.left', { length: toLength(leftMs) })
          }
        />
      ) : null}
      {showsSteps ? <RecordingSteps steps={steps} /> : null}
      <RecordingActions code={code} state={state} reload={reload} />
    </>
  );
}

type RecordingActionsProps = {
  code: string;
  state: RecordingInfo['state'];
  reload: () => Promise<void>;
};

function RecordingActions({ code, state, reload }: RecordingActionsProps) {
  const { t } = useTranslation('studio');
  const [asking, setAsking] = useState(false);
  const retry = useSubmit(async () => {
    await api.retryRecording(code);
    await reload();
  });
  const cancel = useSubmit(async () => {
    await api.cancelRecording(code);
    await reload();
  });
  return (
    <>
      <Failure error={retry.error ?? cancel.error} />
      {state === 'failed' || state === 'cancelled' ? (
        <div>
          <Button look="primary" isPending={retry.busy} onPress={retry.run}>
            {state === 'failed' ? t('recording.retry') : t('recording.again')}
          </Button>
        </div>
      ) : null}
      {state === 'processing' ? (
        <div>
          <Button look="quiet" isPending={cancel.busy} onPress={() => setAsking(true)}>
            {t('recording.cancel')}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={t('recording.cancelTitle')}
        text={t('recording.cancelText')}
        action={t('recording.cancel')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void cancel.run()}
      />
    </>
  );
}
