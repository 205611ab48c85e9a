import type { z } from 'zod';
import type { ProcessingControl } from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { given } from '../platform/given.ts';
import type { Logger } from '../platform/log.ts';
import type { WithdrawalBody } from '../protocol/edits.ts';
import type { PublishTranscript } from '../transcripts/transcript-desk.ts';
import type { RecordedAsker } from './askers.ts';

/** Everyone of a name, or whoever asked one question, where hosts do not know who that was. */
export type Who = z.infer<typeof WithdrawalBody>;

export type WithdrawalRepository = {
  /**
   * Takes a person out of all that the database has of a recording, or out of nothing: every take under their name, and under those
   * that go with it (namesTakenOut), is marked for good, what they asked is deleted but for a note, what they said is out of the transcript and the notes, and
   * what lies elsewhere is written down to be purged. Whoever is editing the episode is refused until they look again, and
   * begins anew there, with nothing to undo. Where anything of theirs is in the episode it is without media, and a revision
   * without them waits to be made; where none can be made any more it is given up. Repeated, it keeps the first date.
   * Undefined when nobody was recorded or asked under this name; throws `conflict` while it is being recorded.
   */
  withdraw(
    recordingId: string,
    deed: { who: Who; by: string; at: Date; asked: readonly Wording[] },
  ): Promise<Withdrawal | undefined>;
  /** The names of people who were taken out of a session's recording, or only asked there. */
  listNames(sessionId: string): Promise<string[]>;
  /** Whose questions are told in a recording's episode, and whose were. */
  listAskers(recordingId: string): Promise<RecordedAsker[]>;
};

/** Of a question, as the timeline has it; the database knows the first and the last one. */
export type Wording = { questionId: string; wording: string };

export type Withdrawal = {
  takeIds: string[];
  /** Of whom nothing that was recorded is left. */
  peerIds: string[];
  names: string[];
  questionIds: string[];
  episodeId: string | undefined;
  /** That is to be made; undefined when none can be. */
  revision: number | undefined;
  /** Whether anything of theirs was in the episode, or could have come into it. */
  isInEpisode: boolean;
};

/** Deletes what people left, and all that was published with it, wherever it lies. Safe to repeat. */
export type Erase = (what: {
  recordingId: string;
  takeIds: readonly string[];
  peerIds: readonly string[];
  names: readonly string[];
  questionIds: readonly string[];
  episodeId?: string;
}) => Promise<void>;

/** Takes a person out of a recording. */
export type Withdrawals = {
  /**
   * Their sound, pictures and questions are deleted, and so is everything that was published with them; the episode is made
   * again without them, under the same guid. Once the takes were deleted it cannot be: then there is no episode any more.
   * Throws `not-found` for a name nobody recorded or asked under, `conflict` while it is being recorded. Once it is stored
   * nothing of theirs is used or shown any more, whatever is away or dies meanwhile.
   */
  withdraw(session: { sessionId: string }, deed: { who: Who; by: string }): Promise<void>;
};

type Deps = {
  withdrawals: WithdrawalRepository;
  processing: Pick<ProcessingControl, 'find' | 'begin'>;
  erase: Erase;
  /** What was asked, by the recording's timeline. */
  readAsked: (recordingId: string) => Promise<Wording[]>;
  publishTranscript: PublishTranscript;
  /** Something is to be purged: what an earlier run writes in spite of it, and what could not be erased. */
  onPurge: () => void;
  clock: Clock;
  log: Logger;
};

export function createWithdrawals({
  withdrawals,
  processing,
  erase,
  readAsked,
  publishTranscript,
  onPurge,
  clock,
  log,
}: Deps): Withdrawals {
  return {
    async withdraw({ sessionId }, deed) {
      const recording = await processing.find(sessionId);
      if (!recording) throw new AppError('not-found', 'This session was not recorded.');
      const { recordingId } = recording;
      // Nobody has to wait for a store that is away.
      const asked = await readAsked(recordingId).catch((error: unknown): Wording[] => {
        log.warn({ err: error, recording: recordingId }, 'the timeline was not read');
        return [];
      });
      const made = { ...deed, at: clock.now(), asked };
      const withdrawn = await withdrawals.withdraw(recordingId, made);
      if (!withdrawn)
        throw new AppError('not-found', 'Nobody was recorded or asked like this.');
      const { isInEpisode, episodeId, revision, ...gone } = withdrawn;
      if (!isInEpisode) {
        // What is published stays, but for their name in its captions.
        await publishTranscript(recordingId);
        return;
      }
      await erase({ recordingId, ...gone, ...given({ episodeId }) }).catch((error: unknown) => {
        log.warn({ err: error, recording: recordingId }, 'who was taken out is purged later');
      });
      onPurge();
      if (revision !== undefined) await processing.begin(recordingId, revision);
    },
  };
}
