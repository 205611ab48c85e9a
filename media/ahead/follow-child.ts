import { setPriority } from 'node:os';
import { createLog } from '../../server/platform/log.ts';
import { RecordingFollower, type FollowedRecording } from '../capture/follow-recording.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import {
  ToFollower,
  type FollowDone,
  type FollowWork,
  type FromFollower,
} from './follow-messages.ts';
import { planAhead } from './plan-ahead.ts';

/**
 * The process that follows a recording while its session is live, as long as that lasts: what it has read it keeps. Started
 * by follow-in-child.ts, and ends with whoever started it.
 */
const log = createLog('info').child({ process: 'follow' });
/** Nobody waits for it. */
const idle = 19;
const tellsEachMs = 1_000;

let follower: RecordingFollower | undefined;
let recording: FollowedRecording | undefined;
let toldAt = 0;

function send(message: FromFollower): void {
  if (process.connected) process.send?.(message);
}

function tellReading(): void {
  if (performance.now() - toldAt < tellsEachMs) return;
  toldAt = performance.now();
  send({ type: 'reading' });
}

async function make(work: FollowWork): Promise<FollowDone[keyof FollowDone]> {
  if (work.do === 'plan') return recording ? planAhead(recording, work) : [];
  recording = await follower?.advance();
  if (!recording) return null;
  const { settledMs, takes } = recording;
  return { settledMs, takes };
}

async function run(work: FollowWork): Promise<void> {
  try {
    send({ type: 'done', made: await make(work) });
  } catch (error) {
    log.warn({ err: error, do: work.do }, 'not followed');
    send({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

setPriority(idle);
process.on('message', (raw) => {
  const message = ToFollower.parse(raw);
  if (message.type === 'work') {
    void run(message.work);
    return;
  }
  const { recordingsDir, recordingId, outDir } = message;
  const files = recordingFiles(recordingsDir, recordingId);
  follower = new RecordingFollower({ files, outDir, onBlock: tellReading });
});
process.once('disconnect', () => process.exit(1));
