import './loading.css';
import { useTranslation } from 'react-i18next';

/** Says that something is on its way. Appears only after a moment, so that quick answers do not flicker. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}
