import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../server/platform/log.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import { clearMade } from '../steps/begin-anew.ts';
import { bytesIn } from '../steps/bytes-in.ts';
import type { DiskRoom } from './disk-room.ts';
import type { StepTools } from './step.ts';

/** Why a run does not begin, and how many bytes more must be free. `gave-way`: it had begun, and made way. */
export type Lack = { why: 'no-room' | 'gave-way'; bytes: number };

type Options = {
  disk: DiskRoom;
  files: Pick<StepTools['files'], 'takes' | 'work'>;
  signal: AbortSignal;
  log: Logger;
  /** Told again each second while it does not begin; undefined once it does after all. */
  onLack: (lack: Lack | undefined) => Promise<void>;
};

const lookMs = 1_000;
const squeezedMs = 500;

/**
 * Runs `make` once the disk has room for what it is sure to write: each take once more, remuxed. Where a live recording
 * is about to lose pictures meanwhile, `make` is stopped, all that it made is deleted, and it begins anew when there
 * is room for twice as much, or no room is live. Rejects with the signal's reason, or as `make` does.
 */
export async function makeInRoom<Made>(
  make: (signal: AbortSignal) => Promise<Made>,
  { disk, files, signal, log, onLack }: Options,
): Promise<Made> {
  const leastBytes = (await bytesIn(files.takes)) - (await bytesIn(files.work));
  let gaveBytes: number | undefined;
  const lack = (): Lack | undefined => {
    const needed = disk.isLive() ? Math.max(leastBytes, 2 * (gaveBytes ?? 0)) : leastBytes;
    const bytes = Math.max(0, needed) - disk.spareBytes();
    return bytes > 0
      ? { why: gaveBytes === undefined ? 'no-room' : 'gave-way', bytes }
      : undefined;
  };

  for (;;) {
    for (let told = false; ;) {
      signal.throwIfAborted();
      const now = lack();
      if (now || told) await onLack(now);
      if (!now) break;
      told = true;
      await delay(lookMs, undefined, { signal });
    }
    const control = new AbortController();
    const isSqueezed = (): boolean => control.signal.aborted && !signal.aborted;
    const follow = (): void => control.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    const timer = setInterval(() => {
      if (disk.isSqueezed()) control.abort(new Error('A live recording needs the disk.'));
    }, squeezedMs);
    try {
      return await make(control.signal);
    } catch (error) {
      if (!isSqueezed()) throw error;
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', follow);
    }
    await killLeftBehind(files.work);
    gaveBytes = await bytesIn(files.work);
    await clearMade(files);
    log.warn({ gaveBytes }, 'what was made gave way to a live recording');
  }
}
