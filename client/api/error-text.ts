import { useTranslation } from 'react-i18next';
import { errorCodeOf } from './api-error.ts';

/** Returns the function that says in the reader's words what went wrong and what to do. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('errors');
  return (error) => t(errorCodeOf(error));
}
