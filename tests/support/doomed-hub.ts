import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { loadFlashMedia } from './flash-media.ts';
import { monoUs, RecordedRoom, until } from './recorded-room.ts';
import { openTestRecordings } from './test-recordings.ts';

/**
 * A hub that records one person for ever, to be killed. Started with a channel; it is told the recordings directory and
 * answers with what the killer needs to know once three seconds are recorded.
 */
export type DoomedHubReport = {
  startUs: number;
  recorderPid: number | undefined;
};

process.once('message', (recordingsDir: string) => void record(recordingsDir));

async function record(recordingsDir: string): Promise<void> {
  const scope = new Scope('doomed', silentLog);
  const recordings = await openTestRecordings(scope, recordingsDir);
  const recorder = recordings.openRoomRecorder({ sessionId: 'doomed', title: 'Doomed' });
  const media = await loadFlashMedia();
  const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
  const ani = await room.enter('ani');
  await ani.consent(true);
  const startUs = monoUs();
  await ani.send('opus', startUs);
  await ani.send('vp8', startUs);
  await recorder.goLive();
  await until(startUs + 3_500_000);
  const report: DoomedHubReport = { startUs, recorderPid: recordings.recorder.pid };
  process.send?.(report);
}
