import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import type { Problem, Problems } from './problems.ts';

/** Returns the function that says what is wrong with a field, or nothing when it is fine. */
export function useProblemText(
  problems: Problems,
  /** What the server refused, if it did: fields it named that we found fine are marked, too. */
  refusal?: unknown,
): (field: string) => string | undefined {
  const { t } = useTranslation();
  const named = refusal instanceof ApiError ? refusal.fields : {};
  return (field) => {
    const problem: Problem | undefined =
      problems[field] ?? (field in named ? { key: 'problem.other' } : undefined);
    if (!problem) return undefined;
    if (problem.key === 'problem.tooLong') return t(problem.key, { max: problem.max });
    if (problem.key === 'problem.tooShort') return t(problem.key, { min: problem.min });
    return t(problem.key);
  };
}
