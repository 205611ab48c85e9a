import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import type { HostingNews } from './use-hosting-news.ts';

/** Says who did what to this person, and what they can do now. Stays until it is closed. */
export function DeedBanner({ deed, dismiss }: HostingNews) {
  const { t } = useTranslation(['hosting', 'common']);
  if (!deed) return null;
  return (
    <div className="banner" role="alert">
      <span>{t(`deed.${deed.kind}`, { name: deed.byName || t('someone') })}</span>
      <Button onPress={dismiss}>{t('common:close')}</Button>
    </div>
  );
}
