import { createEditDesk } from './edits/edit-desk.ts';
import { createWithdrawals, type Erase, type Wording } from './edits/withdrawal.ts';
import { createEditorial } from './episodes/editorial.ts';
import { createProcessingControl, type EnqueueProcessing } from './episodes/processing.ts';
import { createStudioPages } from './episodes/studio-pages.ts';
import { createFeedService } from './feeds/feed-service.ts';
import { createAccounts } from './people/accounts.ts';
import { prepareFirstRun } from './people/first-run.ts';
import { createIdentity } from './people/identity.ts';
import type { Passwords } from './people/passwords.ts';
import { createSignIns } from './people/sign-ins.ts';
import { toPseudonym } from './people/person-key.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import type { Keys } from './platform/keys.ts';
import type { ObjectStore } from './platform/object-store.ts';
import type { Logger } from './platform/log.ts';
import { createPdfPages } from './platform/pdf-pages.ts';
import type { AcceptSound } from './platform/sounds.ts';
import { createPictures } from './platform/pictures.ts';
import { createAnswerDesk } from './questions/answer-desk.ts';
import { createPollDesk } from './polls/poll-desk.ts';
import { createPracticeDesk } from './practices/practice-desk.ts';
import { createPracticeRecordings } from './practices/practice-recordings.ts';
import { createPurges, type ForgetJobs } from './purges/purges.ts';
import { createRetention } from './retention/retention.ts';
import { createCatalogue } from './series/catalogue.ts';
import { coverPixelLimit } from './series/cover.ts';
import { createPublicPages } from './series/public-pages.ts';
import { createRundownDesk } from './rundown/rundown-desk.ts';
import { createDeckDesk } from './slides/deck-desk.ts';
import { createSchedule } from './sessions/schedule.ts';
import { createPublishedTranscripts } from './transcripts/published-transcripts.ts';
import { createTranscriptDesk, type PublishTranscript } from './transcripts/transcript-desk.ts';
import type { Session } from './sessions/session.ts';
import { createAccountInvitationRepository } from './store/account-invitation-repository.ts';
import { createEditsRepository } from './store/edits-repository.ts';
import { createWithdrawalRepository } from './store/withdrawal-repository.ts';
import { createEpisodeRepository } from './store/episode-repository.ts';
import { createFeedRepository } from './store/feed-repository.ts';
import { createInvitationLinkRepository } from './store/invitation-link-repository.ts';
import { createLibraryRepository } from './store/library-repository.ts';
import { createPersonRepository } from './store/person-repository.ts';
import { createRundownRepository } from './store/rundown-repository.ts';
import { createChatRepository } from './store/chat-repository.ts';
import { createDeckRepository } from './store/deck-repository.ts';
import { createPollRepository } from './store/poll-repository.ts';
import { createPracticeRecordingRepository } from './store/practice-recording-repository.ts';
import { createPurgeRepository } from './store/purge-repository.ts';
import { createQuestionRepository } from './store/question-repository.ts';
import { createProcessingRepository } from './store/processing-repository.ts';
import { createRetentionRepository } from './store/retention-repository.ts';
import { createSeriesRepository } from './store/series-repository.ts';
import { createSessionDeletionRepository } from './store/session-deletion-repository.ts';
import { createSpokenAnswerRepository } from './store/spoken-answer-repository.ts';
import { createSessionRepository } from './store/session-repository.ts';
import { createSignInRepository } from './store/sign-in-repository.ts';
import { createTranscriptRepository } from './store/transcript-repository.ts';

type Parts = {
  database: Database;
  /** Of this installation, across its starts. */
  hubId: string;
  objects: ObjectStore;
  recordingsDir: string;
  keys: Keys;
  passwords: Passwords;
  enqueue: EnqueueProcessing;
  forgetJobs: ForgetJobs;
  /** How long takes are kept; undefined for ever. */
  keepTakesMs: number | undefined;
  /** Ends what goes on in the background. */
  signal: AbortSignal;
  erase: Erase;
  readAsked: (recordingId: string) => Promise<Wording[]>;
  publishTranscript: PublishTranscript;
  acceptSound: AcceptSound;
  /** A host changed or deleted a session: its open room should hear of it. */
  onSessionChanged?: (session: Session) => void;
  onSessionDeleted?: (session: Session) => void;
  /** A link was revoked, an account closed: so are the seats that came through them. */
  onLinkRevoked?: (sessionId: string, linkId: string) => void;
  onAccountClosed?: (personId: string) => void;
  /** A host changed what a session will ask: its open room should hear of it. */
  onPollsDrafted?: (sessionId: string) => void;
  onDecksChanged?: (sessionId: string) => void;
  onPracticeOpened?: (sessionId: string, code: string) => void;
  onRundownChanged?: (sessionId: string) => void;
  /** Questions of a session that has ended were deferred: a later session's open room may take them over. */
  onDeferred?: (session: Session) => void;
  clock: Clock;
  log: Logger;
};

export type Domain = ReturnType<typeof createDomain>;

