import { beforeEach, expect, test } from 'vitest';
import {
  openTestSession,
  settled,
  type TestSession,
} from '../../tests/support/test-session.ts';
import { SessionError } from './session-error.ts';

let hub: TestSession['hub'];
let session: TestSession['session'];
let joined: TestSession['joined'];
let onStage: TestSession['onStage'];

beforeEach(() => {
  ({ hub, session, joined, onStage } = openTestSession());
});

test('the click on Masuk asks one thing, and hears what is there at once', async () => {
  hub.consumers = [hub.consumer('rina-mic')];
  session.enter();
  await settled();
  expect(hub.asked).toEqual(['lobby:enter', 'lobby:prepare', 'transport:connect']);
  expect(session.snapshot.phase).toBe('lobby');
  // Connected, and nothing of it heard or shown before the click.
  expect(session.snapshot.tracks.size).toBe(0);

  await session.join('');
  await settled();
  expect(hub.asked.slice(3)).toEqual(['room:join']);
  expect(session.snapshot.phase).toBe('joined');
  expect([...session.snapshot.tracks.keys()]).toEqual(['rina-mic']);
});

test('who is kept out by a lock waits, asks no more, and comes in by itself once it is opened', async () => {
  hub.refusals.set('room:join', new SessionError('locked', 'locked'));
  hub.session.lockedAt = '2026-11-28T12:40:00Z';
  await joined();
  expect(session.snapshot.phase).toBe('waiting');
  hub.tell({ name: 'session:changed', notice: { ...hub.session, title: 'Baru' } });
  await settled();
  expect(hub.count('room:join')).toBe(1);

  hub.refusals.clear();
  delete hub.session.lockedAt;
  hub.tell({ name: 'session:changed', notice: hub.session });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
});

test('who came to the lobby early is made ready when it goes live', async () => {
  hub.session.state = 'scheduled';
  hub.consumers = [hub.consumer('rina-mic')];
  session.enter();
  await settled();
  expect(hub.count('lobby:prepare')).toBe(0);

  hub.session.state = 'live';
  hub.tell({ name: 'session:changed', notice: hub.session });
  await settled();
  expect(hub.asked.slice(1)).toEqual(['lobby:prepare', 'transport:connect']);
  expect(session.snapshot).toMatchObject({ phase: 'lobby', problem: undefined });
});

test('a click before the lobby is ready, or on a hub that does not make it ready, comes in all the same', async () => {
  hub.consumers = [hub.consumer('rina-mic')];
  hub.refusals.set('lobby:prepare', new SessionError('internal', 'no'));
  await joined();
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: undefined });
  expect([...session.snapshot.tracks.keys()]).toEqual(['rina-mic']);
  expect(hub.asked).toContain('consumer:resume');
});

test('what ended between lobby and click is not held, what began is', async () => {
  hub.consumers = [hub.consumer('rina-mic')];
  session.enter();
  await settled();
  hub.consumers = [hub.consumer('budi-mic')];
  await session.join('');
  await settled();
  expect([...session.snapshot.tracks.keys()]).toEqual(['budi-mic']);
});

test('a listener who is early comes in by itself when it goes live', async () => {
  hub.session.state = 'scheduled';
  await joined();
  expect(session.snapshot.phase).toBe('waiting');
  expect(hub.count('room:join')).toBe(0);

  hub.session.state = 'live';
  hub.tell({ name: 'session:changed', notice: hub.session });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
});

test('a lost socket comes back into the same room over the same transports', async () => {
  await onStage();
  const { sending } = session.snapshot;
  hub.cut();
  expect(session.snapshot).toMatchObject({ phase: 'joined', link: 'down' });

  hub.connect();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'joined', link: 'up' });
  expect(hub.count('room:join')).toBe(2);
  expect(hub.count('producer:open')).toBe(1);
  expect(session.snapshot.sending.get('microphone')).toEqual(sending.get('microphone'));
});

test('a receive transport that the hub lost is replaced; what is sent goes on over the other', async () => {
  await onStage();
  const [transportId = ''] = hub.kept;
  hub.kept.delete(transportId);
  hub.tell({ name: 'transport:lost', notice: { transportId } });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
  expect(hub.count('room:join')).toBe(2);
  expect(hub.count('producer:open')).toBe(1);
  // Told again, of what is no longer here: nothing to do.
  hub.tell({ name: 'transport:lost', notice: { transportId } });
  await settled();
  expect(hub.count('room:join')).toBe(2);
});

test('a moved room is rejoined and republished without being asked', async () => {
  await onStage();
  hub.kept.clear();
  hub.producers = [];
  hub.tell({ name: 'room:moved', notice: {} });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
  expect(hub.openSockets).toBe(1);
  expect(hub.asked.filter((name) => name === 'producer:open microphone')).toHaveLength(2);
});

