import { expect, test } from 'vitest';
import type { SessionState } from '../../server/protocol/words.ts';
import type { Phase } from '../session/session-snapshot.ts';
import {
  clockSince,
  countdownTo,
  needsRoom,
  screenFor,
  secondsUntil,
  type Visitor,
} from './session-screen.ts';

test.each<[SessionState, Phase, string]>([
  ['scheduled', 'opening', 'entrance'],
  ['scheduled', 'lobby', 'entrance'],
  ['scheduled', 'waiting', 'waiting'],
  ['scheduled', 'joined', 'room'],
  ['live', 'joining', 'waiting'],
  ['live', 'joined', 'room'],
  ['live', 'left', 'entrance'],
  ['live', 'taken', 'taken'],
  ['live', 'failed', 'failed'],
  ['ended', 'joined', 'after'],
  ['ended', 'failed', 'after'],
])('%s and %s shows the %s', (state, phase, screen) => {
  expect(screenFor({ state }, phase)).toBe(screen);
});

const now = Date.parse('2026-11-28T12:00:00Z');
const nobody: Visitor = { hasInvitation: false, isHost: false, wantsIn: false };
const at = (startsAt: string, state: SessionState = 'scheduled') => ({ startsAt, state });

test.each<[string, ReturnType<typeof at>, Partial<Visitor>, boolean]>([
  ['a reader days before', at('2026-12-05T12:00:00Z'), {}, false],
  ['a reader half an hour before', at('2026-11-28T12:29:00Z'), {}, true],
  ['somebody waiting past the time', at('2026-11-28T11:00:00Z'), {}, true],
  ['anyone while it is live', at('2026-12-05T12:00:00Z', 'live'), {}, true],
  ['an invited speaker days before', at('2026-12-05T12:00:00Z'), { hasInvitation: true }, true],
  ['a host days before', at('2026-12-05T12:00:00Z'), { isHost: true }, true],
  ['who pressed Masuk days before', at('2026-12-05T12:00:00Z'), { wantsIn: true }, true],
  ['a host after the end', at('2026-11-28T11:00:00Z', 'ended'), { isHost: true }, false],
])('the room is opened for %s: %o', (_, session, visitor, expected) => {
  expect(needsRoom(session, { ...nobody, ...visitor }, now)).toBe(expected);
});

test('a countdown ends when the time has come', () => {
  expect(countdownTo(now + 90_061_000, now)).toEqual({
    days: 1,
    hours: 1,
    minutes: 1,
    seconds: 1,
  });
  expect(countdownTo(now + 1, now)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 1 });
  expect(countdownTo(now, now)).toBeUndefined();
});

test.each([
  [-5_000, '0:00'],
  [65_000, '1:05'],
  [3_599_999, '59:59'],
  [2_472_000 + 3_600_000, '1:41:12'],
])('%i ms on air reads %s', (ms, text) => {
  expect(clockSince(now, now + ms)).toBe(text);
});

test.each([
  [5_000, 5],
  [4_001, 5],
  [4_000, 4],
  [1, 1],
  [0, 0],
  [-300, 0],
])('with %i ms to go, a countdown shows %i', (leftMs, shown) => {
  expect(secondsUntil(10_000 + leftMs, 10_000)).toBe(shown);
});
