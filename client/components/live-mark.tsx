import './live-mark.css';
import { useTranslation } from 'react-i18next';

/** "On air", as a word and a filled dot. */
export function LiveMark() {
  const { t } = useTranslation();
  return <span className="live-mark">{t('stateLive')}</span>;
}
