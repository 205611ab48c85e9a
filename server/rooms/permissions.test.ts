import { describe, expect, test } from 'vitest';
import { roomRequests, type RoomRequestName } from '../protocol/protocol.ts';
import { Role, SessionState } from '../protocol/words.ts';
import {
  checkPermission,
  mayActOn,
  permissions,
  refusalOf,
  standingRole,
} from './permissions.ts';

/**
 * Written out by hand, so that a slip in the table shows. Per phase, who may: h host, m moderator, s speaker,
 * l listener. Asked from a seat on stage and with no host connected, where that matters.
 */
const expected: Record<RoomRequestName, { scheduled: string; live: string; ended: string }> = {
  'lobby:enter': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'room:join': { scheduled: 'hms', live: 'hmsl', ended: '' },
  'lobby:prepare': { scheduled: 'hms', live: 'hmsl', ended: '' },
  'room:leave': { scheduled: 'hmsl', live: 'hmsl', ended: 'hmsl' },
  'recording:consent': { scheduled: 'hms', live: 'hms', ended: '' },
  'stage:enter': { scheduled: 'hms', live: 'hms', ended: '' },
  'stage:leave': { scheduled: 'hms', live: 'hms', ended: 'hms' },
  'transport:open': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'transport:connect': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'transport:restart-ice': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'producer:open': { scheduled: 'hms', live: 'hms', ended: '' },
  'producer:pause': { scheduled: 'hms', live: 'hms', ended: '' },
  'producer:resume': { scheduled: 'hms', live: 'hms', ended: '' },
  'producer:close': { scheduled: 'hms', live: 'hms', ended: '' },
  'reception:choose': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'consumer:resume': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'consumer:pause': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'consumer:prefer': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'session:go-live': { scheduled: 'h', live: 'h', ended: '' },
  'practice:open': { scheduled: 'h', live: '', ended: '' },
  'practice:record': { scheduled: '', live: 'h', ended: '' },
  'countdown:start': { scheduled: 'h', live: 'h', ended: '' },
  'countdown:cancel': { scheduled: 'h', live: 'h', ended: '' },
  'recording:forecast': { scheduled: 'h', live: 'h', ended: '' },
  'session:end': { scheduled: '', live: 'hm', ended: '' },
  'room:lock': { scheduled: 'hm', live: 'hm', ended: '' },
  'rundown:read-place': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'rundown:read': { scheduled: 'hm', live: 'hm', ended: '' },
  'rundown:change': { scheduled: 'h', live: 'h', ended: '' },
  'rundown:go-to': { scheduled: '', live: 'h', ended: '' },
  'talk-times:read': { scheduled: 'hm', live: 'hm', ended: '' },
  'marks:read': { scheduled: 'hm', live: 'hm', ended: '' },
  'mark:add': { scheduled: '', live: 'hm', ended: '' },
  'mark:rename': { scheduled: '', live: 'hm', ended: '' },
  'mark:remove': { scheduled: '', live: 'hm', ended: '' },
  'polls:read': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'poll:draft': { scheduled: 'hm', live: 'hm', ended: '' },
  'poll:change': { scheduled: 'hm', live: 'hm', ended: '' },
  'poll:delete': { scheduled: 'hm', live: 'hm', ended: '' },
  'poll:open': { scheduled: '', live: 'hm', ended: '' },
  'poll:close': { scheduled: '', live: 'hm', ended: '' },
  'poll:show': { scheduled: '', live: 'hm', ended: '' },
  'poll:hide-word': { scheduled: '', live: 'hm', ended: '' },
  'poll:answer': { scheduled: '', live: 'hmsl', ended: '' },
  'hands:read': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'hand:raise': { scheduled: '', live: 'msl', ended: '' },
  'hand:lower': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'hand:dismiss': { scheduled: 'hm', live: 'hm', ended: '' },
  'hearing:report': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'hearing:clear': { scheduled: 'hm', live: 'hm', ended: '' },
  'stage:invite': { scheduled: 'hm', live: 'hm', ended: '' },
  'stage:answer-invite': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'stage:send-back': { scheduled: 'hm', live: 'hm', ended: '' },
  'chat:read': { scheduled: 'hms', live: 'hmsl', ended: '' },
  'chat:read-older': { scheduled: 'hms', live: 'hmsl', ended: '' },
  'message:send': { scheduled: '', live: 'hmsl', ended: '' },
  'message:delete': { scheduled: '', live: 'hmsl', ended: '' },
  'message:react': { scheduled: '', live: 'hmsl', ended: '' },
  'message:make-question': { scheduled: '', live: 'hm', ended: '' },
  'chat:configure': { scheduled: 'hm', live: 'hm', ended: '' },
  'chat:mute': { scheduled: '', live: 'hm', ended: '' },
  'reaction:send': { scheduled: '', live: 'hmsl', ended: '' },
  'stage:stop': { scheduled: 'hm', live: 'hm', ended: '' },
  'stage:mute-all': { scheduled: 'hm', live: 'hm', ended: '' },
  'questions:read': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'question:find-similar': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'question:ask': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'question:vote': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'question:withdraw': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'question:edit': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'question:approve': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:dismiss': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:reopen': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:queue': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:claim': { scheduled: 'hms', live: 'hms', ended: '' },
  'question:start-answer': { scheduled: '', live: 'hms', ended: '' },
  'question:end-answer': { scheduled: '', live: 'hms', ended: '' },
  'question:reply': { scheduled: 'hms', live: 'hms', ended: '' },
  'question:merge': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:unmerge': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:defer': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:label': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:pin': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:mute-asker': { scheduled: 'hm', live: 'hm', ended: '' },
  'question:delete': { scheduled: 'h', live: 'h', ended: '' },
  'questions:configure': { scheduled: 'hm', live: 'hm', ended: '' },
  'slides:read': { scheduled: 'hmsl', live: 'hmsl', ended: '' },
  'slides:show': { scheduled: 'hms', live: 'hms', ended: '' },
  'slides:hide': { scheduled: 'hms', live: 'hms', ended: '' },
  'slides:note': { scheduled: 'hms', live: 'hms', ended: '' },
  'removals:read': { scheduled: 'hm', live: 'hm', ended: '' },
  'person:remove': { scheduled: 'hm', live: 'hm', ended: '' },
  'person:readmit': { scheduled: 'h', live: 'h', ended: '' },
};

