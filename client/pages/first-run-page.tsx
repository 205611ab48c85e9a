import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { useMe } from '../api/me.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Callout } from '../components/callout.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Shell } from '../components/shell.tsx';
import { AccountForm } from './account-form.tsx';

/** Where the link printed at the first start leads: the owner's account and the library's name. */
export function FirstRunPage() {
  const { t } = useTranslation('account');
  const { me } = useMe();
  const [search] = useSearchParams();
  const token = search.get('kunci');

  return (
    <Shell title={t('firstRun.title')} width="reading">
      {me && !me.firstRun && !me.person ? (
        <>
          <PageHeader title={t('firstRun.title')} />
          <Callout tone="ok">
            <p>{t('firstRun.done')}</p>
            <ButtonLink href="/masuk" look="primary">
              {t('signIn.submit')}
            </ButtonLink>
          </Callout>
        </>
      ) : (
        <>
          <PageHeader title={t('firstRun.title')} lead={<p>{t('firstRun.lead')}</p>} />
          {token ? (
            <AccountForm token={token} asksLibraryName action={t('firstRun.submit')} />
          ) : (
            <Callout tone="problem">
              <p>{t('missingKey')}</p>
            </Callout>
          )}
        </>
      )}
    </Shell>
  );
}
