import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { RecorderListener, TakeRecorder, TakeSpec } from '../recordings/take-recorder.ts';
import { RecorderProcess } from './recorder-process.ts';

/** Before each further try to start a process, while they keep failing. */
const backoffMs = [0, 250, 1_000, 4_000, 10_000];
/** A process that lived this long failed for a reason of its own: count from the beginning. */
const provenAfterMs = 30_000;

/** A new spare waits this long after a loss: starting it takes a core that the takes need to go on. */
const calmMs = 3_000;

type Options = { recordingsDir: string; reserveBytes: number; log: Logger; scope: Scope };

/**
 * Keeps a recorder process running, and a second one ready beside it: starting one takes most of a second, and nobody
 * should be missing a second of what a person said. Resolves when the first is there; rejects when it cannot start.
 */
export async function superviseRecorder(options: Options): Promise<SupervisedRecorder> {
  // Of its own, so that a process that replaced another does not close before what it records.
  const scope = options.scope.child('recorder');
  const recorder = new SupervisedRecorder({ ...options, scope });
  await recorder.start();
  return recorder;
}

export class SupervisedRecorder implements TakeRecorder {
  readonly #options: Options;
  readonly #listeners = new Set<RecorderListener>();
  #active: RecorderProcess | undefined;
  #spare: Promise<RecorderProcess> | undefined;
  #failures = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#promote(await this.#launch());
    this.#prepareSpare();
  }

  get port(): number | undefined {
    return this.#active?.port;
  }

  /** Of the process that records now. */
  get pid(): number | undefined {
    return this.#active?.pid;
  }

  async openTake(dir: string, take: TakeSpec): Promise<void> {
    if (!this.#active) throw new Error('There is no recorder process at the moment.');
    await this.#active.request({ type: 'take.open', dir, take });
  }

  async closeTake(takeId: string): Promise<void> {
    const closed = this.#active?.request({ type: 'take.close', takeId }, { mayLast: true });
    await closed?.catch((error: unknown) => {
      this.#options.log.warn({ err: error, takeId }, 'recorder did not close a take');
    });
  }

  setPaused(takeId: string, paused: boolean): void {
    this.#active?.setPaused(takeId, paused);
  }

  listen(listener: RecorderListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #launch(): Promise<RecorderProcess> {
    const { scope } = this.#options;
    const recorder = await RecorderProcess.start(this.#options);
    const forget = scope.defer('recorder process', () => recorder.stop());
    void recorder.gone.then(forget);
    return recorder;
  }

  #promote(recorder: RecorderProcess): void {
    this.#active = recorder;
    recorder.onNotice = (notice) => {
      for (const listener of this.#listeners) {
        if (notice.type === 'stats') listener.stats?.(notice);
        else listener.needKey?.(notice.takeId, notice.reason);
      }
    };
    const since = Date.now();
    void recorder.gone.then(() => {
      if (Date.now() - since > provenAfterMs) this.#failures = 0;
      return this.#replace();
    });
    for (const listener of this.#listeners) listener.ready?.();
  }

  async #replace(): Promise<void> {
    const { log, scope } = this.#options;
    this.#active = undefined;
    if (scope.closed) return;
    log.error('recorder process died');
    for (const listener of this.#listeners) listener.lost?.();

    const next = await this.#nextProcess();
    if (!next || isClosing(scope)) return;
    this.#promote(next);
    scope.after('spare recorder', calmMs, () => this.#prepareSpare());
  }

  /** The spare one, or the first that can be started. Undefined when we are closing. */
  async #nextProcess(): Promise<RecorderProcess | undefined> {
    while (!this.#options.scope.closed) {
      this.#spare ??= this.#launchLater();
      const spare = await this.#spare.catch(() => undefined);
      this.#spare = undefined;
      if (spare?.isAlive) return spare;
    }
    return undefined;
  }

  #prepareSpare(): void {
    if (this.#spare) return;
    this.#spare = this.#launchLater();
    // Whoever needs it hears of a failure then.
    this.#spare.catch(() => undefined);
  }

  async #launchLater(): Promise<RecorderProcess> {
    const { log, scope } = this.#options;
    const waitMs = backoffMs[Math.min(this.#failures, backoffMs.length - 1)] ?? 0;
    this.#failures += 1;
    await delay(waitMs, undefined, { signal: scope.signal });
    try {
      return await this.#launch();
    } catch (error) {
      if (!scope.closed) log.error({ err: error }, 'recorder process did not start');
      throw error;
    }
  }
}

/** As a function, since it may have changed while we waited. */
const isClosing = (scope: Scope): boolean => scope.closed;
