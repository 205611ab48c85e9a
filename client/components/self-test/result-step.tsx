import { useTranslation } from 'react-i18next';
import { isWell, testSteps, type TestResults, type TestStep } from '../../state/self-test.ts';
import { Button, ButtonLink } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { SendReport } from './send-report.tsx';
import { StepFrame } from './step-frame.tsx';
import { useResultWords } from './use-result-words.ts';

type ResultStepProps = {
  results: Partial<TestResults>;
  onAgain: (step: TestStep) => void;
  /** Back to the session one came from. */
  returnTo: string | undefined;
};

/** What was found, in sentences; each step can be done again. */
export function ResultStep({ results, onAgain, returnTo }: ResultStepProps) {
  const { t } = useTranslation('selfTest');
  const words = useResultWords();
  const isAllWell = testSteps.every((step) => isWell(results, step));
  return (
    <StepFrame title={t('result.title')} takesFocus>
      <Callout tone={isAllWell ? 'ok' : 'info'}>
        <p>{isAllWell ? t('result.ready') : t('result.notYet')}</p>
      </Callout>
      <ul className="self-test__results">
        {testSteps.map((step) => (
          <li key={step}>
            <h3>{t(`names.${step}`)}</h3>
            <p>
              <span aria-hidden="true">{isWell(results, step) ? '✓' : '!'}</span>{' '}
              {words(results, step)}
            </p>
            <Button
              aria-label={`${t('again')}: ${t(`names.${step}`)}`}
              onPress={() => onAgain(step)}
            >
              {t('again')}
            </Button>
          </li>
        ))}
      </ul>
      {returnTo ? (
        <ButtonLink href={returnTo} look="primary" wide>
          {t('result.back')}
        </ButtonLink>
      ) : null}
      <SendReport results={results} />
    </StepFrame>
  );
}