/** Everything that is not live: people, series, sessions, episodes, feeds, each on its repository. */
export function createDomain(parts: Parts) {
  const { objects, keys, passwords, enqueue, onSessionChanged, onSessionDeleted, clock } =
    parts;
  const { prisma } = parts.database;
  const people = createPersonRepository(prisma);
  const library = createLibraryRepository(prisma);
  const invitations = createAccountInvitationRepository(prisma);
  const links = createInvitationLinkRepository(prisma);
  const sessions = createSessionRepository(prisma, parts.hubId);
  const episodes = createEpisodeRepository(prisma);
  const questions = createQuestionRepository(prisma);

  const signIns = createSignIns({ signIns: createSignInRepository(prisma), clock });
  const identity = createIdentity({ keys, signIns, links });
  const accounts = createAccounts({
    ...{ people, invitations, signIns, passwords, clock },
    ...(parts.onAccountClosed ? { onClosed: parts.onAccountClosed } : {}),
  });
  const pictures = createPictures(coverPixelLimit);
  const series = createSeriesRepository(prisma);
  const catalogue = createCatalogue({
    ...{ series, objects, pictures, clock, acceptSound: parts.acceptSound },
  });
  const deckDesk = createDeckDesk({
    ...{ decks: createDeckRepository(prisma), objects, pictures, pdf: createPdfPages() },
    ...{ clock, log: parts.log, onChanged: parts.onDecksChanged },
  });
  const practiceDesk = createPracticeDesk({
    ...{ sessions, clock, onOpened: parts.onPracticeOpened },
  });
  const practiceRecordings = createPracticeRecordings({
    ...{ practices: createPracticeRecordingRepository(prisma), sessions, objects, clock },
    ...{ recordingsDir: parts.recordingsDir, log: parts.log },
  });
  const deletions = createSessionDeletionRepository(prisma);
  const purgeRows = createPurgeRepository(prisma);
  const purges = createPurges({
    ...{ purges: purgeRows, objects, clock, log: parts.log },
    ...{ recordingsDir: parts.recordingsDir, forgetJobs: parts.forgetJobs },
  });
  const retention = createRetention({
    ...{ recordings: createRetentionRepository(prisma), objects, clock, log: parts.log },
    ...{ keepTakesMs: parts.keepTakesMs, onDeleted: purges.start, signal: parts.signal },
  });
  const schedule = createSchedule({
    ...{ sessions, links, deletions, clock },
    ...(onSessionChanged ? { onChanged: onSessionChanged } : {}),
    onDeleted: (session) => {
      onSessionDeleted?.(session);
      purges.start();
    },
    ...(parts.onLinkRevoked ? { onLinkRevoked: parts.onLinkRevoked } : {}),
  });
  const pollDesk = createPollDesk({
    ...{ polls: createPollRepository(prisma), clock, onDrafted: parts.onPollsDrafted },
  });
  const rundownDesk = createRundownDesk({
    ...{ rundowns: createRundownRepository(prisma), onChanged: parts.onRundownChanged },
  });
  const editorial = createEditorial({ episodes, deletions, clock });
  const processing = createProcessingControl({
    processing: createProcessingRepository(prisma),
    enqueue,
  });
  const edits = createEditsRepository(prisma);
  const editDesk = createEditDesk({
    ...{ edits, processing, episodes, objects },
  });
  const withdrawn = createWithdrawalRepository(prisma);
  const transcripts = createTranscriptRepository(prisma);
  const { publishTranscript } = parts;
  const listWithdrawn = (sessionId: string) => withdrawn.listNames(sessionId);
  const transcriptDesk = createTranscriptDesk({
    ...{ transcripts, processing, edits, episodes, objects, enqueue },
    ...{ publishTranscript, listWithdrawn, log: parts.log },
  });
  const spoken = createSpokenAnswerRepository(prisma);
  const withdrawals = createWithdrawals({
    ...{ withdrawals: withdrawn, processing, clock, log: parts.log },
    ...{ erase: parts.erase, readAsked: parts.readAsked, onPurge: purges.start },
    publishTranscript,
  });
  const answerDesk = createAnswerDesk({
    ...{ questions, spoken, processing, objects, clock, onDeferred: parts.onDeferred },
    ...{ purges: purgeRows, onPurge: purges.start },
    acceptSound: parts.acceptSound,
    pseudonym: (personKey) => toPseudonym(keys, personKey),
    listWithdrawn,
  });
  const feeds = createFeedService({ feeds: createFeedRepository(prisma), clock });
  const publicPages = createPublicPages({ catalogue, sessions, episodes, clock });
  const studioPages = createStudioPages({
    ...{ catalogue, schedule, sessions, processing, episodes, keys, clock },
    listAskers: (recordingId) => withdrawn.listAskers(recordingId),
    keepTakesMs: parts.keepTakesMs,
  });
  return {
    ...{
      keys,
      people,
      library,
      sessions,
      links,
      episodes,
      signIns,
      identity,
      accounts,
      catalogue,
    },
    ...{ schedule, pollDesk, deckDesk, editorial, processing, feeds, publicPages, studioPages },
    ...{
      practiceDesk,
      practiceRecordings,
      purges,
      retention,
      questions,
      rundownDesk,
      editDesk,
      withdrawals,
      answerDesk,
      objects,
      transcriptDesk,
      publishedTranscripts: createPublishedTranscripts({ objects }),
      chat: createChatRepository(prisma),
    },
    /** The address to print while there is no owner. */
    firstRun: (origin: string) => prepareFirstRun({ people, invitations, clock }, origin),
  };
}
