import { expect, test } from 'vitest';
import type { PeerState, ProducerState, RoomState } from '../../server/protocol/protocol.ts';
import {
  applyNotice,
  findProducer,
  isMuted,
  openRoomView,
  peopleOnStage,
  type NamedNotice,
  type RoomView,
} from './room-view.ts';

const person = (peerId: string, change: Partial<PeerState> = {}): PeerState => ({
  peerId,
  displayName: peerId,
  role: 'speaker',
  onStage: true,
  connected: true,
  ...change,
});

const microphone = (peerId: string, change: Partial<ProducerState> = {}): ProducerState => ({
  producerId: `${peerId}-mic`,
  peerId,
  kind: 'audio',
  source: 'microphone',
  paused: false,
  ...change,
});

const state: RoomState = {
  session: {
    sessionId: 's1',
    code: 'klub-buku',
    title: 'Klub Buku 12',
    description: '',
    seriesTitle: 'Klub Buku',
    seriesSlug: 'klub-buku',
    startsAt: '2026-11-28T12:30:00Z',
    plannedMinutes: 60,
    state: 'live',
  },
  you: person('me', { role: 'listener', onStage: false }),
  peers: [person('rina', { role: 'host' }), person('budi')],
  producers: [microphone('rina'), microphone('budi', { paused: true })],
  consumers: [],
  keptTransports: [],
  listenerCount: 34,
  activeSpeaker: 'rina',
  recording: { state: 'on', troubles: [], people: [] },
  serverTime: '2026-11-28T12:40:00Z',
};

const nowMs = Date.parse('2026-11-28T12:40:07Z');
const view = openRoomView(state, nowMs);
const after = (...notices: NamedNotice[]): RoomView => notices.reduce(applyNotice, view);

test('joining shows the stage, not the listeners, and knows the hub’s clock', () => {
  expect(peopleOnStage(view).map((peer) => peer.peerId)).toEqual(['rina', 'budi']);
  expect(view.clockOffsetMs).toBe(-7_000);
  expect(isMuted(view, 'rina')).toBe(false);
  expect(isMuted(view, 'budi')).toBe(true);
});

test('someone without a microphone counts as muted', () => {
  const next = after({ name: 'producer:closed', notice: { producerId: 'rina-mic' } });
  expect(isMuted(next, 'rina')).toBe(true);
});

test('coming on stage and leaving it moves one tile and no other', () => {
  const on = after({ name: 'peer:changed', notice: person('me', { role: 'listener' }) });
  expect(peopleOnStage(on).map((peer) => peer.peerId)).toEqual(['rina', 'budi', 'me']);
  expect(on.you.onStage).toBe(true);

  const off = after({ name: 'peer:changed', notice: person('rina', { onStage: false }) });
  expect(peopleOnStage(off).map((peer) => peer.peerId)).toEqual(['budi']);
});

test('who leaves takes sound, level and the speaker’s place along', () => {
  const next = after(
    { name: 'levels:changed', notice: { levels: [{ peerId: 'rina', dbov: -30 }] } },
    { name: 'peer:left', notice: { peerId: 'rina' } },
  );
  expect(findProducer(next, 'rina', 'microphone')).toBeUndefined();
  expect(next.levels.size).toBe(0);
  expect(next.activeSpeaker).toBeUndefined();
  expect(next.producers.size).toBe(1);
});

test('in silence the last speaker is still known', () => {
  const next = after(
    { name: 'speaker:changed', notice: { peerId: 'budi' } },
    { name: 'speaker:changed', notice: {} },
  );
  expect(next.activeSpeaker).toBeUndefined();
  expect(next.lastSpeaker).toBe('budi');
});

test('levels are replaced, so silence needs no notice for each person', () => {
  const next = after(
    { name: 'levels:changed', notice: { levels: [{ peerId: 'rina', dbov: -30 }] } },
    { name: 'levels:changed', notice: { levels: [] } },
  );
  expect(next.levels.size).toBe(0);
});

test.each<NamedNotice>([
  { name: 'peer:left', notice: { peerId: 'nobody' } },
  { name: 'producer:closed', notice: { producerId: 'nothing' } },
  { name: 'consumer:closed', notice: { consumerId: 'c' } },
  { name: 'room:moved', notice: {} },
  { name: 'transport:lost', notice: { transportId: 't1' } },
  { name: 'seat:taken', notice: {} },
])('$name about what is unknown changes nothing that is shown', (notice) => {
  expect(after(notice)).toEqual(view);
});

test('a notice never changes the view before it', () => {
  const before = structuredClone(view);
  after(
    { name: 'peer:left', notice: { peerId: 'budi' } },
    { name: 'producer:changed', notice: microphone('rina', { paused: true }) },
    { name: 'listeners:changed', notice: { listenerCount: 35 } },
    { name: 'recording:changed', notice: { state: 'off', troubles: [], people: [] } },
    { name: 'speaker:changed', notice: {} },
    { name: 'session:changed', notice: { ...state.session, state: 'ended' } },
  );
  expect(view).toEqual(before);
});
