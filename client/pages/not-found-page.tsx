import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Shell } from '../components/shell.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Shell title={t('notFound.title')} width="reading">
      <EmptyState title={t('notFound.title')} level={1}>
        <p>{t('notFound.text')}</p>
        <ButtonLink href="/" look="primary">
          {t('notFound.home')}
        </ButtonLink>
      </EmptyState>
    </Shell>
  );
}
