import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createAccountInvitationRepository } from '../../server/store/account-invitation-repository.ts';
import { createLibraryRepository } from '../../server/store/library-repository.ts';
import { createPersonRepository } from '../../server/store/person-repository.ts';
import { createSignInRepository } from '../../server/store/sign-in-repository.ts';
import { databases } from '../support/databases.ts';
import { aPerson, emptyTables } from '../support/stored.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

describe.each(databases)('people on $name', ({ open }) => {
  const scope = new Scope('people', silentLog);
  let db: Database;
  beforeAll(async () => {
    db = await open(scope);
  });
  beforeEach(() => emptyTables(db));
  afterAll(() => scope.close('done'));

  const repositories = () => ({
    people: createPersonRepository(db.prisma),
    invitations: createAccountInvitationRepository(db.prisma),
    library: createLibraryRepository(db.prisma),
    signIns: createSignInRepository(db.prisma),
  });
  const invite = (tokenHash: string) =>
    repositories().invitations.create({
      tokenHash,
      role: 'host',
      email: undefined,
      createdAt: at(0),
      expiresAt: at(59),
    });

  test('the first account makes the library with it, all or nothing', async () => {
    const { people, invitations, library } = repositories();
    expect(await library.find()).toBeUndefined();
    const named = { name: 'Taman Baca', timeZone: 'Asia/Jakarta', language: 'id' } as const;
    await invite('t');
    await invitations.redeem('t', aPerson({ email: 'ana@example.org', role: 'owner' }), named);
    expect(await library.find()).toEqual(named);
    expect(await people.ownerExists()).toBe(true);

    await invite('u');
    const taken = aPerson({ email: 'ana@example.org' });
    const other = { ...named, name: 'Other' };
    await expect(invitations.redeem('u', taken, other)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await library.find()).toEqual(named);
    expect((await invitations.find('u'))?.usedAt).toBeUndefined();
    expect(await people.list()).toHaveLength(1);
  });

  test('of two who use one link at the same time, one gets the account', async () => {
    const { people, invitations } = repositories();
    await invite('t');
    const made = await Promise.all(
      ['a@example.org', 'b@example.org'].map((email) =>
        invitations.redeem('t', aPerson({ email }), undefined),
      ),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await people.list()).toHaveLength(1);
  });

  test('a closed account is opened again under its address, as the same person', async () => {
    const { people, invitations } = repositories();
    await invite('t');
    const first = await invitations.redeem('t', aPerson({ email: 'a@x.org' }), undefined);
    await people.close(first!.personId, at(5));
    expect((await people.find(first!.personId))?.closedAt).toEqual(at(5));
    await invite('u');
    const again = await invitations.redeem(
      'u',
      aPerson({ email: 'a@x.org', displayName: 'Ani', passwordHash: 'new' }),
      undefined,
    );
    expect(again).toMatchObject({ personId: first!.personId, closedAt: undefined });
    expect(await people.findByEmail('a@x.org')).toMatchObject({
      displayName: 'Ani',
      passwordHash: 'new',
    });
  });

  test('a changed password keeps one sign-in; a closed account keeps none', async () => {
    const { people, signIns } = repositories();
    const { personId } = await db.prisma.person.create({ data: aPerson({}) });
    const signIn = (tokenHash: string) =>
      signIns.create({
        tokenHash,
        personId,
        createdAt: at(1),
        lastSeenAt: at(1),
        expiresAt: at(30),
      });
    await signIn('here');
    await signIn('there');
    await people.changePassword(personId, 'next', 'here');
    expect(await signIns.find('there')).toBeUndefined();
    expect((await signIns.find('here'))?.person.personId).toBe(personId);

    await signIns.extend('here', at(2), at(40));
    expect((await signIns.find('here'))?.expiresAt).toEqual(at(40));
    await signIns.extend('there', at(2), at(40));

    await people.close(personId, at(3));
    expect(await signIns.find('here')).toBeUndefined();
  });

  test('signing in sweeps out what has expired', async () => {
    const { signIns } = repositories();
    const { personId } = await db.prisma.person.create({ data: aPerson({}) });
    const signIn = { personId, createdAt: at(0), lastSeenAt: at(0), expiresAt: at(10) };
    await signIns.create({ ...signIn, tokenHash: 'old' });
    await signIns.create({ ...signIn, tokenHash: 'new', createdAt: at(20) });
    expect(await db.prisma.signIn.count()).toBe(1);
  });

  test('a fresh hash never overwrites a password that was changed meanwhile', async () => {
    const { people } = repositories();
    const { personId, email } = await db.prisma.person.create({ data: aPerson({}) });
    await people.rehashPassword(personId, 'not this', 'fresh');
    expect((await people.findByEmail(email))?.passwordHash).toBe('hash');
    await people.rehashPassword(personId, 'hash', 'fresh');
    expect((await people.findByEmail(email))?.passwordHash).toBe('fresh');
  });
});
