import { z } from 'zod';
import { SessionInfo } from './protocol.ts';
import { RecordingHealth } from './recording-health.ts';
import { Partners } from './partners.ts';
import { RecordedAsker, RecordedPerson } from './recorded-people.ts';
import { SeriesSound } from './sounds.ts';
import { line, nameLength, prose } from './words.ts';

/** Bodies and answers of the JSON API under /api. Every body is parsed with these; every answer has this shape. */

const IsoTime = z.iso.datetime({ offset: true });
export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));
/** Length is what protects; no rules about kinds of characters. */
export const Password = z.string().min(10).max(200);
export const Language = z.enum(['id', 'en']);

// People ------------------------------------------------------------------------------------
export const NewAccount = z.strictObject({
  /** From the one-time link. */
  token: z.string().min(20).max(100),
  email: Email,
  displayName: line(60),
  password: Password,
  /** The owner names the library when making the first account. */
  libraryName: line(80).optional(),
});
export const SignInBody = z.strictObject({ email: Email, password: z.string().max(200) });
export const PasswordChange = z.strictObject({ current: z.string().max(200), next: Password });
export const HostInvitationBody = z.strictObject({ email: Email.optional() });
export const LibraryPatch = z.strictObject({
  name: line(80).optional(),
  timeZone: z
    .string()
    .max(64)
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC')
    .optional(),
  language: Language.optional(),
});

export const PersonInfo = z.object({
  personId: z.string(),
  email: z.string(),
  displayName: z.string(),
  role: z.enum(['owner', 'host']),
  closed: z.boolean(),
});
export type PersonInfo = z.infer<typeof PersonInfo>;

export const LibraryInfo = z.object({
  name: z.string(),
  timeZone: z.string(),
  language: Language,
  /** Origin that links are made with, such as https://serambi.example.org. */
  origin: z.string(),
});
export type LibraryInfo = z.infer<typeof LibraryInfo>;

/** Everything a page needs first: who is looking, and at whose library. */
export const Me = z.object({
  library: LibraryInfo.optional(),
  person: PersonInfo.optional(),
  /** True until the owner's account exists. */
  firstRun: z.boolean(),
});
export type Me = z.infer<typeof Me>;

// Series and sessions -----------------------------------------------------------------------
export const SeriesBody = z.strictObject({
  title: line(120),
  description: prose(3500),
  language: Language,
  category: z.string().max(60),
  subcategory: z.string().max(60).optional(),
  author: line(120),
  ownerEmail: Email.optional(),
  explicit: z.boolean().default(false),
  publishMode: z.enum(['automatic', 'review']).default('automatic'),
  cleanVoices: z.boolean().default(true),
  partners: Partners.default([]),
});
export type SeriesBody = z.infer<typeof SeriesBody>;

/** What is not mentioned stays; null (or "" for the address) clears. A new category clears the subcategory. */
export const SeriesPatch = SeriesBody.extend({
  subcategory: z.string().max(60).nullable(),
  ownerEmail: z.union([z.literal('').transform(() => null), Email, z.null()]),
  explicit: z.boolean(),
  publishMode: z.enum(['automatic', 'review']),
  cleanVoices: z.boolean(),
  partners: Partners,
}).partial();
export type SeriesPatch = z.infer<typeof SeriesPatch>;

/** What a link makes of whoever opens it. A listener's is personal: it opens easy mode under the name in its label. */
const LinkRole = z.enum(['speaker', 'moderator', 'listener']);

export const LinkBody = z
  .strictObject({
    role: LinkRole,
    label: line(60).or(z.literal('')).default(''),
  })
  .refine(({ role, label }) => role !== 'listener' || isPersonName(label), {
    path: ['label'],
    error: `A personal link needs a name of at most ${nameLength} letters.`,
  });

const isPersonName = (label: string): boolean => label !== '' && label.length <= nameLength;

export const EpisodePatch = z.strictObject({
  /** `textVersion` as it was seen: refused when stale. */
  version: z.int().nonnegative(),
  title: line(160).optional(),
  notes: prose(3500).optional(),
});

export const LinkInfo = z.object({
  linkId: z.string(),
  role: LinkRole,
  label: z.string(),
  url: z.string(),
});
export type LinkInfo = z.infer<typeof LinkInfo>;

export const Chapter = z.object({
  startMs: z.number(),
  title: z.string(),
  kind: z.enum(['start', 'speaker', 'screen', 'mark', 'question']),
});
export type Chapter = z.infer<typeof Chapter>;

export const EpisodeSummary = z.object({
  code: z.string(),
  url: z.string(),
  title: z.string(),
  seriesTitle: z.string(),
  seriesSlug: z.string(),
  publishedAt: IsoTime.optional(),
  durationMs: z.int().optional(),
  coverUrl: z.string().optional(),
  posterUrl: z.string().optional(),
  hasVideo: z.boolean(),
});
export type EpisodeSummary = z.infer<typeof EpisodeSummary>;

