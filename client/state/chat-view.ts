import type { ChatSettings, Message } from '../../server/protocol/chat.ts';
import type { RequestOutput } from '../../server/protocol/protocol.ts';
import type { ReactionKind } from '../../server/protocol/reactions.ts';
import type { NamedNotice } from './room-view.ts';

/** What this page knows of the chat. Replaced, never changed in place. */
export type ChatView = {
  settings: ChatSettings;
  /** Who this person is as an author. */
  authorId: string;
  isMuted: boolean;
  /** For the staff: authors who may not write. */
  mutedIds: ReadonlySet<string>;
  /** A stretch without gaps that ends with the newest, in order. */
  messages: readonly Message[];
  hasOlder: boolean;
  /** One's own reactions, by message. */
  reacted: ReadonlyMap<string, readonly ReactionKind[]>;
  /** Complete up to here. */
  revision: number;
  /** A notice was missed: what is known must be read again. */
  hasGap: boolean;
};

type ChatRead = RequestOutput<'chat:read'>;
type OlderRead = RequestOutput<'chat:read-older'>;

/** Kept at most while one reads above the end; and once the end is in sight again. */
const longest = 5_000;
const usual = 400;

/** The view after reading: all anew, or with what changed since. */
export function withRead(known: ChatView | undefined, read: ChatRead): ChatView {
  const { settings, authorId, isMuted, revision } = read;
  const fresh = {
    ...{ settings, authorId, isMuted, revision, hasGap: false },
    mutedIds: new Set(read.mutedIds),
  };
  if (!known || read.isWhole) {
    return {
      ...fresh,
      messages: read.messages,
      hasOlder: read.hasOlder,
      reacted: new Map(Object.entries(read.reacted)),
    };
  }
  const changed = withMessages(known, read.messages);
  const reacted = new Map(changed.reacted);
  for (const { messageId } of read.messages) {
    const kinds = read.reacted[messageId];
    if (kinds) reacted.set(messageId, kinds);
    else reacted.delete(messageId);
  }
  return { ...changed, ...fresh, reacted };
}

/** The view with the page before its first message. A page that fits nowhere any more changes nothing. */
export function withOlder(view: ChatView, before: number, older: OlderRead): ChatView {
  if (view.messages[0]?.number !== before) return view;
  return {
    ...view,
    messages: [...older.messages, ...view.messages],
    hasOlder: older.hasOlder,
    reacted: new Map([...view.reacted, ...Object.entries(older.reacted)]),
  };
}

/** New ones in their places, changed ones where they are, and no more of a deleted one anywhere. */
export function withMessages(view: ChatView, changed: readonly Message[]): ChatView {
  if (changed.length === 0) return view;
  const byId = new Map(changed.map((message) => [message.messageId, message]));
  const known = view.messages.map((message) => {
    const next = byId.get(message.messageId);
    byId.delete(message.messageId);
    return next ?? message;
  });
  const first = view.messages[0]?.number ?? 0;
  // Below the first it would stand alone: it is read with its neighbours when one goes there.
  const added = [...byId.values()].filter(({ number }) => number > first);
  const deleted = new Set(
    changed.flatMap(({ messageId, deletedBy }) => (deletedBy ? [messageId] : [])),
  );
  const messages = inOrder([...known, ...added]).map((message) =>
    message.replyTo?.text && deleted.has(message.replyTo.messageId)
      ? { ...message, replyTo: { ...message.replyTo, text: '' } }
      : message,
  );
  return trimmed({ ...view, messages }, longest);
}

/** Lets go of what is far above, once the end is in sight: it is read again when it is wanted. */
export const withoutFarAbove = (view: ChatView): ChatView => trimmed(view, usual);

export function withReaction(
  view: ChatView,
  messageId: string,
  { kind, isOn }: { kind: ReactionKind; isOn: boolean },
): ChatView {
  const others = (view.reacted.get(messageId) ?? []).filter((one) => one !== kind);
  const kinds = isOn ? [...others, kind] : others;
  return { ...view, reacted: new Map(view.reacted).set(messageId, kinds) };
}

export function applyChatNotice(view: ChatView, { name, notice }: NamedNotice): ChatView {
  if (name === 'chat:said') {
    const next = withMessages(view, notice.messages);
    if (notice.after > view.revision) return { ...next, hasGap: true };
    return { ...next, revision: Math.max(view.revision, notice.revision) };
  }
  if (name === 'chat:configured') return { ...view, settings: notice };
  if (name === 'chat:muted') return withMuted(view, notice);
  return view;
}

export function withMuted(
  view: ChatView,
  { authorId, isMuted }: { authorId: string; isMuted: boolean },
): ChatView {
  const mutedIds = new Set(view.mutedIds);
  if (isMuted) mutedIds.add(authorId);
  else mutedIds.delete(authorId);
  return {
    ...view,
    mutedIds,
    isMuted: authorId === view.authorId ? isMuted : view.isMuted,
  };
}

/** How many came after that number from others, and still stand. */
export function countUnread({ messages, authorId }: ChatView, after: number): number {
  let count = 0;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (!message || message.number <= after) break;
    if (message.authorId !== authorId && !message.deletedBy) count += 1;
  }
  return count;
}

function inOrder(messages: Message[]): Message[] {
  const isOrdered = messages.every(
    ({ number }, at) => number > (messages[at - 1]?.number ?? -1),
  );
  return isOrdered ? messages : messages.sort((a, b) => a.number - b.number);
}

function trimmed(view: ChatView, most: number): ChatView {
  if (view.messages.length <= most) return view;
  return { ...view, messages: view.messages.slice(-most), hasOlder: true };
}
