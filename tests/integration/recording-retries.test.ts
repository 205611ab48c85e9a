import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';

/** A recording that cannot be begun, as on a disk that takes nothing. */

/** A little longer than the time between two tries. */
const aTryMs = 4_500;
let hub: RoomHub;

beforeAll(async () => {
  hub = await openRoomHub({
    plane: new FakeMediaPlane(),
    setUpRecorder: (recorder) => void recorder.failing.add('goLive'),
  });
});
afterAll(() => hub.close());

const starts = (sessionId: string): number =>
  hub.recorder(sessionId).told.filter((call) => call === 'goLive').length;

/** From now on it can be. */
async function expectBegunOnce(sessionId: string): Promise<void> {
  const before = starts(sessionId);
  hub.recorder(sessionId).failing.clear();
  await expect.poll(() => starts(sessionId), { timeout: 2 * aTryMs }).toBe(before + 1);
  await delay(aTryMs);
  expect(starts(sessionId)).toBe(before + 1);
}

test('goes on by itself once it can be, after going live as after a restart of the hub, and begins once', async () => {
  const scheduled = await hub.openRoom();
  await scheduled.host.request('session:go-live', {});
  const resumed = await hub.openRoom('live');
  expect([scheduled, resumed].map(({ sessionId }) => starts(sessionId))).toEqual([1, 1]);
  await expect.poll(() => starts(resumed.sessionId), { timeout: 3 * aTryMs }).toBe(3);
  await Promise.all([scheduled, resumed].map((one) => expectBegunOnce(one.sessionId)));
  expect(await resumed.host.refusal('session:go-live', {})).toBe('conflict');
}, 60_000);

test('is not begun once its session has ended', async () => {
  const { host, sessionId } = await hub.openRoom();
  await host.request('session:go-live', {});
  await host.request('session:end', {});
  hub.recorder(sessionId).failing.clear();
  await delay(aTryMs);
  expect(starts(sessionId)).toBe(1);
}, 30_000);
