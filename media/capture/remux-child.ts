import { setPriority } from 'node:os';
import { createLog } from '../../server/platform/log.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import { ToRemuxer, type FromRemuxer } from './remux-messages.ts';
import { remuxRecording } from './remux-recording.ts';

/** The remuxing process: does one recording and ends. Started by remux-in-child.ts, and ends with whoever started it. */
const log = createLog('info').child({ process: 'remux' });
const abort = new AbortController();

/** Below every live room on this machine. */
setPriority(10);

function send(message: FromRemuxer): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}

async function run(raw: unknown): Promise<void> {
  const order = ToRemuxer.parse(raw);
  const { recordingsDir, recordingId, outDir, sources, withRefused } = order;
  let sentAt = 0;
  try {
    const remuxed = await remuxRecording({
      files: recordingFiles(recordingsDir, recordingId),
      ...{ outDir, withRefused },
      ...(sources ? { sources } : {}),
      signal: abort.signal,
      onProgress: (fraction) => {
        if (performance.now() - sentAt < 250) return;
        sentAt = performance.now();
        void send({ type: 'progress', fraction });
      },
      log: log.child({ recordingId }),
    });
    await send({ type: 'done', remuxed });
  } catch (error) {
    log.warn({ err: error, recordingId }, 'remuxing failed');
    await send({
      type: 'failed',
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  process.exit(0);
}

process.once('message', (raw) => void run(raw));
process.once('disconnect', () => process.exit(1));