export const EpisodeInfo = EpisodeSummary.extend({
  state: z.enum(['draft', 'published', 'unpublished']),
  /** Markdown as written, for the form; `notesHtml` is the sanitised text for the page. */
  notes: z.string(),
  notesHtml: z.string(),
  /** Goes up with each change of title or notes, also where somebody was taken out of them. */
  textVersion: z.int().nonnegative(),
  /** The version of both that is in its files, or will be once they are made. */
  madeTextVersion: z.int().nonnegative(),
  chapters: z.array(Chapter),
  mp3: z.object({ url: z.string(), bytes: z.int() }).optional(),
  m4a: z.object({ url: z.string(), bytes: z.int() }).optional(),
  hlsUrl: z.string().optional(),
  thumbnailsUrl: z.string().optional(),
  /** What is said, as WebVTT and as JSON (PublishedTranscript). */
  captionsUrl: z.string().optional(),
  transcriptUrl: z.string().optional(),
  feedUrl: z.string(),
  /** Of the MP3 as it was encoded. */
  loudnessLufs: z.number().optional(),
  truePeakDbtp: z.number().optional(),
});
export type EpisodeInfo = z.infer<typeof EpisodeInfo>;

export const SeriesSummary = z.object({
  seriesId: z.string(),
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  language: z.string(),
  author: z.string(),
  coverUrl: z.string().optional(),
  url: z.string(),
  feedUrl: z.string(),
});
export type SeriesSummary = z.infer<typeof SeriesSummary>;

/** The public page of one series. */
export const SeriesPage = z.object({
  series: SeriesSummary,
  upcoming: z.array(SessionInfo),
  episodes: z.array(EpisodeSummary),
});
export type SeriesPage = z.infer<typeof SeriesPage>;

/** Beranda. */
export const HomePage = z.object({
  live: z.array(SessionInfo),
  upcoming: z.array(SessionInfo),
  episodes: z.array(EpisodeSummary),
  series: z.array(SeriesSummary),
});
export type HomePage = z.infer<typeof HomePage>;

// Studio ------------------------------------------------------------------------------------
export const StudioSeries = SeriesSummary.extend({
  category: z.string(),
  subcategory: z.string().optional(),
  ownerEmail: z.string().optional(),
  explicit: z.boolean(),
  publishMode: z.enum(['automatic', 'review']),
  cleanVoices: z.boolean(),
  partners: Partners,
  /** What episodes begin and end with. */
  intro: SeriesSound.optional(),
  outro: SeriesSound.optional(),
  sessions: z.array(SessionInfo),
});
export type StudioSeries = z.infer<typeof StudioSeries>;

export const StepInfo = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number(),
  attempt: z.int(),
  leftMs: z.int().optional(),
  error: z.string().optional(),
  errorDetail: z.string().optional(),
});
export type StepInfo = z.infer<typeof StepInfo>;

export const RecordingInfo = z.object({
  recordingId: z.string(),
  state: z.enum(['recording', 'processing', 'ready', 'failed', 'cancelled', 'empty']),
  startedAt: IsoTime,
  endedAt: IsoTime.optional(),
  steps: z.array(StepInfo),
  /** Estimated milliseconds until everything is made. */
  leftMs: z.int().optional(),
  takes: z.array(
    z.object({
      displayName: z.string(),
      kind: z.string(),
      source: z.string(),
      seconds: z.number(),
      /** Its person was taken out of the recording, when and by which host; nothing of it is left. */
      withdrawn: z.object({ at: IsoTime, by: z.string() }).optional(),
    }),
  ),
  people: z.array(RecordedPerson),
  askers: z.array(RecordedAsker),
  /** Once the takes were looked at. */
  health: RecordingHealth.optional(),
  /** Whether what it was recorded from is still there. */
  takesKept: z.object({
    state: z.enum([
      'kept', // As long as the session.
      'undecided', // Until the episode is made and published.
      'until',
      'held', // Their time is over, but what is published is not as it was published.
      'deleted',
    ]),
    /** Until when, since when held, or when they were deleted. */
    at: IsoTime.optional(),
    /** What was read back before they were deleted. */
    readBack: z.object({ objects: z.int(), bytes: z.int() }).optional(),
    problem: z.object({ kind: z.string(), key: z.string() }).optional(),
  }),
  episode: EpisodeInfo.optional(),
});
export type RecordingInfo = z.infer<typeof RecordingInfo>;

export const StudioSession = z.object({
  session: SessionInfo,
  links: z.array(LinkInfo),
  publishMode: z.enum(['automatic', 'review']),
  recording: RecordingInfo.optional(),
});
export type StudioSession = z.infer<typeof StudioSession>;

/** What waits, what is on and what is being made. */
export const StudioHome = z.object({
  sessions: z.array(SessionInfo),
  series: z.array(SeriesSummary),
  processing: z.array(
    z.object({
      session: SessionInfo,
      recordingState: z.string(),
      episodeState: z.string().optional(),
      /** 0 to 1 over the whole pipeline. */
      progress: z.number(),
      leftMs: z.int().optional(),
    }),
  ),
});
export type StudioHome = z.infer<typeof StudioHome>;
