import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import {
  firstSettings,
  type ChatRepository,
  type StoredMessage,
  type WholeMessage,
} from '../chat/message.ts';
import { ReactionKind } from '../protocol/reactions.ts';
import { Role } from '../protocol/words.ts';
import { translateStoreErrors } from './store-errors.ts';

/** What a message always comes with. */
const include = {
  replyTo: { select: { messageId: true, displayName: true, text: true } },
  reactions: { select: { personKey: true, kind: true } },
} satisfies Prisma.MessageInclude;
type Row = Prisma.MessageGetPayload<{ include: typeof include }>;

export function createChatRepository(prisma: PrismaClient): ChatRepository {
  const db = translateStoreErrors(prisma);
  return {
    async open(sessionId) {
      const chat = await db.chat.findUnique({ where: { sessionId } });
      const muted = await db.chatMute.findMany({ where: { sessionId } });
      const last = await db.message.aggregate({
        where: { sessionId },
        _max: { number: true },
      });
      return {
        settings: chat
          ? { writers: chat.writers, slowSeconds: chat.slowSeconds }
          : firstSettings,
        mutedKeys: muted.map(({ personKey }) => personKey),
        lastNumber: last._max.number ?? 0,
      };
    },
    async page(sessionId, before, limit) {
      const rows = await db.message.findMany({
        where: { sessionId, number: { lt: before } },
        orderBy: { number: 'desc' },
        take: limit,
        include,
      });
      return rows.reverse().map(toWhole);
    },
    async find(messageId) {
      const row = await db.message.findUnique({ where: { messageId }, include });
      return row ? toWhole(row) : undefined;
    },
    async add(messages) {
      const added = await db.message.createManyAndReturn({
        data: messages.map(toRow),
        skipDuplicates: true,
        select: { messageId: true },
      });
      return added.map(({ messageId }) => messageId);
    },
    async delete(messageId, by) {
      await db.$transaction([
        db.message.updateMany({
          where: { messageId, deletedBy: null },
          data: { text: '', deletedBy: by },
        }),
        db.messageReaction.deleteMany({ where: { messageId } }),
      ]);
    },
    async react(reactions) {
      const rows = (isOn: boolean) =>
        reactions
          .filter((one) => one.isOn === isOn)
          .map(({ messageId, personKey, kind }) => ({ messageId, personKey, kind }));
      const off = rows(false);
      await db.$transaction([
        db.messageReaction.createMany({ data: rows(true), skipDuplicates: true }),
        ...(off.length > 0 ? [db.messageReaction.deleteMany({ where: { OR: off } })] : []),
      ]);
    },
    async configure(sessionId, settings) {
      await db.chat.upsert({
        where: { sessionId },
        create: { sessionId, ...settings },
        update: settings,
      });
    },
    async setMuted(sessionId, personKey, isMuted) {
      const row = { sessionId, personKey };
      if (isMuted) await db.chatMute.createMany({ data: [row], skipDuplicates: true });
      else await db.chatMute.deleteMany({ where: row });
    },
  };
}

function toRow({
  replyToId,
  deletedBy,
  ...message
}: StoredMessage): Prisma.MessageCreateManyInput {
  return { ...message, replyToId: replyToId ?? null, deletedBy: deletedBy ?? null };
}

function toWhole({
  replyTo,
  reactions,
  replyToId,
  deletedBy,
  role,
  ...row
}: Row): WholeMessage {
  return {
    message: {
      ...row,
      role: Role.parse(role),
      replyToId: replyToId ?? undefined,
      deletedBy: deletedBy ?? undefined,
    },
    quoted: replyTo ?? undefined,
    reactions: reactions.map(({ personKey, kind }) => ({
      personKey,
      kind: ReactionKind.parse(kind),
    })),
  };
}
