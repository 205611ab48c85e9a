import { expect, test } from 'vitest';
import type { PeerState } from '../../server/protocol/protocol.ts';
import { announcements } from './announcements.ts';
import type { RoomView } from './room-view.ts';

const person = (peerId: string, change: Partial<PeerState> = {}): PeerState => ({
  peerId,
  displayName: peerId,
  role: 'speaker',
  onStage: true,
  connected: true,
  ...change,
});

function room(people: PeerState[], change: Partial<RoomView> = {}): RoomView {
  const you = person('me', { onStage: false });
  return {
    session: { state: 'live' } as RoomView['session'],
    you,
    peers: new Map([you, ...people].map((peer) => [peer.peerId, peer])),
    producers: new Map(),
    activeSpeaker: undefined,
    lastSpeaker: undefined,
    levels: new Map(),
    listenerCount: 1,
    recording: { state: 'on', troubles: [], people: [] },
    clockOffsetMs: 0,
    ...change,
  };
}

const rina = person('rina');

test('arriving in a room is no news about everyone in it', () => {
  expect(announcements(undefined, room([rina]))).toEqual([]);
});

test('the start of a countdown is said, its numbers are not', () => {
  const waiting = room([]);
  const counting = room([], {
    session: { ...waiting.session, goesLiveAt: '2026-11-28T12:30:05Z' },
  });
  expect(announcements(waiting, counting)).toEqual([{ kind: 'countdown-started' }]);
  expect(announcements(counting, { ...counting, clockOffsetMs: 1 })).toEqual([]);
});

test('a lock is news to those who work here alone', () => {
  const heard = (role: PeerState['role']) => {
    const open = room([]);
    const you = { ...open.you, role };
    const locked = { ...open.session, lockedAt: '2026-11-28T12:30:05Z' };
    return [
      announcements({ ...open, you }, { ...open, you, session: locked }),
      announcements({ ...open, you, session: locked }, { ...open, you }),
    ];
  };
  expect(heard('moderator')).toEqual([[{ kind: 'locked' }], [{ kind: 'unlocked' }]]);
  expect(heard('speaker')).toEqual([[], []]);
});

test.each([
  ['coming on stage', room([]), room([rina]), [{ kind: 'came-on-stage', name: 'rina' }]],
  ['leaving it', room([rina]), room([]), [{ kind: 'left-stage', name: 'rina' }]],
  [
    'losing the connection',
    room([rina]),
    room([person('rina', { connected: false })]),
    [{ kind: 'away', name: 'rina' }],
  ],
  [
    'coming back',
    room([person('rina', { connected: false })]),
    room([rina]),
    [{ kind: 'back', name: 'rina' }],
  ],
  ['a listener coming', room([]), room([person('ani', { onStage: false })]), []],
  ['a louder voice', room([rina]), room([rina], { levels: new Map([['rina', -20]]) }), []],
])('%s', (_, before, now, news) => {
  expect(announcements(before, now)).toEqual(news);
});

test('going live and the recording are told together', () => {
  const before = room([], {
    session: { state: 'scheduled' } as RoomView['session'],
    recording: { state: 'off', troubles: [], people: [] },
  });
  expect(announcements(before, room([]))).toEqual([
    { kind: 'live-started' },
    { kind: 'recording-on' },
  ]);
});

test('one’s own steps are no news', () => {
  const you = person('me');
  const onStage = room([], { you, peers: new Map([['me', you]]) });
  expect(announcements(room([]), onStage)).toEqual([]);
});
