import { useTranslation } from 'react-i18next';
import { receptionWish } from '../../session/data-mode-memory.ts';
import {
  fittingMode,
  lineVerdict,
  type TestResults,
  type TestStep,
} from '../../state/self-test.ts';

/** One sentence for each result: for the person, and for whoever helps. */
export function useResultWords(): (results: Partial<TestResults>, step: TestStep) => string {
  const { t } = useTranslation(['selfTest', 'network']);
  const { isSmallScreen } = receptionWish('full');
  return (results, step) => {
    if (step === 'line') {
      const { line = 'skipped' } = results;
      if (line === 'skipped') return t('result.line.skipped');
      if ('problem' in line) return t(`line.problem.${line.problem}`);
      const mode = t(`network:mode.${fittingMode(line, isSmallScreen)}`);
      return `${t(`line.verdict.${lineVerdict(line)}`)} ${t('line.mode', { mode })}`;
    }
    if (step === 'speaker') return t(`result.speaker.${results.speaker ?? 'skipped'}`);
    if (step === 'camera') return t(`result.camera.${results.camera ?? 'skipped'}`);
    return t(`result.microphone.${results.microphone ?? 'skipped'}`);
  };
}
