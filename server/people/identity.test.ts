import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeys } from '../platform/keys.ts';
import type { InvitationLink } from '../sessions/invitation-link.ts';
import { createIdentity, signed } from './identity.ts';
import type { Person } from './person.ts';

const keys = createKeys(randomBytes(32));
const person: Person = {
  personId: 'p1',
  email: 'a@example.org',
  displayName: 'Ani',
  role: 'host',
  createdAt: new Date(0),
  closedAt: undefined,
};
const link: InvitationLink = {
  linkId: 'l1',
  sessionId: 's1',
  role: 'speaker',
  label: 'Uni Ros',
  createdAt: new Date(0),
  revokedAt: undefined,
};

function setUp(links: InvitationLink[] = [link]) {
  return createIdentity({
    keys,
    signIns: {
      open: () => Promise.reject(new Error('not asked for here')),
      find: (token) => Promise.resolve(token === 'good' ? person : undefined),
      close: () => Promise.resolve(),
    },
    links: { find: (id) => Promise.resolve(links.find(({ linkId }) => linkId === id)) },
  });
}

test('a sign-in cookie names the person, a device cookie the device', async () => {
  const identity = setUp();
  const { deviceId, header } = identity.newDeviceCookie({ secure: true });
  expect(header).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
  const device = header.split(';')[0]!;
  expect(await identity.fromCookies(`${device}; serambi_sign_in=good`)).toMatchObject({
    person: { personId: 'p1', role: 'host', closed: false },
    signInToken: 'good',
    deviceId,
  });
});

test.each([
  ['nothing', undefined],
  ['an unknown token', 'serambi_sign_in=bad'],
  ['a device without a signature', 'serambi_device=abc'],
  ['a device with another signature', 'serambi_device=abc.def'],
  ['a signature made for a link', `serambi_device=${signed(keys, 'invitation', 'abc')}`],
  ['a signature of another id', `serambi_device=x${signed(keys, 'device', 'abc')}`],
  ['something after the signature', `serambi_device=${signed(keys, 'device', 'abc')}.x`],
])('%s identifies no one', async (_case, header) => {
  expect(await setUp().fromCookies(header)).toEqual({});
});

test.each([
  ['its own session', [link], 's1', { role: 'speaker', linkId: 'l1', displayName: '' }],
  [
    'its own session, with the name in it',
    [{ ...link, role: 'listener' as const }],
    's1',
    { role: 'listener', linkId: 'l1', displayName: 'Uni Ros' },
  ],
  ['another session', [link], 's2', undefined],
  ['a revoked link', [{ ...link, revokedAt: new Date(1) }], 's1', undefined],
  ['a deleted link', [], 's1', undefined],
])('a link carries its role in: %s', async (_case, links, sessionId, role) => {
  const token = signed(keys, 'invitation', 'l1');
  expect(await setUp(links).linkRole(token, sessionId)).toEqual(role);
});

test('a forged link carries nothing', async () => {
  const identity = setUp();
  for (const token of ['', 'l1', 'l1.', '.x', 'l1.forged', signed(keys, 'device', 'l1')]) {
    expect(await identity.linkRole(token, 's1')).toBeUndefined();
  }
});
