import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Logger } from '../../server/platform/log.ts';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import { FromSound, type SoundDone, type SoundWork, type ToSound } from './sound-messages.ts';

/** Those that wait for their work, by directory. */
const spares = new Map<string, ChildProcess>();

/**
 * Starts the process for a later makeSound: it takes half a second to be there. One that nobody comes for goes by itself, and
 * keeps nobody from ending.
 */
export function expectSound(dir: string): void {
  if (spares.has(dir)) return;
  const child = start(dir);
  child.unref();
  child.channel?.unref();
  spares.set(dir, child);
  const forget = (): void => {
    if (spares.get(dir) === child) spares.delete(dir);
  };
  child.once('exit', forget).once('error', forget);
}

/** Named on its command line, for whoever looks for what a killed runner left behind. */
const start = (dir: string): ChildProcess =>
  forkTypeScript(new URL('sound-child.ts', import.meta.url), [dir, ffmpegSettings.ffmpegPath]);

function take(dir: string): ChildProcess {
  const spare = spares.get(dir);
  if (!spare?.connected) return start(dir);
  spares.delete(dir);
  spare.ref();
  spare.channel?.ref();
  return spare;
}

/** It kills what it has started and goes. Longer than this it hangs. */
const endsWithinMs = 5_000;

type Tools = {
  signal: AbortSignal;
  log: Logger;
  /** Asked before anything that takes long. Throws when it is to be given up. */
  mayGoOn?: () => Promise<void>;
};

/**
 * Makes sound in a process of its own, niced: hours of levels, and the starting of dozens of ffmpeg, never hold up the
 * event loop that live rooms share. Rejects with the signal's reason, or with what `mayGoOn` threw, once the process and
 * all that it has started have ended.
 */
export async function makeSound<Work extends SoundWork>(
  work: Work,
  { signal, log, mayGoOn = () => Promise.resolve() }: Tools,
): Promise<SoundDone[Work['do']]> {
  signal.throwIfAborted();
  const child = take(work.dir);
  const ended = once(child, 'exit').catch(() => undefined);
  const tell = (message: ToSound): void => {
    if (child.connected) child.send(message);
  };
  const stop = (): void => {
    if (child.connected) child.disconnect();
  };
  const leaveGate = ffmpegSettings.gate.join({
    pause: () => tell({ type: 'rooms', areBusy: true }),
    resume: () => tell({ type: 'rooms', areBusy: false }),
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, exitSignal) =>
        reject(
          new Error(`The sound process ended early (${exitSignal ?? code ?? 'unknown'}).`),
        ),
      );
      child.on('message', (raw) => {
        const message = FromSound.parse(raw);
        if (message.type === 'done') resolve(message.made as SoundDone[Work['do']]);
        else if (message.type === 'failed') reject(new Error(message.reason));
        else mayGoOn().then(() => tell({ type: 'go on' }), reject);
      });
      tell({ type: 'work', work });
      log.debug({ soundPid: child.pid }, 'sound process started');
    });
  } catch (error) {
    stop();
    const given = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
    await ended;
    clearTimeout(given);
    // Of one that was killed itself.
    await killLeftBehind(work.dir);
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    leaveGate();
  }
}
