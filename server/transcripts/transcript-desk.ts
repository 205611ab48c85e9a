import { randomUUID } from 'node:crypto';
import { decodeText } from '../../media/contract/captions/decode-text.ts';
import { parseCaptions, refuseCaptions } from '../../media/contract/captions/parse-captions.ts';
import type { EditsRepository } from '../edits/edits.ts';
import { readReviewFacts } from '../edits/review-facts.ts';
import type { EpisodeRepository } from '../episodes/episode.ts';
import type {
  EnqueueProcessing,
  Processing,
  ProcessingControl,
} from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import { findNames } from '../platform/find-names.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { createSerial } from '../platform/serial.ts';
import {
  cutsOnFrames,
  longestHeard,
  toProgrammeMs,
  toSessionMs,
} from '../protocol/episode-clock.ts';
import { silencesOf } from '../protocol/silenced-words.ts';
import {
  noTranscript,
  transcriptLimits,
  type StudioTranscript,
  type Transcript,
  type TranscriptChange,
} from '../protocol/transcripts.ts';
import { changeCues, forgetInCues, type TranscriptRepository } from './transcript.ts';

type Session = { sessionId: string };

/** Brings what is published of a recording's transcript, beside its episode, up to date. Safe to repeat. */
export type PublishTranscript = (recordingId: string) => Promise<void>;

export type CaptionFile = {
  bytes: Uint8Array;
  /** The version it takes the place of. */
  version: number;
  /** Whether its times are those of the whole session, or of its episode as it is published. */
  clock: 'session' | 'episode';
};

/** What hosts do with the transcript of a session. All of it throws `not-found` for one that was not recorded. */
export type TranscriptDesk = {
  /** Throws `conflict` until the session's takes were looked at. */
  open(session: Session): Promise<StudioTranscript>;
  /** Throws `conflict` for a version that is not stored, `invalid-input` for too many cues or one behind the end. */
  change(session: Session, change: TranscriptChange): Promise<{ version: number }>;
  /** In place of all there was. Throws as `change` does, and `invalid-input` for a file that parseCaptions refuses. */
  upload(session: Session, file: CaptionFile): Promise<Transcript>;
  /**
   * Throws `conflict` for a version that is not stored. Once that is stored, it reaches people whatever is away or dies: see
   * `sweep`. So does `unpublish`.
   */
  publish(session: Session, version: number): Promise<void>;
  unpublish(session: Session): Promise<void>;
  /** Brings to people what has not reached them yet. What cannot be done now is tried again at the next sweep. */
  sweep(): Promise<void>;
  /**
   * Has the machine write a draft once more. Throws `conflict` unless it failed, nobody has written one since, and the
   * recording is there to be heard.
   */
  recogniseAgain(session: Session): Promise<void>;
};

type Deps = {
  transcripts: TranscriptRepository;
  processing: Pick<ProcessingControl, 'find'>;
  edits: Pick<EditsRepository, 'find'>;
  episodes: Pick<EpisodeRepository, 'findByRecording'>;
  objects: Pick<ObjectStore, 'read'>;
  publishTranscript: PublishTranscript;
  /** Names of people who were taken out of the recording. */
  listWithdrawn: (sessionId: string) => Promise<string[]>;
  enqueue: EnqueueProcessing;
  log: Logger;
};

