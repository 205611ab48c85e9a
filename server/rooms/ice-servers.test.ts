import { expect, test } from 'vitest';
import type { Clock } from '../platform/clock.ts';
import { createIceServers } from './ice-servers.ts';

const clock = { now: () => new Date('2026-11-28T12:00:00Z') } as Clock;
const turn = { urls: ['turn:turn.example.org:3478?transport=udp'], secret: 'north' };

test('without a TURN server nobody is offered one', () => {
  expect(createIceServers(undefined, clock)('rina')).toEqual([]);
});

test('each person has credentials of their own, good for an hour, as coturn checks them', () => {
  const iceServersFor = createIceServers(turn, clock);
  // printf '1795870800:rina' | openssl dgst -sha1 -hmac north -binary | base64
  expect(iceServersFor('rina')).toEqual([
    {
      urls: turn.urls,
      username: '1795870800:rina',
      credential: 'O1128bywwVehGgZ5sgqvJ0cZQTM=',
    },
  ]);
  expect(iceServersFor('budi')[0]?.['credential']).not.toBe(
    iceServersFor('rina')[0]?.['credential'],
  );
});
