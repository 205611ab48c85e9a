import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import type { HostingNews } from './use-hosting-news.ts';

/** Says who brought this person back to the audience, and what still works. Stays until it is closed. */
export function SentBack({ sentBackBy, dismiss }: HostingNews) {
  const { t } = useTranslation(['hosting', 'common']);
  if (sentBackBy === undefined) return null;
  return (
    <div className="banner" role="alert">
      <span>{t('sentBack', { name: sentBackBy || t('someone') })}</span>
      <Button onPress={dismiss}>{t('common:close')}</Button>
    </div>
  );
}
