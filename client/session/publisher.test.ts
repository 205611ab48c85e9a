import { beforeEach, expect, test } from 'vitest';
import {
  openTestSession,
  settled,
  track,
  type TestSession,
} from '../../tests/support/test-session.ts';
import { SessionError } from './session-error.ts';

/** What a session sends: told to the hub, refused by it, sent anew. */

let hub: TestSession['hub'];
let session: TestSession['session'];
let joined: TestSession['joined'];
let onStage: TestSession['onStage'];

beforeEach(() => {
  ({ hub, session, joined, onStage } = openTestSession());
});

test('muting while the socket is away is told after joining again', async () => {
  await onStage();
  hub.cut();
  await session.publisher.pause('microphone', { release: false });
  expect(session.snapshot.sending.get('microphone')?.paused).toBe(true);

  hub.connect();
  await settled();
  expect(hub.asked).toContain('producer:pause p1');
});

test('a mute is at once, and the last of several quick presses counts', async () => {
  await onStage();
  const camera = session.publisher.publish('camera', track('video'));
  const presses = [
    session.publisher.pause('microphone', { release: false }),
    session.publisher.resume('microphone'),
    session.publisher.pause('microphone', { release: false }),
  ];
  expect(session.snapshot.sending.get('microphone')?.paused).toBe(true);
  await Promise.all([camera, ...presses]);
  const told = hub.asked.filter((one) => /^producer:(pause|resume)/.test(one));
  expect(told.at(-1)).toBe('producer:pause p1');
});

test('what the hub refuses is not shown as sent', async () => {
  await joined('speaker');
  await session.enterStage(true);
  hub.refusals.set('producer:open', new SessionError('consent-needed', 'answer first'));
  await expect(session.publisher.publish('microphone', track())).rejects.toThrow();
  expect(session.snapshot.sending.has('microphone')).toBe(false);
});

test('muted while it is being opened, a microphone is muted when it is open', async () => {
  await joined('speaker');
  await session.enterStage(true);
  const voice = track();
  const opening = session.publisher.publish('microphone', voice);
  await Promise.resolve();
  const muting = session.publisher.pause('microphone', { release: false });
  await Promise.all([opening, muting]);
  expect(voice.enabled).toBe(false);
  expect(session.snapshot.sending.get('microphone')?.paused).toBe(true);
});

test('when cameras are to be sent in another way, the camera is sent anew, and nothing else', async () => {
  await onStage();
  await session.publisher.publish('camera', track('video'));
  await settled();
  hub.asked.length = 0;
  hub.tell({ name: 'session:changed', notice: { ...hub.session, broadcast: true } });
  await settled();
  expect(hub.asked).toEqual(['producer:close p2', 'producer:open camera']);
  hub.tell({ name: 'session:changed', notice: { ...hub.session, broadcast: true } });
  await settled();
  expect(hub.asked).toHaveLength(2);
});

test('transports that the hub lost are replaced and everything is published again', async () => {
  await onStage();
  hub.cut();
  hub.kept.clear();
  hub.producers = [];
  hub.connect();
  await settled();
  expect(hub.count('producer:open')).toBe(2);
  expect(session.snapshot.sending.get('microphone')?.producerId).toBe('p2');
});
