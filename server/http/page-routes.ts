import express, { type Request, type Response, type Router } from 'express';
import type { Editorial } from '../episodes/editorial.ts';
import { toEpisodeInfo } from '../episodes/episode-info.ts';
import { mayAccount } from '../people/account-permissions.ts';
import type { Identity } from '../people/identity.ts';
import { toLibraryInfo, type Library, type LibraryRepository } from '../people/library.ts';
import { AppError } from '../platform/app-error.ts';
import { cutText } from '../protocol/cut-text.ts';
import type { LibraryInfo, PersonInfo } from '../protocol/rest.ts';
import type { AnswerDesk } from '../questions/answer-desk.ts';
import type { PublicPages } from '../series/public-pages.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { toSessionInfo } from '../sessions/session.ts';
import type { PublishedTranscripts } from '../transcripts/published-transcripts.ts';
import { sendPrepared } from './delivery/prepared.ts';
import type { ClientFiles } from './pages/client-files.ts';
import type { Page } from './pages/page.ts';
import {
  applicationPage,
  episodePage,
  homePage,
  missingPage,
  type MissingReason,
  seriesPage,
  sessionPage,
} from './pages/public-pages.ts';
import { bareIndexHtml, createPageRenderer } from './pages/render-page.ts';
import { readParams } from './read-params.ts';
import { linkOrigin } from './request-origin.ts';
import { ByCode, BySlug } from './route-params.ts';

/** Until the owner has named it. */
const unnamed: Library = { name: 'Serambi', timeZone: 'Asia/Jakarta', language: 'id' };
/** Addresses that only the application can draw. */
const applicationPaths = [
  '/mulai',
  '/undangan',
  '/masuk',
  '/panduan',
  '/uji',
  '/studio',
  '/studio/*rest',
  '/a/:code/pembicara',
];

type Deps = {
  clientFiles: ClientFiles;
  library: Pick<LibraryRepository, 'find'>;
  pages: PublicPages;
  schedule: Pick<Schedule, 'get'>;
  editorial: Pick<Editorial, 'get'>;
  publishedTranscripts: PublishedTranscripts;
  answerDesk: Pick<AnswerDesk, 'listAnswered'>;
  identity: Pick<Identity, 'fromCookies' | 'newDeviceCookie'>;
  publicOrigin: string | undefined;
};

type Visit = {
  params: unknown;
  path: string;
  at: LibraryInfo;
  person: PersonInfo | undefined;
};

/**
 * HTML for every page: the application's shell with what search engines, previews and browsers without JavaScript
 * need. Must come after all other routes: it answers every other GET, with 404 where there is no such page.
 */
export function createPageRoutes(deps: Deps): Router {
  const { clientFiles, library, pages, schedule, editorial, identity, publicOrigin } = deps;
  const { publishedTranscripts, answerDesk } = deps;
  const render = createPageRenderer(clientFiles.indexHtml ?? bareIndexHtml);
  const router = express.Router();

  const libraryFor = async (req: Request): Promise<LibraryInfo> =>
    toLibraryInfo((await library.find()) ?? unnamed, linkOrigin(req, publicOrigin));

  /** Adds a page. Data that is not there makes it the page that says so. */
  function page(path: string, build: (visit: Visit) => Promise<Page> | Page): void {
    router.get(path, async (req, res) => {
      const at = await libraryFor(req);
      const { person, deviceId } = await identity.fromCookies(req.headers.cookie);
      const built = await buildOrMissing(build, {
        params: req.params,
        path: req.path,
        at,
        person,
      });
      if (!deviceId) rememberDevice(req, res);
      res.status(built.status).set('Cache-Control', 'private, no-cache').type('html');
      const { name: libraryName, language, origin } = at;
      res.send(render(built, { origin, libraryName, language }));
    });
  }

  /** An attendee is the same person after a reload because of this cookie. */
  function rememberDevice(req: Request, res: Response): void {
    const secure = req.secure || (publicOrigin?.startsWith('https:') ?? false);
    res.append('Set-Cookie', identity.newDeviceCookie({ secure }).header);
  }

  router.get(['/assets/*path', '/favicon.svg', '/start-check.js'], async (req, res) => {
    const file = await clientFiles.find(req.path);
    if (!file) throw new AppError('not-found', 'There is nothing at this address.');
    sendPrepared(req, res, file);
  });
  router.get('/robots.txt', (_req, res) => {
    const closed = ['/api/', '/studio', '/mulai', '/undangan', '/masuk'];
    const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), ''];
    res.type('text/plain').set('Cache-Control', 'public, max-age=3600').send(lines.join('\n'));
  });
  router.get('/manifest.webmanifest', async (req, res) => {
    const { name, language } = await libraryFor(req);
    res.type('application/manifest+json').set('Cache-Control', 'public, max-age=3600');
    res.send(JSON.stringify(toManifest(name, language)));
  });

  page('/', async ({ at }) => homePage(await pages.home(at.origin), at));
  page('/s/:slug', async ({ params, at }) =>
    seriesPage(await pages.series(readParams(BySlug, params).slug, at.origin), at),
  );
  // Easy mode is sent on in messages like the session itself, and previewed alike.
  for (const path of ['/a/:code', '/a/:code/mudah']) {
    page(path, async ({ params, at }) =>
      sessionPage(toSessionInfo(await schedule.get(readParams(ByCode, params).code)), at),
    );
  }
  page('/e/:code', async ({ params, path, at, person }) => {
    const drafts = mayAccount(person?.role, 'episode:read-draft') === 'yes';
    const episode = await editorial.get(readParams(ByCode, params).code, { drafts });
    // What only hosts may see, the application shows them.
    if (episode.state !== 'published') return applicationPage(path, at);
    const [transcript, answered] = await Promise.all([
      publishedTranscripts.read(episode),
      schedule.get(episode.sessionCode).then((session) => answerDesk.listAnswered(session)),
    ]);
    return episodePage(toEpisodeInfo(episode, at.origin), at, { transcript, answered });
  });
  for (const path of applicationPaths)
    page(path, (visit) => applicationPage(visit.path, visit.at));
  page('/*rest', ({ path, at }) => missingPage('not-found', path, at));
  return router;
}

async function buildOrMissing(
  build: (visit: Visit) => Promise<Page> | Page,
  visit: Visit,
): Promise<Page> {
  try {
    return await build(visit);
  } catch (error) {
    const reason = error instanceof AppError ? reasonOf(error) : undefined;
    if (reason === undefined) throw error;
    return missingPage(reason, visit.path, visit.at);
  }
}

function reasonOf({ code }: AppError): MissingReason | undefined {
  return code === 'not-found' || code === 'gone' || code === 'deleted' ? code : undefined;
}

function toManifest(name: string, language: string): object {
  return {
    name,
    short_name: cutText(name, 30),
    lang: language,
    start_url: '/',
    display: 'minimal-ui',
    background_color: '#fbf8f3',
    theme_color: '#fbf8f3',
    icons: [{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
}
