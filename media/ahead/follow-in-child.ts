import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { createWatchdog } from '../../server/platform/watchdog.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { pauseProcess } from '../ffmpeg/pause-process.ts';
import type { Chunk } from '../plan/chunk-plan.ts';
import {
  FromFollower,
  type FollowDone,
  type Followed,
  type FollowWork,
  type ToFollower,
} from './follow-messages.ts';
import type { PlannedAhead } from './plan-ahead.ts';

/** One that has read nothing for this long hangs: on a dead disk. */
const stallMs = 120_000;

/**
 * Follows a recording in a process of its own, niced: hours of packets, and of decisions about them, never hold up the
 * event loop that live rooms share. One question at a time. When one fails, or the signal aborts, the process is gone, and
 * with it what it knew: the next question begins from the start.
 */
export class FollowerInChild {
  readonly #files: ReturnType<typeof recordingFiles>;
  readonly #signal: AbortSignal;
  #child: ChildProcess | undefined;

  constructor(files: ReturnType<typeof recordingFiles>, signal: AbortSignal) {
    this.#files = files;
    this.#signal = signal;
  }

  /** Reads on. Null before the first `record.on`. */
  advance(): Promise<Followed | null> {
    return this.#ask({ do: 'advance' });
  }

  /** See planAhead. Of the recording as it was at the last advance. */
  plan(planned: PlannedAhead): Promise<Chunk[]> {
    return this.#ask({ do: 'plan', ...planned });
  }

  /** Resolves when nothing works on the recording any more. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  #start(): ChildProcess {
    // Named on its command line, for whoever looks for what a killed runner left behind.
    const outDir = this.#files.ahead;
    const child = forkTypeScript(new URL('follow-child.ts', import.meta.url), [outDir]);
    const { root } = this.#files;
    const [recordingsDir, recordingId] = [path.dirname(root), path.basename(root)];
    tell(child, { type: 'follow', recordingsDir, recordingId, outDir });
    this.#child = child;
    // Also between two questions: it is not asked any more then.
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }

  async #ask<Work extends FollowWork>(work: Work): Promise<FollowDone[Work['do']]> {
    this.#signal.throwIfAborted();
    const child = this.#child ?? this.#start();
    const watchdog = createWatchdog(stallMs, () => child.kill('SIGKILL'));
    watchdog.start();
    const leaveGate = ffmpegSettings.gate.join(pauseProcess(child, watchdog));
    let forget = (): void => undefined;
    try {
      return await new Promise((resolve, reject) => {
        const onAbort = (): void => reject(toError(this.#signal));
        const onExit = (code: number | null, exitSignal: string | null): void =>
          reject(
            new Error(`The following process ended early (${exitSignal ?? code ?? '?'}).`),
          );
        const onMessage = (raw: unknown): void => {
          const message = FromFollower.parse(raw);
          watchdog.pat();
          if (message.type === 'done') resolve(message.made as FollowDone[Work['do']]);
          else if (message.type === 'failed') reject(new Error(message.reason));
        };
        this.#signal.addEventListener('abort', onAbort);
        child.on('error', reject).on('exit', onExit).on('message', onMessage);
        forget = () => {
          this.#signal.removeEventListener('abort', onAbort);
          child.off('error', reject).off('exit', onExit).off('message', onMessage);
        };
        tell(child, { type: 'work', work });
      });
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      forget();
      watchdog.stop();
      leaveGate();
    }
  }
}

const toError = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new Error(String(reason));

function tell(child: ChildProcess, message: ToFollower): void {
  if (child.connected) child.send(message);
}
