import { useTranslation } from 'react-i18next';
import { SoundProblem } from '../../../server/protocol/sounds.ts';
import { ApiError, errorCodeOf } from '../../api/api-error.ts';
import { useErrorText } from '../../api/error-text.ts';

/** Returns the function that says why a sound was not taken, and what to do. */
export function useSoundProblem(): (error: unknown) => string {
  const { t } = useTranslation('sounds');
  const toErrorText = useErrorText();
  return (error) => {
    if (errorCodeOf(error) === 'too-large') return t('problem.too-large');
    const problem = SoundProblem.safeParse(
      error instanceof ApiError ? error.fields['sound'] : undefined,
    );
    return problem.success ? t(`problem.${problem.data}`) : toErrorText(error);
  };
}
