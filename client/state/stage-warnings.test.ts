import { expect, test } from 'vitest';
import type { PeerState, RoomState, SessionInfo } from '../../server/protocol/protocol.ts';
import type { RecordingProof } from '../../server/protocol/recording-proof.ts';
import { openRoomView } from './room-view.ts';
import { stageWarnings } from './stage-warnings.ts';

const rina: PeerState = {
  ...{ peerId: 'rina', displayName: 'Rina', role: 'speaker' },
  ...{ onStage: true, connected: true },
};

function warningsOf(
  change: Partial<PeerState>,
  recording: Partial<RecordingProof> = {},
  session: Partial<SessionInfo> = {},
) {
  const state: RoomState = {
    session: {
      ...{ sessionId: 's', code: 'c', title: '', description: '' },
      ...{ seriesTitle: '', seriesSlug: 's', plannedMinutes: 60, state: 'live' },
      startsAt: '2026-11-28T12:30:00Z',
      ...session,
    },
    you: { ...rina, peerId: 'me', role: 'host', onStage: false },
    ...{ peers: [{ ...rina, ...change }], producers: [], consumers: [] },
    ...{ keptTransports: [], listenerCount: 0, serverTime: '2026-11-28T12:40:00Z' },
    recording: { state: 'on', troubles: [], people: [], ...recording },
  };
  return stageWarnings(openRoomView(state, 0));
}
const about = (kind: string) => ({ kind, peerId: 'rina', name: 'Rina' });
const lost: RecordingProof['people'] = [
  { peerId: 'rina', audio: 'missing', video: 'arriving', bytes: 9 },
];

test('while all is well there is nothing to say', () => {
  expect(warningsOf({ quality: 10 })).toEqual([]);
});

test('each kind is said, the disk first', () => {
  expect(
    warningsOf({ soundTrouble: 'echo', quality: 2 }, { troubles: ['disk-low'], people: lost }),
  ).toEqual([{ kind: 'disk-low' }, about('not-recorded'), about('echo'), about('weak')]);
  expect(warningsOf({ soundTrouble: 'not-heard' })).toEqual([about('not-heard')]);
});

test('a session on air without a recording comes before all; one to come, and a practice, may be', () => {
  const off = { state: 'off' } as const;
  expect(warningsOf({ soundTrouble: 'echo' }, off)).toEqual([
    { kind: 'not-recording' },
    about('echo'),
  ]);
  expect(warningsOf({}, { ...off, troubles: ['recording-over'] })).toEqual([
    { kind: 'recording-over' },
  ]);
  expect(warningsOf({}, { ...off, troubles: ['recorded-elsewhere'] })).toEqual([
    { kind: 'recorded-elsewhere' },
  ]);
  expect(warningsOf({}, off, { state: 'scheduled' })).toEqual([]);
  expect(warningsOf({}, off, { practiceOf: { sessionId: 't', code: 'd' } })).toEqual([]);
});

test('of who is away, only that', () => {
  expect(
    warningsOf({ connected: false, quality: 1, soundTrouble: 'echo' }, { people: lost }),
  ).toEqual([about('away')]);
});

test('listeners are not on the stage, and not warned about', () => {
  expect(warningsOf({ onStage: false, connected: false })).toEqual([]);
});
