import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { Route, Switch } from 'wouter';
import { Loading } from './components/loading.tsx';
import { loadCode } from './load-code.ts';
import { NotFoundPage } from './pages/not-found-page.tsx';

type Page = {
  path: string;
  load: () => Promise<unknown>;
  Component: LazyExoticComponent<ComponentType>;
};

/** A page whose code is fetched when somebody goes there: a listener never downloads the studio. */
function page(path: string, load: () => Promise<ComponentType>): Page {
  const once = async () => ({ default: await loadCode(load) });
  return { path, load: once, Component: lazy(once) };
}

const pages: readonly Page[] = [
  page('/', async () => (await import('./pages/home-page.tsx')).HomePage),
  page('/s/:slug', async () => (await import('./pages/series-page.tsx')).SeriesPage),
  page('/a/:code', async () => (await import('./pages/session-page.tsx')).SessionPage),
  page(
    '/a/:code/pembicara',
    async () => (await import('./pages/speaker-page.tsx')).SpeakerPage,
  ),
  page('/a/:code/mudah', async () => (await import('./pages/easy-page.tsx')).EasyPage),
  page('/e/:code', async () => (await import('./pages/episode-page.tsx')).EpisodePage),
  page('/mulai', async () => (await import('./pages/first-run-page.tsx')).FirstRunPage),
  page('/undangan', async () => (await import('./pages/invitation-page.tsx')).InvitationPage),
  page('/masuk', async () => (await import('./pages/sign-in-page.tsx')).SignInPage),
  page('/panduan', async () => (await import('./pages/guide-page.tsx')).GuidePage),
  page('/uji', async () => (await import('./pages/self-test-page.tsx')).SelfTestPage),
  page(
    '/studio',
    async () => (await import('./pages/studio/studio-home-page.tsx')).StudioHomePage,
  ),
  page(
    '/studio/series',
    async () => (await import('./pages/studio/new-series-page.tsx')).NewSeriesPage,
  ),
  page(
    '/studio/series/:slug',
    async () => (await import('./pages/studio/studio-series-page.tsx')).StudioSeriesPage,
  ),
  page(
    '/studio/series/:slug/sessions',
    async () => (await import('./pages/studio/new-session-page.tsx')).NewSessionPage,
  ),
  page(
    '/studio/sessions/:code',
    async () => (await import('./pages/studio/studio-session-page.tsx')).StudioSessionPage,
  ),
  page(
    '/studio/sessions/:code/review',
    async () => (await import('./pages/studio/review-page.tsx')).ReviewPage,
  ),
  page(
    '/studio/sessions/:code/transcript',
    async () => (await import('./pages/studio/transcript-page.tsx')).TranscriptPage,
  ),
  page(
    '/studio/people',
    async () => (await import('./pages/studio/people-page.tsx')).PeoplePage,
  ),
  page(
    '/studio/settings',
    async () => (await import('./pages/studio/settings-page.tsx')).SettingsPage,
  ),
];

/** Starts fetching the page at an address, so that it arrives together with the words. */
export function preloadPage(pathname: string): void {
  const page = pages.find(({ path }) =>
    new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`).test(pathname),
  );
  // A failure shows when the page itself is drawn.
  page?.load().catch(() => undefined);
}

export function Router() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        {pages.map(({ path, Component }) => (
          <Route key={path} path={path}>
            <Component />
          </Route>
        ))}
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Suspense>
  );
}
