import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { Scope } from '../platform/scope.ts';
import { ToRecorder, type FromRecorder } from './messages.ts';
import { Recorder } from './recorder.ts';

/**
 * The recorder process. It lives as long as its channel to the hub: when the hub is gone, for whatever reason, it writes
 * what it has and ends.
 */
const log = createLog('info').child({ process: 'recorder' });
const scope = new Scope('recorder', log);
let recorder: Recorder | undefined;

function send(message: FromRecorder): void {
  // The channel may close under us; then there is nobody left to tell.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function handle(message: ToRecorder): Promise<void> {
  switch (message.type) {
    case 'start': {
      const { recordingsDir, reserveBytes } = message;
      recorder = await Recorder.open({
        recordingsDir,
        reserveBytes,
        send,
        clock: systemClock,
        log,
        scope,
      });
      send({ type: 'ready', port: recorder.port });
      break;
    }
    case 'take.open':
      recorder?.openTake(message.dir, message.take);
      break;
    case 'take.close':
      await recorder?.endTake(message.takeId);
      break;
    case 'take.paused':
      recorder?.setPaused(message.takeId, message.paused);
      break;
  }
}

process.on('message', (raw) => {
  const parsed = ToRecorder.safeParse(raw);
  if (!parsed.success) {
    log.error({ err: parsed.error }, 'message not understood');
    return;
  }
  const message = parsed.data;
  const request = 'request' in message ? message.request : undefined;
  handle(message).then(
    () => {
      if (request !== undefined) send({ type: 'done', request });
    },
    (error: unknown) => {
      log.error({ err: error, message: message.type }, 'message failed');
      if (request !== undefined) send({ type: 'failed', request, reason: String(error) });
    },
  );
});

process.on('disconnect', () => {
  void scope.close('the hub is gone').then(() => process.exit(0));
});

// A terminal sends these to every process of the group. The hub decides when recording ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
