import './styles/base.css';
import './zod-without-eval.ts';
import './abort-timeout.ts';
import { createRoot } from 'react-dom/client';
import { MeProvider } from './api/me.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { NoticeProvider } from './components/notices.tsx';
import { startI18n } from './i18n/i18n.ts';
import { preloadPage, Router } from './router.tsx';
import { watchSheets } from './watch-sheets.ts';

/** Starts the application: words and the first page load at the same time, then everything is drawn once. */
async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  preloadPage(location.pathname);
  await startI18n();
  createRoot(root).render(
    <ErrorBoundary>
      <MeProvider>
        <NoticeProvider>
          <Router />
        </NoticeProvider>
      </MeProvider>
    </ErrorBoundary>,
  );
}

// start-check.js looks for this once the page has loaded, and hears when more is missing.
document.documentElement.dataset['app'] = 'started';
watchSheets();
main().catch((error: unknown) => {
  dispatchEvent(new Event('serambi:incomplete'));
  throw error;
});
