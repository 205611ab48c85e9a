import { createHash } from 'node:crypto';
import {
  chatLimits,
  type ChatSettings,
  type DeletedBy,
  type Message,
} from '../protocol/chat.ts';
import { cutText } from '../protocol/cut-text.ts';
import type { ReactionKind } from '../protocol/reactions.ts';
import type { Role } from '../protocol/words.ts';

/** A message of a session, as it is stored. */
export type StoredMessage = {
  messageId: string;
  sessionId: string;
  number: number;
  /** Keyed hash of session and person. It stands in no payload and no export. */
  personKey: string;
  displayName: string;
  role: Role;
  /** Empty once deleted. */
  text: string;
  sentAt: Date;
  replyToId: string | undefined;
  deletedBy: DeletedBy | undefined;
};

/** What is shown of a message in a reply to it. */
export type Quoted = Pick<StoredMessage, 'messageId' | 'displayName' | 'text'>;

export type StoredReaction = { messageId: string; personKey: string; kind: ReactionKind };

/** A message with all that belongs to it. */
export type WholeMessage = {
  message: StoredMessage;
  quoted: Quoted | undefined;
  reactions: Pick<StoredReaction, 'personKey' | 'kind'>[];
};

/** A chat as it stands, apart from what was said. */
export type StoredChat = {
  settings: ChatSettings;
  /** Who may not write. */
  mutedKeys: string[];
  /** Of the latest message; 0 before the first. */
  lastNumber: number;
};

export type ChatRepository = {
  open(sessionId: string): Promise<StoredChat>;
  /** The latest messages with numbers below `before`, oldest first. */
  page(sessionId: string, before: number, limit: number): Promise<WholeMessage[]>;
  find(messageId: string): Promise<WholeMessage | undefined>;
  /** The ids of those that are new. An id that is taken already changes nothing. */
  add(messages: readonly StoredMessage[]): Promise<string[]>;
  /** Clears its text and takes all reactions off it. */
  delete(messageId: string, by: DeletedBy): Promise<void>;
  /** Adds and takes off. No reaction may be named twice. */
  react(reactions: readonly (StoredReaction & { isOn: boolean })[]): Promise<void>;
  configure(sessionId: string, settings: ChatSettings): Promise<void>;
  setMuted(sessionId: string, personKey: string, isMuted: boolean): Promise<void>;
};

export const firstSettings: ChatSettings = { writers: 'everyone', slowSeconds: 0 };

/** Who wrote, for those who read: the same for all of a person's messages, and of no use for anything else. */
export function authorIdOf(personKey: string): string {
  return createHash('sha256').update(`author ${personKey}`).digest('base64url').slice(0, 12);
}

/** How many people reacted how; nothing of a message that is deleted. */
export function countReactions(
  reactions: ReadonlyMap<ReactionKind, ReadonlySet<string>>,
): Message['reactions'] {
  const counts: Message['reactions'] = {};
  for (const [kind, people] of reactions) if (people.size > 0) counts[kind] = people.size;
  return counts;
}

export function toMessage(
  { message, quoted }: Pick<WholeMessage, 'message' | 'quoted'>,
  reactions: Message['reactions'],
): Message {
  const { messageId, number, personKey, displayName, role, text, sentAt, deletedBy } = message;
  return {
    ...{ messageId, number, displayName, role, text },
    authorId: authorIdOf(personKey),
    sentAt: sentAt.toISOString(),
    ...(quoted ? { replyTo: { ...quoted, text: beginningOf(quoted.text) } } : {}),
    reactions: deletedBy ? {} : reactions,
    ...(deletedBy ? { deletedBy } : {}),
  };
}

function beginningOf(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > chatLimits.quote ? `${cutText(line, chatLimits.quote - 1)}…` : line;
}
