import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useLocation } from 'wouter';
import type { PersonInfo } from '../../../server/protocol/rest.ts';
import { useMe } from '../../api/me.tsx';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Loading } from '../../components/loading.tsx';
import { Shell } from '../../components/shell.tsx';

type StudioShellProps = {
  title: string;
  width?: 'reading' | 'page';
  children: (person: PersonInfo) => ReactNode;
};

/** Frame of the hosts' pages. Whoever is not signed in is asked to, and comes back here. The server decides again. */
export function StudioShell({ title, width = 'page', children }: StudioShellProps) {
  const { t } = useTranslation('studio');
  const { t: tCommon } = useTranslation();
  const { me, error, reload } = useMe();
  const [path] = useLocation();

  if (me && !me.person) {
    return <Redirect to={`/masuk?ke=${encodeURIComponent(path)}`} replace />;
  }
  const links = [
    { href: '/studio', label: t('nav.home') },
    ...(me?.person?.role === 'owner'
      ? [{ href: '/studio/people', label: t('nav.people') }]
      : []),
    { href: '/studio/settings', label: t('nav.settings') },
  ];
  return (
    <Shell
      title={title}
      width={width}
      nav={
        <nav className="shell__nav" aria-label={t('nav.label')}>
          {links.map(({ href, label }) => (
            <Link key={href} href={href} {...(path === href ? { 'aria-current': 'page' } : {})}>
              {label}
            </Link>
          ))}
        </nav>
      }
    >
      {me?.person ? (
        children(me.person)
      ) : error === undefined ? (
        <Loading />
      ) : (
        <>
          <Failure error={error} />
          <div>
            <Button onPress={() => void reload()}>{tCommon('retry')}</Button>
          </div>
        </>
      )}
    </Shell>
  );
}
