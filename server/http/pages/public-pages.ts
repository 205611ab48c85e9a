import type { AnsweredAfterwards } from '../../protocol/afterwards.ts';
import type { SessionInfo } from '../../protocol/protocol.ts';
import type { EpisodeInfo, HomePage, LibraryInfo, SeriesPage } from '../../protocol/rest.ts';
import type { TranscriptParagraph } from '../../protocol/transcript-paragraphs.ts';
import { html, trustedHtml, type Html } from './html.ts';
import { episodeJsonLd, libraryJsonLd, seriesJsonLd, sessionJsonLd } from './json-ld.ts';
import { makePage, type Page } from './page.ts';
import { formatMoment, formatPosition, pageWords } from './page-words.ts';

/** Data in, page out: what each public page says without the application. Pure. */

export function homePage(home: HomePage, library: LibraryInfo): Page {
  const words = pageWords[library.language];
  const { live, upcoming, episodes, series } = home;
  const empty = live.length + upcoming.length + episodes.length + series.length === 0;
  return makePage({
    title: library.name,
    description: series.map(({ title }) => title).join(' · '),
    path: '/',
    jsonLd: libraryJsonLd({ origin: library.origin, libraryName: library.name }),
    content: frame(library, [
      html`<h1>${library.name}</h1>`,
      sessionList(words.live, live, library),
      sessionList(words.upcoming, upcoming, library),
      linkList(words.episodes, episodes),
      linkList(words.series, series),
      ...(empty ? [html`<p>${words.nothingYet}</p>`] : []),
    ]),
  });
}

export function seriesPage(page: SeriesPage, library: LibraryInfo): Page {
  const { series, upcoming, episodes } = page;
  const words = pageWords[library.language];
  return makePage({
    title: series.title,
    description: series.description,
    path: series.url,
    image: series.coverUrl ? { url: series.coverUrl, wide: false } : undefined,
    feed: { url: series.feedUrl, title: series.title },
    jsonLd: seriesJsonLd(series, { origin: library.origin, libraryName: library.name }),
    content: frame(library, [
      html`<h1>${series.title}</h1>`,
      html`<p>${words.by} ${series.author}</p>`,
      paragraphs(series.description),
      html`<p><a href="${series.feedUrl}">${words.subscribe}</a></p>`,
      sessionList(words.upcoming, upcoming, library),
      linkList(words.episodes, episodes),
    ]),
  });
}

export function sessionPage(session: SessionInfo, library: LibraryInfo): Page {
  const words = pageWords[library.language];
  const { title, description, seriesTitle, seriesSlug, coverUrl, episodeUrl } = session;
  const when = formatMoment(session.startsAt, library.language, library.timeZone);
  return makePage({
    title,
    description: `${when}. ${description}`,
    path: `/a/${session.code}`,
    kind: 'article',
    image: coverUrl ? { url: coverUrl, wide: false } : undefined,
    jsonLd: sessionJsonLd(session, { origin: library.origin, libraryName: library.name }),
    content: frame(library, [
      html`<p><a href="/s/${seriesSlug}">${seriesTitle}</a></p>`,
      html`<h1>${title}</h1>`,
      html`<p><time datetime="${session.startsAt}">${when}</time></p>`,
      paragraphs(description),
      episodeUrl
        ? html`<p><a href="${episodeUrl}">${words.listenAgain}</a></p>`
        : html`<noscript><p>${words.join}</p></noscript>`,
    ]),
  });
}

