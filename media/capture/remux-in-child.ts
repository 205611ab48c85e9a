import path from 'node:path';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { FromRemuxer, type ToRemuxer } from './remux-messages.ts';
import type { RecordingRemux, RemuxedRecording } from './remux-recording.ts';

/**
 * `remuxRecording` in a process of its own, niced: hours of packets never hold up the event loop that live rooms share.
 * Aborting the signal kills it and rejects with the signal's reason. The files of a killed run are kept where finished.
 */
export async function remuxInChild({
  files,
  outDir,
  kinds,
  signal,
  onProgress,
  log,
}: RecordingRemux): Promise<RemuxedRecording> {
  signal.throwIfAborted();
  const child = forkTypeScript(new URL('remux-child.ts', import.meta.url));
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  try {
    return await new Promise<RemuxedRecording>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, exitSignal) =>
        reject(
          new Error(`The remuxing process ended early (${exitSignal ?? code ?? 'unknown'}).`),
        ),
      );
      child.on('message', (raw) => {
        const message = FromRemuxer.parse(raw);
        if (message.type === 'progress') onProgress(message.fraction);
        else if (message.type === 'done') resolve(message.remuxed);
        else reject(new Error(message.reason));
      });
      const order: ToRemuxer = {
        recordingsDir: path.dirname(files.root),
        recordingId: path.basename(files.root),
        outDir,
        ...(kinds ? { kinds } : {}),
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
    kill();
  }
}
