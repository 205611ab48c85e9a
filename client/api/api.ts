import { z } from 'zod';
import {
  AnsweredAfterwards,
  LeftQuestions,
  MyQuestions,
  type DeferAfterwardsBody,
  type ReplyAfterwardsBody,
} from '../../server/protocol/afterwards.ts';
import {
  Edits,
  Review,
  type EditsBody,
  type WithdrawalBody,
} from '../../server/protocol/edits.ts';
import {
  Poll,
  StudioPolls,
  type PollChangeBody,
  type PollDraftBody,
  type PollSeenBody,
} from '../../server/protocol/polls.ts';
import {
  FoundPractice,
  OpenedPractice,
  StudioPractices,
  type FindPractice,
} from '../../server/protocol/practices.ts';
import { SessionInfo } from '../../server/protocol/protocol.ts';
import { Question } from '../../server/protocol/questions.ts';
import {
  EpisodeInfo,
  HomePage,
  LinkInfo,
  Me,
  PersonInfo,
  SeriesPage,
  StudioHome,
  StudioSeries,
  StudioSession,
  type EpisodePatch,
  type HostInvitationBody,
  type LibraryPatch,
  type LinkBody,
  type NewAccount,
  type PasswordChange,
  type SeriesBody,
  type SeriesPatch,
  type SignInBody,
} from '../../server/protocol/rest.ts';
import {
  type SessionBody,
  type SessionDeletion,
  type SessionPatch,
} from '../../server/protocol/session-plan.ts';
import { Rundown, type RundownBody } from '../../server/protocol/rundown.ts';
import { Deck, StudioDecks } from '../../server/protocol/slides.ts';
import type { SeriesSoundPlace } from '../../server/protocol/sounds.ts';
import {
  PublishedTranscript,
  StudioTranscript,
  Transcript,
  type TranscriptChange,
} from '../../server/protocol/transcripts.ts';
import { Upkeep } from '../../server/protocol/upkeep.ts';
import { request } from './request.ts';

/** Answers whose content nobody needs. */
const Done = z.unknown();
const at = encodeURIComponent;
const questionPath = (code: string, questionId: string, act: string): string =>
  `/api/studio/sessions/${at(code)}/questions/${at(questionId)}/${act}`;

