import './recording-steps.css';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { StepInfo } from '../../../server/protocol/rest.ts';
import { Disclosure } from '../../components/disclosure.tsx';

/** Each step in words, with how far it is and why it failed. */
export function RecordingSteps({ steps }: { steps: readonly StepInfo[] }) {
  return (
    <ol className="steps">
      {steps.map((step) => (
        <Step key={step.name} step={step} />
      ))}
    </ol>
  );
}

function Step({
  step: { name, state, progress, attempt, error, errorDetail },
}: {
  step: StepInfo;
}) {
  const { t } = useTranslation('studio');
  const percent = `${Math.floor(progress * 100)}%`;
  return (
    <li className={`steps__one steps__one--${state}`}>
      <div className="steps__words">
        <span>{stepWords(name)}</span>
        <span className="steps__state numbers">
          {state === 'running' ? percent : t(`recording.stepState.${state}`)}
        </span>
      </div>
      {state !== 'failed' && error ? <p className="small">{error}</p> : null}
      {state === 'failed' ? (
        <div className="steps__problem">
          <p>
            {t('recording.failedStep', {
              count: attempt,
              reason: error ?? t('recording.unknownReason'),
            })}
          </p>
          {errorDetail ? (
            <Disclosure title={t('recording.detail')}>
              <pre tabIndex={0}>{errorDetail}</pre>
            </Disclosure>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

/** The step in words; a step that a newer server knows and we do not keeps its own name. */
function stepWords(name: string): string {
  const key = `recording.steps.${name}`;
  return i18next.exists(key, { ns: 'studio' })
    ? i18next.getFixedT(null, 'studio')(key as 'recording.steps.mix')
    : name;
}
