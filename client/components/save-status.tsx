import './save-status.css';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '../api/api-error.ts';
import { useErrorText } from '../api/error-text.ts';
import type { SaveState } from '../forms/autosave.ts';

type SaveStatusProps = { state: SaveState; error?: unknown };

/** Whether what was typed is safe: always in sight while a form is edited. */
export function SaveStatus({ state, error }: SaveStatusProps) {
  const { t } = useTranslation();
  const toErrorText = useErrorText();
  const refused = state === 'failed' && errorCodeOf(error) !== 'network';
  return (
    <p className={`save-status save-status--${state}`} role="status">
      {refused ? toErrorText(error) : t(`saveStatus.${state}`)}
    </p>
  );
}
