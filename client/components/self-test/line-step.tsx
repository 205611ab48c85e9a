import { useTranslation } from 'react-i18next';
import { receptionWish } from '../../session/data-mode-memory.ts';
import { fittingMode, lineVerdict, type LineMeasure } from '../../state/self-test.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { MediaRoute } from '../media-route.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useLineTest } from './use-line-test.ts';

/** Does the line to the library carry sound and pictures, which way, and how much? */
export function LineStep({ frame, onDone }: StepProps<'line'>) {
  const { t } = useTranslation('selfTest');
  const { isRunning, result, start } = useLineTest();
  return (
    <StepFrame title={t('line.title')} {...frame}>
      <p role="status">{isRunning ? t('line.running') : result ? '' : t('line.text')}</p>
      {result && 'problem' in result ? (
        <Callout tone="problem" urgent>
          <p>{t(`line.problem.${result.problem}`)}</p>
        </Callout>
      ) : null}
      {result && !('problem' in result) ? <Measured line={result} /> : null}
      {result ? (
        <Button look="primary" wide autoFocus onPress={() => onDone('line', result)}>
          {t('line.toResult')}
        </Button>
      ) : null}
      {result && !('problem' in result) ? null : (
        <Button
          look={result ? 'secondary' : 'primary'}
          wide
          isPending={isRunning}
          onPress={start}
        >
          {result ? t('again') : t('line.start')}
        </Button>
      )}
      {result || isRunning ? null : (
        <Button wide onPress={() => onDone('line', 'skipped')}>
          {t('line.skip')}
        </Button>
      )}
    </StepFrame>
  );
}

function Measured({ line }: { line: LineMeasure }) {
  const { t } = useTranslation(['selfTest', 'network']);
  const verdict = lineVerdict(line);
  const { isSmallScreen } = receptionWish('full');
  const mode = t(`network:mode.${fittingMode(line, isSmallScreen)}`);
  return (
    <>
      <Callout tone={verdict === 'good' ? 'ok' : 'info'} urgent>
        <p>{t(`line.verdict.${verdict}`)}</p>
        <p>{t('line.mode', { mode })}</p>
      </Callout>
      <MediaRoute link={{ ...line, bytes: 0 }} />
    </>
  );
}