/** Every call of the JSON API, by what it does. */
export const api = {
  // People
  me: (signal?: AbortSignal) => request('GET', '/api/me', Me, { signal }),
  makeAccount: (body: z.input<typeof NewAccount>) =>
    request('POST', '/api/account', Me, { body }),
  signIn: (body: z.input<typeof SignInBody>) => request('POST', '/api/sign-in', Me, { body }),
  signOut: () => request('POST', '/api/sign-out', Done, { body: {} }),
  changePassword: (body: z.input<typeof PasswordChange>) =>
    request('POST', '/api/password', Done, { body }),
  changeLibrary: (body: z.input<typeof LibraryPatch>) =>
    request('PATCH', '/api/library', Done, { body }),
  people: (signal?: AbortSignal) =>
    request('GET', '/api/people', z.array(PersonInfo), { signal }),
  upkeep: (signal?: AbortSignal) => request('GET', '/api/studio/upkeep', Upkeep, { signal }),
  inviteHost: (body: z.input<typeof HostInvitationBody>) =>
    request('POST', '/api/people/invitations', z.object({ url: z.string() }), { body }),
  closeAccount: (personId: string) =>
    request('DELETE', `/api/people/${at(personId)}`, Done, { body: {} }),

  // Public
  home: (signal?: AbortSignal) => request('GET', '/api/home', HomePage, { signal }),
  series: (slug: string, signal?: AbortSignal) =>
    request('GET', `/api/series/${at(slug)}`, SeriesPage, { signal }),
  session: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/sessions/${at(code)}`, SessionInfo, { signal }),
  episode: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/episodes/${at(code)}`, EpisodeInfo, { signal }),
  episodeAnswers: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/episodes/${at(code)}/answers`, z.array(AnsweredAfterwards), {
      signal,
    }),
  myQuestions: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/sessions/${at(code)}/my-questions`, MyQuestions, { signal }),
  findPractice: (code: string, body: FindPractice, signal?: AbortSignal) =>
    request('POST', `/api/sessions/${at(code)}/practice`, FoundPractice, { body, signal }),
  /** @param url of an episode's `transcriptUrl`. */
  transcript: (url: string, signal?: AbortSignal) =>
    request('GET', url, PublishedTranscript, { signal }),

  // Studio
  studio: (signal?: AbortSignal) => request('GET', '/api/studio', StudioHome, { signal }),
  createSeries: (body: z.input<typeof SeriesBody>) =>
    request('POST', '/api/studio/series', StudioSeries, { body }),
  studioSeries: (slug: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/series/${at(slug)}`, StudioSeries, { signal }),
  changeSeries: (slug: string, body: z.input<typeof SeriesPatch>) =>
    request('PATCH', `/api/studio/series/${at(slug)}`, Done, { body }),
  /** JPEG or PNG; what else it must be is checked in studio/cover-check.ts and again by the server. */
  putCover: (slug: string, cover: Blob) =>
    request('PUT', `/api/studio/series/${at(slug)}/cover`, Done, { body: cover }),
  /** What it must be is checked by the server. */
  putSeriesSound: (slug: string, place: SeriesSoundPlace, sound: File) =>
    request('PUT', `/api/studio/series/${at(slug)}/sounds/${place}`, Done, {
      body: sound.type.startsWith('audio/')
        ? sound
        : new Blob([sound], { type: 'audio/unknown' }),
    }),
  removeSeriesSound: (slug: string, place: SeriesSoundPlace) =>
    request('DELETE', `/api/studio/series/${at(slug)}/sounds/${place}`, Done, { body: {} }),
  createSession: (slug: string, body: z.input<typeof SessionBody>) =>
    request('POST', `/api/studio/series/${at(slug)}/sessions`, StudioSession, { body }),
  studioSession: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}`, StudioSession, { signal }),
  changeSession: (code: string, body: z.input<typeof SessionPatch>) =>
    request('PATCH', `/api/studio/sessions/${at(code)}`, Done, { body }),
  deleteSession: (code: string, body: z.input<typeof SessionDeletion>) =>
    request('DELETE', `/api/studio/sessions/${at(code)}`, Done, { body }),
  createLink: (code: string, body: z.input<typeof LinkBody>) =>
    request('POST', `/api/studio/sessions/${at(code)}/links`, LinkInfo, { body }),
  revokeLink: (code: string, linkId: string) =>
    request('DELETE', `/api/studio/sessions/${at(code)}/links/${at(linkId)}`, Done, {
      body: {},
    }),
  /** What people wrote in a session, as a file. */
  writtenFile: (code: string, kind: 'questions' | 'chat', format: 'csv' | 'json') =>
    `/api/studio/sessions/${at(code)}/${kind}.${format}`,
  leftQuestions: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/questions/left`, LeftQuestions, {
      signal,
    }),
  replyToQuestion: (
    code: string,
    questionId: string,
    body: z.input<typeof ReplyAfterwardsBody>,
  ) => request('POST', questionPath(code, questionId, 'replies'), Question, { body }),
  deferQuestion: (
    code: string,
    questionId: string,
    body: z.input<typeof DeferAfterwardsBody>,
  ) => request('POST', questionPath(code, questionId, 'defer'), Question, { body }),
  /** A recording of this browser's. @param version of the question, as it was seen. */
  speakAnswer: (code: string, questionId: string, version: number, sound: Blob) =>
    request('PUT', questionPath(code, questionId, `spoken/${version}`), Done, { body: sound }),
  unspeakAnswer: (code: string, questionId: string, version: number) =>
    request('DELETE', questionPath(code, questionId, `spoken/${version}`), Done, { body: {} }),
  /** Where what was spoken can be heard. */
  spokenAnswer: (code: string, questionId: string) => questionPath(code, questionId, 'spoken'),
  rundown: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/rundown`, Rundown, { signal }),
  changeRundown: (code: string, body: z.input<typeof RundownBody>) =>
    request('PUT', `/api/studio/sessions/${at(code)}/rundown`, Rundown, { body }),
  polls: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/polls`, StudioPolls, { signal }),
  draftPoll: (code: string, body: z.input<typeof PollDraftBody>) =>
    request('POST', `/api/studio/sessions/${at(code)}/polls`, Poll, { body }),
  changePoll: (code: string, pollId: string, body: z.input<typeof PollChangeBody>) =>
    request('PUT', `/api/studio/sessions/${at(code)}/polls/${at(pollId)}`, Poll, { body }),
  deletePoll: (code: string, pollId: string, body: z.input<typeof PollSeenBody>) =>
    request('DELETE', `/api/studio/sessions/${at(code)}/polls/${at(pollId)}`, Done, { body }),
  /** Where their results are downloaded. */
  pollsFile: (code: string, format: 'csv' | 'json') =>
    `/api/studio/sessions/${at(code)}/polls.${format}`,
  practices: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/practices`, StudioPractices, { signal }),
  openPractice: (code: string) =>
    request('POST', `/api/studio/sessions/${at(code)}/practices`, OpenedPractice, {
      body: {},
    }),
  /** Where one sound of its recording is downloaded. */
  practiceTrack: (code: string, practice: string, file: string) =>
    `/api/studio/sessions/${at(code)}/practices/${at(practice)}/${at(file)}`,
  deletePractice: (code: string, practice: string) =>
    request('DELETE', `/api/studio/sessions/${at(code)}/practices/${at(practice)}`, Done, {
      body: {},
    }),
  decks: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/decks`, StudioDecks, { signal }),
  /** A PDF, or the first picture of a deck. */
  createDeck: (code: string, file: File) =>
    request('POST', `/api/studio/sessions/${at(code)}/decks`, Deck, { body: file }),
  addSlide: (code: string, deckId: string, picture: File) =>
    request('POST', `/api/studio/sessions/${at(code)}/decks/${at(deckId)}/pages`, Deck, {
      body: picture,
    }),
  deleteDeck: (code: string, deckId: string) =>
    request('DELETE', `/api/studio/sessions/${at(code)}/decks/${at(deckId)}`, Done, {
      body: {},
    }),
  retryRecording: (code: string) =>
    request('POST', `/api/studio/sessions/${at(code)}/recording/retry`, Done, { body: {} }),
  withdrawFromRecording: (code: string, body: z.input<typeof WithdrawalBody>) =>
    request('POST', `/api/studio/sessions/${at(code)}/recording/withdraw`, Done, { body }),
  cancelRecording: (code: string) =>
    request('POST', `/api/studio/sessions/${at(code)}/recording/cancel`, Done, { body: {} }),
  review: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/review`, Review, { signal }),
  changeEdits: (code: string, body: z.input<typeof EditsBody>) =>
    request('PUT', `/api/studio/sessions/${at(code)}/edits`, Edits, { body }),
  applyEdits: (code: string) =>
    request('POST', `/api/studio/sessions/${at(code)}/edits/apply`, Done, { body: {} }),
  studioTranscript: (code: string, signal?: AbortSignal) =>
    request('GET', `/api/studio/sessions/${at(code)}/transcript`, StudioTranscript, { signal }),
  changeTranscript: (code: string, body: z.input<typeof TranscriptChange>) =>
    request(
      'PATCH',
      `/api/studio/sessions/${at(code)}/transcript`,
      Transcript.pick({ version: true }),
      { body },
    ),
  /** WebVTT or SubRip, in place of the version that was seen. */
  uploadTranscript: (code: string, file: Blob, seen: { version: number; clock: string }) =>
    request('POST', `/api/studio/sessions/${at(code)}/transcript/upload`, Transcript, {
      body: file,
      headers: {
        'X-Transcript-Version': String(seen.version),
        'X-Transcript-Clock': seen.clock,
      },
    }),
  publishTranscript: (code: string, body: { version: number }) =>
    request('POST', `/api/studio/sessions/${at(code)}/transcript/publish`, Done, { body }),
  retryRecognition: (code: string) =>
    request('POST', `/api/studio/sessions/${at(code)}/transcript/recognition/retry`, Done, {
      body: {},
    }),
  unpublishTranscript: (code: string) =>
    request('POST', `/api/studio/sessions/${at(code)}/transcript/unpublish`, Done, {
      body: {},
    }),
  changeEpisode: (code: string, body: z.input<typeof EpisodePatch>) =>
    request('PATCH', `/api/studio/episodes/${at(code)}`, EpisodeInfo, { body }),
  publishEpisode: (code: string) =>
    request('POST', `/api/studio/episodes/${at(code)}/publish`, Done, { body: {} }),
  unpublishEpisode: (code: string) =>
    request('POST', `/api/studio/episodes/${at(code)}/unpublish`, Done, { body: {} }),
};
