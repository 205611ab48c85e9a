import { createHash } from 'node:crypto';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Cue } from '../../server/protocol/transcripts.ts';
import type { JobPayload } from '../contract/jobs.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import type { Hold } from '../ffmpeg/gate.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import { beginAnew } from '../steps/begin-anew.ts';
import { listPresent } from '../steps/collect.ts';
import { createTranscribeStep } from '../steps/transcribe.ts';
import type { RecordingRepository } from '../store/recording-repository.ts';
import { stemsOf } from './arrange-session.ts';
import type { PipelineSteps } from './make-episode.ts';
import { createStepRunner, StepFailed, type StepRows } from './step-runner.ts';
import { watchWanted } from './watch-wanted.ts';

/** How the machine's writing goes, and what it leads to. Implemented in media/store/. */
export type RecognitionRows = StepRows & {
  /** Whether this is the recording's revision, and nobody has a transcript of it yet. */
  isWanted(recordingId: string, revision: number): Promise<boolean>;
  /** It stands still, and for what; or it goes on: once more waiting for its turn, or at work. */
  pause(recordingId: string, state: Hold | 'waiting' | 'running'): Promise<void>;
  /** A draft for its hosts. Not where somebody was faster, or the recording has changed. */
  addDraft(recordingId: string, revision: number, cues: readonly Cue[]): Promise<void>;
};

type Options = {
  /** Those that lead to everyone's sound; what the episode's run made is not made again. */
  steps: Pick<PipelineSteps, 'collect' | 'remux' | 'stems'>;
  /** The operator's, that recognises speech. */
  command: string;
  rows: RecognitionRows;
  recordings: RecordingRepository;
  store: ObjectStore;
  recordingsDir: string;
  log: Logger;
  /** Shorter in tests. */
  backoff?: readonly number[];
};

/** How the steps before go is not looked at: the episode's run has told of them. That they fail is. */
const untold: Omit<StepRows, 'fail'> = {
  start: () => Promise.resolve(1),
  progress: () => Promise.resolve(),
  wait: () => Promise.resolve(),
  done: () => Promise.resolve(),
};

/**
 * The handler of the job `transcribe-recording`: a draft of what was said. It comes after the episode, which never waits
 * for it; what goes wrong is told on the page about the transcript, and nowhere else.
 */
export function createTranscriber(options: Options) {
  const { steps, command, rows, recordings, store, recordingsDir, backoff } = options;
  const transcribe = createTranscribeStep(command);
  // Not the command itself: it may hold a key to a service.
  const recogniser = createHash('sha256').update(command).digest('hex');
  return async (
    { recordingId, revision }: JobPayload<'transcribe-recording'>,
    signal: AbortSignal,
  ): Promise<void> => {
    const log = options.log.child({ recording: recordingId, revision });
    const isWanted = () => rows.isWanted(recordingId, revision);
    const session = await recordings.find(recordingId);
    if (!session || session.isPractice || !(await isWanted())) return;
    const files = recordingFiles(recordingsDir, recordingId);
    const killed = await killLeftBehind(files.work);
    if (killed > 0) log.warn({ killed }, 'ended processes of a run that was killed');
    const wanted = watchWanted(isWanted, signal, log);
    const tools = { recordingId, revision, files, store, log, signal: wanted.signal };
    const language = session.libraryLanguage;
    const before = createStepRunner({
      ...{ tools, language, log },
      rows: { ...untold, fail: (...why) => rows.fail(...why) },
      onHold: (_name, hold) => rows.pause(recordingId, hold ?? 'waiting'),
      ...(backoff ? { backoff } : {}),
    });
    // Hours once more would not mend a command that does not work.
    const run = createStepRunner({
      ...{ tools, rows, language, log, backoff: [] },
      onHold: (_name, hold) => rows.pause(recordingId, hold ?? 'running'),
    });
    try {
      await beginAnew(session.rebuiltAs, files);
      const present = await listPresent({ recordingId, files, store });
      const collected = await before(steps.collect, { present });
      const remuxed = await before(steps.remux, collected.output);
      const { durationMs } = remuxed.output;
      const stems = await before(steps.stems, stemsOf(session, remuxed.output), [remuxed]);
      const heard = {
        ...{ durationMs, language: session.series.language },
        ...{ stems: stems.output.stems, recogniser },
      };
      const { output } = await run(transcribe, heard, [stems]);
      await rows.addDraft(recordingId, revision, output.cues);
      log.info({ cues: output.cues.length }, 'recording transcribed');
    } catch (error) {
      if (wanted.wasCancelled()) {
        log.info('transcript is not wanted any more');
        return;
      }
      signal.throwIfAborted();
      if (!(error instanceof StepFailed)) throw error;
    } finally {
      wanted.stop();
    }
  };
}
