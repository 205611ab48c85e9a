import { toCsv } from '../platform/csv.ts';
import type { Message } from '../protocol/chat.ts';
import type { ChatRepository, WholeMessage } from './message.ts';

/** What was said in the chat, under the names that everyone saw. What was deleted is not told again. */

/** Read at once; and above every message's number, which the database keeps in 32 bits. */
const pageSize = 1000;
const beyondAll = 2_147_483_647;

/** Every message of a session, oldest first. */
export async function readWholeChat(
  chat: Pick<ChatRepository, 'page'>,
  sessionId: string,
): Promise<WholeMessage[]> {
  const pages: WholeMessage[][] = [];
  let before = beyondAll;
  for (;;) {
    const page = await chat.page(sessionId, before, pageSize);
    pages.unshift(page);
    const [oldest] = page;
    if (!oldest || page.length < pageSize) return pages.flat();
    before = oldest.message.number;
  }
}

export function exportChat(messages: readonly WholeMessage[]) {
  const kept = messages.filter(({ message }) => message.deletedBy === undefined);
  const numbers = new Map(kept.map(({ message }) => [message.messageId, message.number]));
  return kept.map(({ message, reactions }) => {
    const { number, sentAt, displayName, role, text, replyToId } = message;
    // One of each kind from a person at most.
    const counts: Message['reactions'] = {};
    for (const { kind } of reactions) counts[kind] = (counts[kind] ?? 0) + 1;
    return {
      ...{ number, sentAt: sentAt.toISOString(), displayName, role, text },
      replyTo: replyToId === undefined ? undefined : numbers.get(replyToId),
      reactions: counts,
    };
  });
}

const head = ['number', 'sent_at', 'name', 'role', 'text', 'reply_to', 'reactions'];

/** One row for each message. */
export function exportChatCsv(messages: readonly WholeMessage[]): string {
  const rows = exportChat(messages).map((message) => [
    ...[message.number, message.sentAt, message.displayName, message.role, message.text],
    message.replyTo ?? '',
    Object.entries(message.reactions)
      .map(([kind, count]) => `${kind} ${count}`)
      .join('\n'),
  ]);
  return toCsv([head, ...rows]);
}
