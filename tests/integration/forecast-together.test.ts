import { afterAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { RecordedSession } from '../../server/recordings/room-recorder.ts';
import { openTestRecordings } from '../support/test-recordings.ts';

/** What hosts are told of the disk while others fill it as well. */

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('done'));

const ours = { plannedMinutes: 1, people: 2, pastMinutes: 0 };
/** More than any disk has. */
const theirs = () => Promise.resolve({ plannedMinutes: 1e9, people: 2, pastMinutes: 0 });

test('what a session that is on air still needs is not there for another, until it has ended', async () => {
  const recordings = await openTestRecordings(scope);
  const open = (sessionId: string, more: Pick<RecordedSession, 'practiceOf'> = {}) =>
    recordings.openRoomRecorder({ sessionId, title: 'T', ...more }, theirs);
  const mine = open('mine');
  const alone = { isEnough: true, others: 0 };
  expect(await mine.forecast(ours)).toMatchObject(alone);

  const other = open('other');
  await other.goLive();
  expect(await mine.forecast(ours)).toMatchObject({ isEnough: false, others: 1 });
  // Not for itself, on air or not.
  expect(await other.forecast(ours)).toMatchObject(alone);
  await mine.goLive();
  expect(await mine.forecast(ours)).toMatchObject({ isEnough: false, others: 1 });
  await other.end();
  expect(await mine.forecast(ours)).toMatchObject(alone);

  await open('practice', { practiceOf: { sessionId: 'mine', code: 'mine' } }).goLive();
  expect(await mine.forecast(ours)).toMatchObject(alone);
});
