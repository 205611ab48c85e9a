import type { Prisma } from '../../prisma/client/client.ts';
import { type PrismaClient } from '../../prisma/client/client.ts';
import type { PollChange, PollRepository, StoredPoll } from '../polls/poll.ts';
import { PollAnswer, PollPlan } from '../protocol/polls.ts';
import { translateStoreErrors } from './store-errors.ts';

type Row = Prisma.PollGetPayload<object>;

export function createPollRepository(prisma: PrismaClient): PollRepository {
  const db = translateStoreErrors(prisma);
  return {
    async list(sessionId) {
      const rows = await db.poll.findMany({
        where: { sessionId },
        orderBy: [{ createdAt: 'asc' }, { pollId: 'asc' }],
      });
      return rows.map(toPoll);
    },
    async create({ openedAt, closedAt, ...poll }) {
      await db.poll.create({
        data: { ...poll, openedAt: openedAt ?? null, closedAt: closedAt ?? null },
      });
    },
    async update(pollId, version, change) {
      const [changed] = await db.poll.updateManyAndReturn({
        where: { pollId, version },
        data: { ...toData(change), version: version + 1 },
      });
      return changed && toPoll(changed);
    },
    async deleteDraft(pollId, version) {
      const where = { pollId, version, state: 'draft' } as const;
      return (await db.poll.deleteMany({ where })).count > 0;
    },
    async answer(answers) {
      // One statement for all of them: in a crowd that is what makes a thousand a second possible.
      await db.$executeRaw`
        INSERT INTO "PollAnswer" ("pollId", "personKey", "answer", "answeredAt")
        SELECT "pollId", "personKey", "answer", "answeredAt"
        FROM jsonb_to_recordset(${JSON.stringify(answers)}::jsonb)
          AS given("pollId" text, "personKey" text, "answer" jsonb, "answeredAt" timestamp(3))
        ON CONFLICT ("pollId", "personKey")
          DO UPDATE SET "answer" = excluded."answer", "answeredAt" = excluded."answeredAt"`;
    },
    async listAnswers(sessionId) {
      const rows = await db.pollAnswer.findMany({
        where: { poll: { sessionId } },
        orderBy: [{ answeredAt: 'asc' }, { personKey: 'asc' }],
      });
      return rows.map(({ answer, ...row }) => ({ ...row, answer: PollAnswer.parse(answer) }));
    },
  };
}

/** Undefined clears a time; what is not mentioned stays. */
function toData(change: PollChange): Prisma.PollUpdateManyMutationInput {
  const { openedAt, closedAt, ...rest } = change;
  return {
    ...rest,
    ...('openedAt' in change ? { openedAt: openedAt ?? null } : {}),
    ...('closedAt' in change ? { closedAt: closedAt ?? null } : {}),
  };
}

function toPoll({ plan, hiddenWords, openedAt, closedAt, ...row }: Row): StoredPoll {
  return {
    ...row,
    plan: PollPlan.parse(plan),
    hiddenWords,
    openedAt: openedAt ?? undefined,
    closedAt: closedAt ?? undefined,
  };
}
