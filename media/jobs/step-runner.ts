import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../server/platform/log.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import type { Hold } from '../ffmpeg/gate.ts';
import { describeFailure, isAway, type FailureLanguage } from './failure-words.ts';
import { reportProgress } from './report-progress.ts';
import { NotHandedOver } from './not-handed-over.ts';
import { findMade, fingerprintOf, makeStep, type Made } from './run-step.ts';
import type { Step, StepTools } from './step.ts';

/** What the page about a recording shows of its steps. Implemented in media/store/. */
export type StepRows = {
  /** Marks the step as running and returns which start this is, from 1, over all runs of the job. */
  start(recordingId: string, name: string): Promise<number>;
  progress(
    recordingId: string,
    name: string,
    now: { progress: number; leftMs: number | undefined },
  ): Promise<void>;
  /** The step stands still until something that is away is back, which `why` says. That start does not count. */
  wait(recordingId: string, name: string, why: StepProblem): Promise<void>;
  done(recordingId: string, name: string): Promise<void>;
  fail(recordingId: string, name: string, why: StepProblem): Promise<void>;
};

/** In words for a host, then the technical tail. */
export type StepProblem = { error: string; errorDetail: string };

/** The step has failed for good; its row says why. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** Waits before the second, third and fourth try. */
const backoffMs = [1_000, 4_000, 10_000];
/** Between looks at something that is away, the last for as long as it takes. */
const awayMs = [2_000, 5_000, 10_000, 30_000];
/** A step that takes the process down with it never reports a failure. This many starts are enough to know. */
const maxStarts = 12;

export type StepRunner = <Input, Output>(
  step: Step<Input, Output>,
  input: Input,
  /** The earlier steps whose files the input points to. */
  after?: readonly Made<unknown>[],
) => Promise<Made<Output>>;

type OutputOf<S> = S extends Step<never, infer Output> ? Output : never;

type Options = {
  tools: Omit<StepTools, 'workDir' | 'progress'>;
  rows: StepRows;
  language: FailureLanguage;
  log: Logger;
  /** Shorter in tests. */
  backoff?: readonly number[];
  away?: readonly number[];
  /** The step stands still, and for what; or it goes on. */
  onHold?: (name: string, hold: Hold | undefined) => Promise<void>;
};

/** Runs the steps of one recording: skips what is made, tries again what fails, and keeps the rows up to date. */
export function createStepRunner(options: Options): StepRunner {
  const { tools, rows, language, backoff = backoffMs, away = awayMs, onHold } = options;
  const { recordingId, signal } = tools;

  return async (step, input, after = []) => {
    const log = options.log.child({ step: step.name });
    const fingerprint = fingerprintOf(step, input, after, tools.files.work);

    const fail = async (error: unknown): Promise<never> => {
      await rows.fail(recordingId, step.name, describeFailure(step.name, error, language));
      throw new StepFailed(`Step ${step.name} failed`, { cause: error });
    };

    const made = await findMade<OutputOf<typeof step>>(step, fingerprint, tools.files.work);
    if (made) {
      await rows.done(recordingId, step.name);
      log.info('step skipped: made before');
      return made;
    }

    for (let failures = 0, looks = 0; ;) {
      signal.throwIfAborted();
      const start = await rows.start(recordingId, step.name);
      if (start > maxStarts) return fail(new Error(`The step was cut off ${maxStarts} times`));
      const progress = reportProgress((now) => rows.progress(recordingId, step.name, now), log);
      const stopWatching = ffmpegSettings.gate.watch((hold) => {
        onHold?.(step.name, hold).catch((error: unknown) =>
          log.warn({ err: error }, 'cannot store why a step stands still'),
        );
      });
      try {
        const result = await makeStep(step, input, fingerprint, {
          ...tools,
          log,
          progress: progress.report,
        });
        await progress.settled();
        await rows.done(recordingId, step.name);
        log.info({ start }, 'step done');
        return result;
      } catch (error) {
        await progress.settled();
        signal.throwIfAborted();
        if (isAway(error)) {
          const lookMs = away[Math.min(looks, away.length - 1)];
          looks += 1;
          log.warn({ err: error, lookMs }, 'something is away, waiting for it');
          await rows.wait(recordingId, step.name, describeFailure(step.name, error, language));
          // That may take long, and others can be processed meanwhile.
          if (error instanceof NotHandedOver) throw error;
          await delay(lookMs, undefined, { signal });
          continue;
        }
        const waitMs = backoff[failures];
        if (waitMs === undefined) {
          log.error({ err: error }, 'step failed for good');
          return await fail(error);
        }
        failures += 1;
        log.warn({ err: error, start, waitMs }, 'step failed, trying again');
        await delay(waitMs, undefined, { signal });
      } finally {
        stopWatching();
      }
    }
  };
}
