import path from 'node:path';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { createWatchdog } from '../../server/platform/watchdog.ts';
import { pauseProcess } from '../ffmpeg/pause-process.ts';
import { FromRemuxer, type ToRemuxer } from './remux-messages.ts';
import type { RecordingRemux, RemuxedRecording } from './remux-recording.ts';

/** A remuxing process that has read nothing for this long hangs: on a dead disk. */
const stallMs = 120_000;

type RemuxInChild = RecordingRemux & {
  /** Has it paused while live rooms are busy; returns how to leave. Default: it is never paused. */
  joinGate?: (work: { pause(): void; resume(): void }) => () => void;
  /** Shorter in tests. */
  stallMs?: number;
};

/**
 * `remuxRecording` in a process of its own, niced: hours of packets never hold up the event loop that live rooms share.
 * Aborting the signal kills it and rejects with the signal's reason, and so does a stall with its own. The files of a
 * killed run are kept where finished.
 */
export async function remuxInChild({
  files,
  outDir,
  sources,
  withRefused = false,
  signal,
  onProgress,
  log,
  ...options
}: RemuxInChild): Promise<RemuxedRecording> {
  signal.throwIfAborted();
  // Named on its command line, for whoever looks for what a killed runner left behind.
  const child = forkTypeScript(new URL('remux-child.ts', import.meta.url), [outDir]);
  const kill = (): void => void child.kill('SIGKILL');
  const limitMs = options.stallMs ?? stallMs;
  let stalled = (): void => undefined;
  const watchdog = createWatchdog(limitMs, () => stalled());
  watchdog.start();
  const leaveGate = options.joinGate?.(pauseProcess(child, watchdog));
  signal.addEventListener('abort', kill, { once: true });
  try {
    return await new Promise<RemuxedRecording>((resolve, reject) => {
      // Not by its exit: a process that waits for a dead disk cannot even be killed.
      stalled = () =>
        reject(new Error(`The remuxing process made no progress for ${limitMs / 1_000} s.`));
      child.once('error', reject);
      child.once('exit', (code, exitSignal) =>
        reject(
          new Error(`The remuxing process ended early (${exitSignal ?? code ?? 'unknown'}).`),
        ),
      );
      child.on('message', (raw) => {
        const message = FromRemuxer.parse(raw);
        watchdog.pat();
        if (message.type === 'progress') onProgress(message.fraction);
        else if (message.type === 'done') resolve(message.remuxed);
        else reject(new Error(message.reason));
      });
      const order: ToRemuxer = {
        recordingsDir: path.dirname(files.root),
        recordingId: path.basename(files.root),
        ...{ outDir, withRefused },
        ...(sources ? { sources } : {}),
      };
      child.send(order, (error) => {
        if (error) reject(error);
      });
      log.debug({ remuxPid: child.pid }, 'remuxing started');
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', kill);
    watchdog.stop();
    leaveGate?.();
    kill();
  }
}
