import './shell.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../api/me.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';

type ShellProps = {
  /** Of the page: the window's title, and what is read out on arrival. */
  title: string;
  /** Reading width for text and forms, the full page for lists. */
  width?: 'reading' | 'page';
  /** The menu, where it is not the usual one. */
  nav?: ReactNode;
  children: ReactNode;
};

/** Frame of every page but the room: skip link, library's name, menu, language. */
export function Shell({ title, width = 'page', nav, children }: ShellProps) {
  const { t } = useTranslation();
  const { me } = useMe();
  const main = useRef<HTMLElement>(null);
  const libraryName = me?.library?.name ?? t('product');

  useEffect(() => {
    document.title = title === libraryName ? title : `${title} · ${libraryName}`;
  }, [title, libraryName]);

  useArrival(main);

  return (
    <div className="shell">
      <a className="shell__skip" href="#content">
        {t('skipToContent')}
      </a>
      <header className="shell__header">
        <Link href="/" className="shell__brand">
          <Logo />
          <span>{libraryName}</span>
        </Link>
        {nav ??
          (me?.person ? (
            <nav className="shell__nav" aria-label={t('nav.label')}>
              <Link href="/studio">{t('nav.studio')}</Link>
            </nav>
          ) : null)}
      </header>
      <main
        id="content"
        ref={main}
        tabIndex={-1}
        className={`shell__main shell__main--${width}`}
      >
        {children}
      </main>
      <footer className="shell__footer">
        <LanguageSwitch />
        <nav aria-label={t('nav.more')} className="shell__footer-links">
          <Link href="/panduan">{t('nav.guide')}</Link>
          {me && !me.person ? <Link href="/masuk">{t('nav.signIn')}</Link> : null}
        </nav>
      </footer>
    </div>
  );
}

let firstPage = true;

/** After going to another page, start at its top and tell a screen reader where we are. */
function useArrival(main: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (!firstPage) {
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, [main]);
}
