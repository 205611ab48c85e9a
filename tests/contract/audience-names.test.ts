import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { forgetAudience } from '../../server/store/audience-names.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { databases } from '../support/databases.ts';
import { aSession } from '../support/stored.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 10, n));

describe.each(databases)('the names of an audience on $name', ({ open }) => {
  const scope = new Scope('names', silentLog);
  let db: Database;
  beforeAll(async () => {
    db = await open(scope);
  });
  afterAll(() => scope.close('done'));

  /** A session with everything in it that names somebody. */
  async function heldOn(endedAt: Date | null): Promise<string> {
    const { sessionId } = await aSession(db);
    await db.prisma.session.update({ where: { sessionId }, data: { endedAt } });
    const displayName = 'Siti';
    const peer = { sessionId, peerId: 'peer', displayName };
    const keys = { personKey: 'person', deviceKey: 'device' };
    await createQuestionRepository(db.prisma).add(aStoredQuestion({ sessionId }));
    await db.prisma.message.create({
      data: {
        ...{ messageId: newId(), sessionId, number: 1, personKey: 'person', displayName },
        ...{ role: 'listener', text: 'Selamat malam', sentAt: day(1) },
      },
    });
    await db.prisma.attendance.create({
      data: { attendanceId: newId(), ...peer, role: 'listener', joinedAt: day(1) },
    });
    await db.prisma.removal.create({
      data: { removalId: newId(), sessionId, ...keys, displayName, byName: 'Rina' },
    });
    await db.prisma.invitationLink.create({
      data: { linkId: newId(), sessionId, role: 'listener', label: displayName },
    });
    await db.prisma.consent.create({
      data: {
        ...{ consentId: newId(), ...peer, granted: true },
        ...{ textVersion: '1', addressHash: 'hash' },
      },
    });
    return sessionId;
  }

  /** Who is still named, and what was said, in the order above. */
  async function known(sessionId: string) {
    const where = { sessionId };
    const one = { where, select: { displayName: true } } as const;
    const question = await db.prisma.question.findFirstOrThrow({ where });
    const message = await db.prisma.message.findFirstOrThrow({ where });
    const removal = await db.prisma.removal.findFirstOrThrow({ where });
    return {
      names: [
        question.displayName,
        question.place,
        message.displayName,
        (await db.prisma.attendance.findFirstOrThrow(one)).displayName,
        removal.displayName,
        (await db.prisma.invitationLink.findFirstOrThrow({ where })).label,
      ],
      consent: (await db.prisma.consent.findFirstOrThrow(one)).displayName,
      said: [question.text, message.text, removal.byName],
    };
  }

  test('are forgotten once their session ended long ago; what they said and agreed to stays', async () => {
    const [old, recent, never] = [
      await heldOn(day(1)),
      await heldOn(day(20)),
      await heldOn(null),
    ];
    const before = await known(recent);
    expect(before.names).toEqual(['Siti', 'Solok', 'Siti', 'Siti', 'Siti', 'Siti']);
    expect(await forgetAudience(db.prisma, day(10))).toBe(5);
    expect(await known(old)).toEqual({ ...before, names: ['', '', '', '', '', ''] });
    for (const sessionId of [recent, never]) expect(await known(sessionId)).toEqual(before);
    expect(await forgetAudience(db.prisma, day(10))).toBe(0);
  });
});