export function episodePage(
  episode: EpisodeInfo,
  library: LibraryInfo,
  {
    transcript,
    answered,
  }: {
    transcript: readonly TranscriptParagraph[];
    /** Once its session had ended. */
    answered: readonly AnsweredAfterwards[];
  },
): Page {
  const words = pageWords[library.language];
  const { title, posterUrl, coverUrl, mp3, chapters, seriesTitle, seriesSlug } = episode;
  const image = posterUrl ?? coverUrl;
  return makePage({
    title,
    description: plainText(episode.notesHtml) || seriesTitle,
    path: episode.url,
    kind: 'article',
    image: image ? { url: image, wide: posterUrl !== undefined } : undefined,
    audioUrl: mp3?.url,
    feed: { url: episode.feedUrl, title: seriesTitle },
    jsonLd: episodeJsonLd(episode, { origin: library.origin, libraryName: library.name }),
    content: frame(library, [
      html`<p><a href="/s/${seriesSlug}">${seriesTitle}</a></p>`,
      html`<h1>${title}</h1>`,
      ...(mp3
        ? [
            html`<audio controls preload="none" src="${mp3.url}"></audio>`,
            html`<p>
              <a href="${mp3.url}?download=${encodeURIComponent(title)}">${words.download}</a>
            </p>`,
          ]
        : []),
      trustedHtml(episode.notesHtml),
      ...(chapters.length > 1
        ? [
            html`<h2>${words.chapters}</h2>`,
            html`<ol class="plain">
              ${chapters.map(
                (chapter) => html`<li>${formatPosition(chapter.startMs)} ${chapter.title}</li>`,
              )}
            </ol>`,
          ]
        : []),
      ...(answered.length > 0 ? [html`<h2>${words.answered}</h2>`] : []),
      ...answered.map(
        ({ question, answers, spokenBy }) => html`
          <p><strong>${question}</strong></p>
          ${answers.map(({ text, answeredBy }) => html`<p>${answeredBy}: ${text}</p>`)}
          ${spokenBy === undefined ? '' : html`<p>${spokenBy}: ${words.answeredAloud}</p>`}
        `,
      ),
      ...(transcript.length > 0
        ? [html`<h2>${words.transcript}</h2>`, ...transcript.map(toSpoken(mp3?.url))]
        : []),
      html`<p><a href="${episode.feedUrl}">${words.subscribe}</a></p>`,
    ]),
  });
}

/** One paragraph; its time is a link that plays from there, in the browser's own player. */
const toSpoken =
  (url: string | undefined) =>
  ({ startMs, speaker, text }: TranscriptParagraph): Html => {
    const position = formatPosition(startMs);
    const name = speaker === undefined ? undefined : html`<strong>${speaker}:</strong>`;
    return html`<p>
      ${url ? html`<a href="${url}#t=${Math.floor(startMs / 1000)}">${position}</a>` : position}
      ${name} ${text}
    </p>`;
  };

/** A page that only the application can draw. */
export function applicationPage(path: string, library: LibraryInfo): Page {
  const words = pageWords[library.language];
  return makePage({
    title: library.name,
    path,
    hidden: path !== '/panduan' && path !== '/uji',
    content: html`<noscript><p>${words.noScript}</p></noscript>`,
  });
}

export type MissingReason = 'not-found' | 'gone' | 'deleted';

export function missingPage(reason: MissingReason, path: string, library: LibraryInfo): Page {
  const words = pageWords[library.language];
  const { status, title, text } = {
    'not-found': { status: 404 as const, title: words.notFound, text: words.notFoundText },
    gone: { status: 410 as const, title: words.gone, text: words.goneText },
    deleted: { status: 410 as const, title: words.deleted, text: words.deletedText },
  }[reason];
  return makePage({
    status,
    title,
    path,
    hidden: true,
    content: frame(library, [html`<h1>${title}</h1>`, html`<p>${text}</p>`]),
  });
}

/** The application's own frame, by its class names, so that the page hardly moves when the application arrives. */
function frame(library: LibraryInfo, content: readonly Html[]): Html {
  return html`<div class="shell">
    <header class="shell__header"><a class="shell__brand" href="/">${library.name}</a></header>
    <main class="shell__main shell__main--reading">${content}</main>
  </div>`;
}

function sessionList(
  title: string,
  sessions: readonly SessionInfo[],
  { language, timeZone }: LibraryInfo,
): Html {
  return list(
    title,
    sessions.map((session) => {
      const when = formatMoment(session.startsAt, language, timeZone);
      return html`<li><a href="/a/${session.code}">${session.title}</a>, ${when}</li>`;
    }),
  );
}

function linkList(title: string, entries: readonly { url: string; title: string }[]): Html {
  return list(
    title,
    entries.map((entry) => html`<li><a href="${entry.url}">${entry.title}</a></li>`),
  );
}

function list(title: string, items: readonly Html[]): Html {
  return items.length === 0
    ? html``
    : html`<section>
        <h2>${title}</h2>
        <ul class="plain">
          ${items}
        </ul>
      </section>`;
}

function paragraphs(text: string): Html {
  return html`${text
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((one) => html`<p>${one}</p>`)}`;
}

/** The words of sanitised HTML, whose only entities are the five of XML. */
function plainText(sanitised: string): string {
  return sanitised
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
