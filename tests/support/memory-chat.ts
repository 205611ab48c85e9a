import {
  firstSettings,
  type ChatRepository,
  type StoredChat,
  type StoredMessage,
  type StoredReaction,
  type WholeMessage,
} from '../../server/chat/message.ts';
import { AppError } from '../../server/platform/app-error.ts';

/** Chats kept in memory. Counts how often it was asked to write; may be away, as a database is. */
export function memoryChat() {
  const messages = new Map<string, StoredMessage>();
  const reactions = new Map<string, StoredReaction>();
  const settings = new Map<string, StoredChat['settings']>();
  const muted = new Map<string, { sessionId: string; personKey: string }>();
  const state = { isAway: false, writes: 0 };
  const reach = (): Promise<void> =>
    state.isAway
      ? Promise.reject(new AppError('unavailable', 'The database is away.'))
      : Promise.resolve();
  const write = async (): Promise<void> => {
    await reach();
    state.writes += 1;
  };
  const keyOf = (one: StoredReaction): string => Object.values(one).join(' ');
  const whole = (message: StoredMessage): WholeMessage => {
    const target = message.replyToId ? messages.get(message.replyToId) : undefined;
    return {
      message,
      quoted: target && {
        ...{ messageId: target.messageId, displayName: target.displayName, text: target.text },
      },
      reactions: [...reactions.values()]
        .filter(({ messageId }) => messageId === message.messageId)
        .map(({ personKey, kind }) => ({ personKey, kind })),
    };
  };
  const ofSession = (sessionId: string): StoredMessage[] =>
    [...messages.values()]
      .filter((message) => message.sessionId === sessionId)
      .sort((a, b) => a.number - b.number);

  return {
    state,
    messages,
    async open(sessionId) {
      await reach();
      return {
        settings: settings.get(sessionId) ?? firstSettings,
        mutedKeys: [...muted.values()]
          .filter((one) => one.sessionId === sessionId)
          .map(({ personKey }) => personKey),
        lastNumber: ofSession(sessionId).at(-1)?.number ?? 0,
      };
    },
    async page(sessionId, before, limit) {
      await reach();
      return ofSession(sessionId)
        .filter(({ number }) => number < before)
        .slice(-limit)
        .map(whole);
    },
    async find(messageId) {
      await reach();
      const message = messages.get(messageId);
      return message && whole(message);
    },
    async add(added) {
      await write();
      const fresh = added.filter(({ messageId }, at) => {
        const isFirst = added.findIndex((one) => one.messageId === messageId) === at;
        return isFirst && !messages.has(messageId);
      });
      for (const message of fresh) messages.set(message.messageId, message);
      return fresh.map(({ messageId }) => messageId);
    },
    async delete(messageId, by) {
      await write();
      const message = messages.get(messageId);
      if (message && !message.deletedBy) {
        messages.set(messageId, { ...message, text: '', deletedBy: by });
      }
      for (const [key, one] of reactions) {
        if (one.messageId === messageId) reactions.delete(key);
      }
    },
    async react(changes) {
      await write();
      for (const { isOn, messageId, personKey, kind } of changes) {
        const reaction = { messageId, personKey, kind };
        if (isOn) reactions.set(keyOf(reaction), reaction);
        else reactions.delete(keyOf(reaction));
      }
    },
    async configure(sessionId, changed) {
      await write();
      settings.set(sessionId, changed);
    },
    async setMuted(sessionId, personKey, isMuted) {
      await write();
      const key = `${sessionId} ${personKey}`;
      if (isMuted) muted.set(key, { sessionId, personKey });
      else muted.delete(key);
    },
  } satisfies ChatRepository & Record<string, unknown>;
}
