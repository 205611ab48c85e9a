import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';

/** A session that is live as far as the database knows, while its recording has come to its end. */

const code = 'over';
let hub: RoomHub;
let sessionId: string;
beforeEach(async () => {
  hub = await openRoomHub({
    plane: new FakeMediaPlane(),
    setUpRecorder: (recorder) => (recorder.refusal = 'recording-over'),
  });
  ({ sessionId } = hub.sessions.add(code, 'live'));
});
afterEach(() => hub.close());

test('ends with its recording as soon as somebody comes back', async () => {
  const host = await hub.connect({ cookie: 'person=rina' });
  expect(await host.refusal('lobby:enter', { code, tabId: host.tabId })).toBe('gone');
  expect(hub.sessions.stored.get(sessionId)?.state).toBe('ended');
});

test('goes on where it cannot be ended, and its hosts read why, and that they are to end it', async () => {
  const { markEnded } = hub.sessions;
  hub.sessions.markEnded = () => Promise.reject(new Error('The database is away.'));
  const host = await hub.enterAs('host', code);
  const { recording } = await host.join('Rina');
  expect(recording).toMatchObject({ state: 'off', troubles: ['recording-over'] });
  expect((await (await hub.enterAs('listener', code)).join('Budi')).recording.troubles).toEqual(
    [],
  );
  expect(await host.refusal('session:go-live', {})).toBe('gone');
  hub.sessions.markEnded = markEnded;
  await host.request('session:end', {});
  expect(hub.sessions.stored.get(sessionId)?.state).toBe('ended');
});
