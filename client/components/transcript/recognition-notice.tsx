import { useTranslation } from 'react-i18next';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';
import { api } from '../../api/api.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { Disclosure } from '../disclosure.tsx';
import { Failure } from '../failure.tsx';

type RecognitionNoticeProps = {
  code: string;
  studio: StudioTranscript;
  /** Its sounds are there to be heard once more. */
  canRetry: boolean;
  reload: () => Promise<void>;
};

/** How the machine's writing goes, where there is one: until a host has made the draft their own, or written theirs. */
export function RecognitionNotice({ code, studio, canRetry, reload }: RecognitionNoticeProps) {
  const { t } = useTranslation(['transcript', 'common']);
  const retry = useSubmit(async () => {
    await api.retryRecognition(code);
    await reload();
  });
  const { recognition, transcript } = studio;
  if (!recognition) return null;
  const { state, progress, problem } = recognition;
  if (transcript.version > (state === 'done' ? 1 : 0)) return null;
  const percent = Math.round(progress * 100);
  const isFailed = state === 'failed';
  return (
    <Callout tone={isFailed ? 'problem' : 'info'}>
      <p>{t(`recognition.${state}`, { percent })}</p>
      <Failure error={retry.error} />
      {isFailed && canRetry ? (
        <Button isPending={retry.busy} onPress={retry.run}>
          {t('common:retry')}
        </Button>
      ) : null}
      {problem === undefined ? null : (
        <Disclosure title={t('recognition.detail')}>
          <pre className="recognition__problem small" tabIndex={0}>
            {problem}
          </pre>
        </Disclosure>
      )}
    </Callout>
  );
}
