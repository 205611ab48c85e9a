import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { useMe } from '../api/me.tsx';
import { Callout } from '../components/callout.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Shell } from '../components/shell.tsx';
import { AccountForm } from './account-form.tsx';

/** Where a host's invitation leads. */
export function InvitationPage() {
  const { t } = useTranslation('account');
  const { t: tCommon } = useTranslation();
  const { me } = useMe();
  const [search] = useSearchParams();
  const token = search.get('kunci');
  const library = me?.library?.name ?? tCommon('product');

  return (
    <Shell title={t('invitation.title')} width="reading">
      <PageHeader
        title={t('invitation.title')}
        lead={<p>{t('invitation.lead', { library })}</p>}
      />
      {token ? (
        <AccountForm token={token} asksLibraryName={false} action={t('invitation.submit')} />
      ) : (
        <Callout tone="problem">
          <p>{t('missingKey')}</p>
        </Callout>
      )}
    </Shell>
  );
}
