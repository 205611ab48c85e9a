import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/** What stands in place of a page that failed. */
export function CrashNotice() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('crash.title')} level={1}>
      <p>{t('crash.text')}</p>
      <Button look="primary" onPress={() => location.reload()}>
        {t('reload')}
      </Button>
    </EmptyState>
  );
}