export function createTranscriptDesk(deps: Deps): TranscriptDesk {
  const { transcripts, processing, edits, episodes, objects, enqueue } = deps;
  const { publishTranscript, listWithdrawn } = deps;
  const inTurn = createSerial();
  const findRecording = async ({ sessionId }: Session): Promise<Processing> => {
    const recording = await processing.find(sessionId);
    if (!recording) throw new AppError('not-found', 'This session was not recorded.');
    return recording;
  };
  const read = async (recordingId: string): Promise<Transcript> =>
    (await transcripts.find(recordingId)) ?? noTranscript;

  const save = async (
    { recordingId, sessionId }: Processing,
    { version, cues, publishedVersion }: Transcript,
  ): Promise<Transcript> => {
    if (cues.length > transcriptLimits.cues) {
      throw new AppError('invalid-input', 'The transcript is too long.');
    }
    const gone = await listWithdrawn(sessionId);
    const next = { version: version + 1, cues: forgetInCues(cues, gone), publishedVersion };
    if (!(await transcripts.save(recordingId, next))) throw staleVersion();
    return next;
  };

  return {
    async open(session) {
      const { recordingId, sessionId, takes } = await findRecording(session);
      const [facts, transcript, isReached, recognition, episode, edited] = await Promise.all([
        readReviewFacts(objects, recordingId),
        read(recordingId),
        transcripts.isReached(recordingId),
        transcripts.findRecognition(recordingId),
        episodes.findByRecording(recordingId),
        edits.find(recordingId),
      ]);
      // Those facts are of the last episode that was made, and may be older than a withdrawal.
      const gone = findNames(await listWithdrawn(sessionId));
      const people = facts.people.filter(({ displayName }) => !gone.has(displayName));
      return {
        transcript,
        isReached,
        durationMs: facts.durationMs,
        people: [...new Set(people.map(({ displayName }) => displayName))],
        cuts: episode?.cuts ?? [],
        leadMs: episode?.leadMs ?? 0,
        silences: silencesOf(
          edited?.edits ?? [],
          takes.filter(({ withdrawn }) => !withdrawn),
        ),
        ...(recognition ? { recognition } : {}),
      };
    },
    async change(session, { version, ...change }) {
      const recording = await findRecording(session);
      const { durationMs } = await readReviewFacts(objects, recording.recordingId);
      if (change.set.some(({ fromMs }) => fromMs >= durationMs)) {
        throw new AppError('invalid-input', 'A cue lies behind the end of the recording.');
      }
      const stored = await read(recording.recordingId);
      if (stored.version !== version) throw staleVersion();
      const saved = await save(recording, {
        ...stored,
        cues: changeCues(stored.cues, change),
      });
      return { version: saved.version };
    },
    async upload(session, { bytes, version, clock }) {
      const recording = await findRecording(session);
      const { recordingId } = recording;
      const [{ durationMs }, episode, stored] = await Promise.all([
        readReviewFacts(objects, recordingId),
        episodes.findByRecording(recordingId),
        read(recordingId),
      ]);
      if (stored.version !== version) throw staleVersion();
      const isOfEpisode = clock === 'episode';
      const cuts = isOfEpisode ? cutsOnFrames(episode?.cuts ?? []) : [];
      const leadMs = isOfEpisode ? (episode?.leadMs ?? 0) : 0;
      const lastMs = leadMs + toProgrammeMs(cuts, durationMs);
      const endMs = isOfEpisode ? Math.max(lastMs, episode?.durationMs ?? 0) : lastMs;
      const text = decodeText(bytes) ?? refuseCaptions('encoding');
      const toSession = (ms: number): number =>
        Math.round(toSessionMs(cuts, Math.max(0, ms - leadMs), durationMs));
      // Words of an intro or outro are none of the session's.
      const ofSession = parseCaptions(text, endMs).filter(
        (cue) => cue.toMs > leadMs && cue.fromMs < lastMs,
      );
      const cues = ofSession.map((cue) => {
        const fromMs = toSession(cue.fromMs);
        // The end belongs to what is heard before it, where something was cut out just there.
        const toMs = Math.max(fromMs + 1, toSession(cue.toMs - 1) + 1);
        // Whoever wrote down the episode did not hear what was cut out of it: a cue across a cut is on one side of it.
        const heard = longestHeard({ fromMs, toMs }, cuts);
        return { ...cue, cueId: randomUUID(), ...heard };
      });
      return save(recording, { ...stored, cues });
    },
    async publish(session, version) {
      const { recordingId } = await findRecording(session);
      if (!(await transcripts.publish(recordingId, version))) throw staleVersion();
      await publishTranscript(recordingId);
    },
    async unpublish(session) {
      const { recordingId } = await findRecording(session);
      await transcripts.unpublish(recordingId);
      await publishTranscript(recordingId);
    },
    sweep: () =>
      inTurn(async () => {
        for (const recordingId of await transcripts.listUnreached()) {
          await publishTranscript(recordingId).catch((error: unknown) => {
            deps.log.warn({ err: error, recording: recordingId }, 'words not with people yet');
          });
        }
      }),
    async recogniseAgain(session) {
      const { recordingId, revision, state, takesDeletedAt } = await findRecording(session);
      const failed = await transcripts.findFailedAttempt(recordingId);
      const { version } = await read(recordingId);
      if (failed === undefined || version > 0 || state !== 'ready' || takesDeletedAt) {
        throw new AppError('conflict', 'There is no draft to be tried again.');
      }
      // First the job: who dies in between leaves one that tells how it goes.
      await enqueue('transcribe-recording', { recordingId, revision });
      await transcripts.awaitRecognition(recordingId, failed);
    },
  };
}

const staleVersion = (): AppError =>
  new AppError('conflict', 'Somebody else has changed it meanwhile. Look again.');
