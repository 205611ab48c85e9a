import { useTranslation } from 'react-i18next';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';
import { Callout } from '../callout.tsx';
import { Disclosure } from '../disclosure.tsx';

/** How the machine's writing goes, where there is one: until a host has made the draft their own. */
export function RecognitionNotice({ studio }: { studio: StudioTranscript }) {
  const { t } = useTranslation('transcript');
  const { recognition, transcript } = studio;
  if (!recognition || transcript.version > 1) return null;
  const { state, progress, problem } = recognition;
  const percent = Math.round(progress * 100);
  return (
    <Callout tone={state === 'failed' ? 'problem' : 'info'}>
      <p>{t(`recognition.${state}`, { percent })}</p>
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