test('a seat that was given up is taken again, with the same answer about recording', async () => {
  await onStage();
  hub.cut();
  hub.kept.clear();
  hub.producers = [];
  hub.you = { ...hub.you, onStage: false };
  hub.connect();
  await settled();
  expect(hub.count('recording:consent')).toBe(2);
  expect(hub.count('stage:enter')).toBe(2);
  expect(session.snapshot.sending.get('microphone')?.producerId).toBe('p2');
});

test.each([true, undefined])(
  'a no that nobody confirmed is said again to a hub that knows %s, and not the yes before it',
  async (recordingConsent) => {
    await onStage();
    hub.refusals.set('recording:consent', new SessionError('no-answer', 'it died'));
    await expect(session.answerConsent(false)).rejects.toThrow('it died');
    hub.refusals.clear();
    hub.cut();
    hub.you = { ...hub.you, ...(recordingConsent ? { recordingConsent } : {}) };
    hub.connect();
    await settled();
    expect(hub.consents).toEqual([true, false]);
  },
);

test('when the stage filled up meanwhile, listening goes on', async () => {
  await onStage();
  hub.cut();
  hub.kept.clear();
  hub.you = { ...hub.you, onStage: false };
  hub.refusals.set('stage:enter', new SessionError('stage-full', 'six'));
  hub.connect();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: 'stage-full' });
  expect(session.snapshot.sending.size).toBe(0);
});

test('sent back to the audience, one sends nothing any more and goes on listening', async () => {
  await onStage();
  let lost = 0;
  session.stageLost.add(() => (lost += 1));
  hub.you = { ...hub.you, role: 'listener', onStage: false };
  hub.tell({ name: 'stage:left', notice: { byName: 'Rina' } });
  expect(session.snapshot).toMatchObject({ phase: 'joined', sending: new Map() });
  expect(lost).toBe(1);

  hub.cut();
  hub.connect();
  await settled();
  expect(hub.count('stage:enter')).toBe(1);
});

test('sent back while the line was broken, one does not ask for the stage again', async () => {
  await onStage();
  hub.cut();
  hub.you = { ...hub.you, role: 'listener', onStage: false };
  hub.connect();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: undefined });
  expect(session.snapshot.sending.size).toBe(0);
  expect(hub.count('stage:enter')).toBe(1);
});

test('another data mode is told at once in the room, and again on every way back', async () => {
  await joined();
  session.chooseDataMode('sound');
  await settled();
  expect(hub.asked.at(-1)).toBe('reception:choose');
  expect(session.snapshot.dataMode).toBe('sound');

  hub.cut();
  session.chooseDataMode('light');
  hub.connect();
  await settled();
  expect(hub.receptions).toEqual([
    { dataMode: 'full', isSmallScreen: true },
    { dataMode: 'light', isSmallScreen: true },
  ]);
});

test('what the hub may not have heard of the pictures is told again on the way back', async () => {
  hub.consumers = [hub.consumer('rina-face', 'video/VP8')];
  await joined();
  session.receiver.shownAt('rina-face', 'camera', 180);
  session.receiver.wantPictures(false);
  hub.cut();
  session.receiver.wantPictures(true);
  hub.asked.length = 0;
  hub.connect();
  await settled();
  expect(hub.asked).toContain('consumer:resume');
  expect(hub.asked).toContain('consumer:prefer');
});

test('a taken seat is quiet, and can be taken back', async () => {
  await joined();
  hub.tell({ name: 'seat:taken', notice: {} });
  expect(session.snapshot.phase).toBe('taken');
  await settled();
  expect(hub.openSockets).toBe(1);

  session.enterAgain();
  await settled();
  expect(session.snapshot.phase).toBe('joined');
});

test('what comes while joining is applied after the state it belongs to', async () => {
  session.enter();
  await settled();
  const joining = session.join('');
  hub.tell({ name: 'listeners:changed', notice: { listenerCount: 99 } });
  hub.tell({ name: 'consumer:opened', notice: hub.consumer('budi-mic') });
  await joining;
  await settled();
  expect(session.snapshot.room?.listenerCount).toBe(99);
  expect([...session.snapshot.tracks.keys()]).toEqual(['budi-mic']);
});

test.each(['not-found', 'gone'] as const)('%s is final: no more sockets', async (problem) => {
  hub.refusals.set('lobby:enter', new SessionError(problem, problem));
  session.enter();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'failed', problem });
});

test('a full house is said beside the button, which may be pressed again', async () => {
  hub.refusals.set('room:join', new SessionError('unavailable', 'full'));
  await joined();
  expect(session.snapshot).toMatchObject({ phase: 'lobby', problem: 'unavailable' });

  hub.refusals.clear();
  await session.join('Ani');
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: undefined });
});

test('closing while entering leaves nothing open', async () => {
  session.enter();
  session.close();
  await settled();
  expect(session.snapshot.phase).toBe('opening');
  expect(session.snapshot.tracks.size).toBe(0);
});