const cases = (Object.keys(roomRequests) as RoomRequestName[]).flatMap((request) =>
  Role.options.flatMap((role) =>
    SessionState.options.map((phase) => ({ request, role, phase })),
  ),
);

test.each(cases)('$request by a $role while $phase', ({ request, role, phase }) => {
  const refusal = refusalOf(request, { role, phase, onStage: true, hostConnected: false });
  expect(refusal === undefined).toBe(expected[request][phase].includes(role.charAt(0)));
});

describe('beyond role and phase', () => {
  test('a speaker needs a seat on stage to send and to show slides', () => {
    const needStage = (Object.keys(roomRequests) as RoomRequestName[]).filter(
      (request) =>
        refusalOf(request, {
          role: 'speaker',
          phase: 'live',
          onStage: false,
          hostConnected: false,
        }) !==
        refusalOf(request, {
          role: 'speaker',
          phase: 'live',
          onStage: true,
          hostConnected: false,
        }),
    );
    expect(needStage).toEqual([
      'producer:open',
      'producer:pause',
      'producer:resume',
      'producer:close',
      'slides:show',
      'slides:hide',
      'slides:note',
    ]);
  });

  test('a moderator ends the session only while no host is connected; a host at any time', () => {
    const standing = { phase: 'live', onStage: true } as const;
    const end = (role: Role, hostConnected: boolean) =>
      refusalOf('session:end', { ...standing, role, hostConnected });
    expect(end('moderator', true)).toBe('forbidden');
    expect(end('moderator', false)).toBeUndefined();
    expect(end('host', true)).toBeUndefined();
  });

  test('a refusal says whether the time has passed or the role is wrong', () => {
    const standing = { onStage: false, hostConnected: false } as const;
    expect(() =>
      checkPermission('room:join', { ...standing, role: 'host', phase: 'ended' }),
    ).toThrow(expect.objectContaining({ code: 'gone' }));
    expect(() =>
      checkPermission('stage:leave', { ...standing, role: 'listener', phase: 'ended' }),
    ).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(() =>
      checkPermission('room:join', { ...standing, role: 'listener', phase: 'scheduled' }),
    ).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  test.each([
    ['host', 'host', true],
    ['host', 'moderator', true],
    ['moderator', 'host', false],
    ['moderator', 'moderator', true],
    ['moderator', 'speaker', true],
    ['moderator', 'listener', true],
  ] as const)('a %s acting on a %s: %s', (actor, target, allowed) => {
    expect(mayActOn(actor, target)).toBe(allowed);
  });

  test('leave to be on stage makes a listener a speaker and nothing more; without it a speaker listens', () => {
    const granted = Role.options.map((role) => standingRole(role, 'granted'));
    expect(granted).toEqual(['host', 'moderator', 'speaker', 'speaker']);
    const withdrawn = Role.options.map((role) => standingRole(role, 'withdrawn'));
    expect(withdrawn).toEqual(['host', 'moderator', 'listener', 'listener']);
    expect(Role.options.map((role) => standingRole(role, undefined))).toEqual(Role.options);
  });

  test('every request has a row', () => {
    expect(Object.keys(permissions).sort()).toEqual(Object.keys(roomRequests).sort());
  });
});
