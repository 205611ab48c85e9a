import type { ChildProcess } from 'node:child_process';
import { forkTypeScript } from '../platform/fork-typescript.ts';
import type { Logger } from '../platform/log.ts';
import { createWatchdog } from '../platform/watchdog.ts';
import { FromRecorder, type ToRecorder } from './messages.ts';

type Request = Extract<ToRecorder, { request: number }>;
type WithoutNumber<R> = R extends Request ? Omit<R, 'request'> : never;
type Notice = Exclude<FromRecorder, { request: number } | { type: 'ready' }>;

const startWithinMs = 20_000;
const answerWithinMs = 3_000;
/** It reports each second. One that has said nothing for this long hangs, and another does better. */
const hangsAfterMs = 5_000;
const endWithinMs = 5_000;

/** One recorder process, as the hub sees it. */
export class RecorderProcess {
  readonly #child: ChildProcess;
  readonly #log: Logger;
  readonly #waiting = new Map<number, (failure?: Error) => void>();
  #watchdog: ReturnType<typeof createWatchdog>;
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;
  #nextRequest = 0;
  #isAlive = true;
  #port = 0;
  onNotice: (notice: Notice) => void = () => undefined;

  private constructor(log: Logger) {
    this.#child = forkTypeScript(new URL('main.ts', import.meta.url));
    this.#log = log.child({ recorderPid: this.#child.pid });
    this.#watchdog = this.#watch(startWithinMs);
    this.gone = new Promise((resolve) => {
      const end = (): void => {
        this.#ended();
        resolve();
      };
      this.#child.once('exit', end);
      this.#child.once('error', end);
    });
  }

  /** Starts a process. Rejects when it ends before it is ready. */
  static async start(options: {
    recordingsDir: string;
    reserveBytes: number;
    log: Logger;
  }): Promise<RecorderProcess> {
    const { recordingsDir, reserveBytes, log } = options;
    const recorder = new RecorderProcess(log);
    const ready = new Promise<void>((resolve) => {
      recorder.#child.on('message', (raw) => recorder.#receive(raw, resolve));
    });
    recorder.#send({ type: 'start', recordingsDir, reserveBytes });
    await Promise.race([ready, recorder.gone]);
    if (!recorder.isAlive) throw new Error('The recorder process did not start.');
    recorder.#log.info({ port: recorder.port }, 'recorder process ready');
    return recorder;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves when it is done; rejects when it refuses or ends, and when it does not answer, unless it `mayLast`. */
  request(message: WithoutNumber<Request>, { mayLast = false } = {}): Promise<void> {
    const request = this.#nextRequest;
    this.#nextRequest += 1;
    return new Promise((resolve, reject) => {
      const answer = (failure?: Error): void => {
        late.stop();
        this.#waiting.delete(request);
        if (failure) reject(failure);
        else resolve();
      };
      const late = createWatchdog(answerWithinMs, () =>
        answer(new Error(`The recorder did not answer ${message.type}.`)),
      );
      if (!mayLast) late.start();
      this.#waiting.set(request, answer);
      if (this.#isAlive) this.#send({ ...message, request });
      else answer(new Error('The recorder process has ended.'));
    });
  }

  setPaused(takeId: string, paused: boolean): void {
    this.#send({ type: 'take.paused', takeId, paused });
  }

  /** Lets it write what it has and waits for its end. */
  async stop(): Promise<void> {
    if (!this.#isAlive) return;
    const force = createWatchdog(endWithinMs, () => this.#child.kill('SIGKILL'));
    force.start();
    if (this.#child.connected) this.#child.disconnect();
    await this.gone;
    force.stop();
  }

  #send(message: ToRecorder): void {
    // It may have died a moment ago: then `gone` says so to whoever waits.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(raw: unknown, onReady: () => void): void {
    const parsed = FromRecorder.safeParse(raw);
    if (!parsed.success) {
      this.#log.error({ err: parsed.error }, 'recorder message not understood');
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'ready':
        this.#port = message.port;
        this.#watchdog.stop();
        this.#watchdog = this.#watch(hangsAfterMs);
        onReady();
        break;
      case 'done':
        this.#waiting.get(message.request)?.();
        break;
      case 'failed':
        this.#waiting.get(message.request)?.(new Error(message.reason));
        break;
      case 'stats':
        this.#watchdog.pat();
        this.onNotice(message);
        break;
      case 'need-key':
        this.onNotice(message);
        break;
    }
  }

  #watch(limitMs: number): ReturnType<typeof createWatchdog> {
    const watchdog = createWatchdog(limitMs, () => {
      this.#log.error('recorder says nothing, killed');
      this.#child.kill('SIGKILL');
    });
    watchdog.start();
    return watchdog;
  }

  #ended(): void {
    this.#isAlive = false;
    this.#watchdog.stop();
    for (const answer of [...this.#waiting.values()]) {
      answer(new Error('The recorder process has ended.'));
    }
  }
}
