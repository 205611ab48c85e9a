import { useTranslation } from 'react-i18next';

/** A number on a tab or a button. Zero is not drawn. */
export function NewsCount({ count }: { count: number }) {
  const { t } = useTranslation('room');
  if (count <= 0) return null;
  return (
    <span className="news-count numbers">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden"> {t('panels.news', { count })}</span>
    </span>
  );
}
