import { z } from 'zod';
import { ReactionKind } from './reactions.ts';
import { prose, Role } from './words.ts';

/** What client and server say to each other about the chat. */
const Id = z.string().min(1).max(64);

/** Longest text in characters, longest wait between two messages of a person, and how many come at once. */
export const chatLimits = { text: 500, quote: 120, slowSeconds: 300, page: 50 } as const;

export const ChatWriters = z.enum([
  'everyone',
  'stage', // Hosts, moderators and speakers; listeners read.
  'nobody', // What was written stays to be read.
]);
export type ChatWriters = z.infer<typeof ChatWriters>;

export const ChatSettings = z.object({
  writers: ChatWriters,
  /** A listener or speaker waits so long between two messages; 0 for no waiting. */
  slowSeconds: z.int().min(0).max(chatLimits.slowSeconds),
});
export type ChatSettings = z.infer<typeof ChatSettings>;

export const DeletedBy = z.enum(['author', 'moderator']);
export type DeletedBy = z.infer<typeof DeletedBy>;

/** A message as everyone in the room sees it. */
export const Message = z.object({
  messageId: Id,
  /** The order in which messages were received; never changes. Numbers may be left out. */
  number: z.int().min(1),
  /** The same for all that one person writes in this session, and says nothing about who it is. */
  authorId: Id,
  /** May be empty. */
  displayName: z.string(),
  role: Role,
  /** Empty once deleted. */
  text: z.string(),
  sentAt: z.iso.datetime(),
  /** What it replies to. The text is its beginning, and empty once deleted. */
  replyTo: z.object({ messageId: Id, displayName: z.string(), text: z.string() }).optional(),
  /** How many people, by kind. */
  reactions: z.partialRecord(ReactionKind, z.int()),
  deletedBy: DeletedBy.optional(),
});
export type Message = z.infer<typeof Message>;

/** By message: the reactions that are this person's own. */
const Reacted = z.record(Id, z.array(ReactionKind));

const text = prose(chatLimits.text).pipe(z.string().min(1));
const Which = z.strictObject({ messageId: Id });

export const chatRequests = {
  /** Asked on each arrival in the room. */
  'chat:read': {
    input: z.strictObject({
      /** What this client knows is complete up to this revision: the answer then holds only what changed since. */
      since: z.int().nonnegative().optional(),
    }),
    output: z.object({
      settings: ChatSettings,
      /** Who this person is as an author. */
      authorId: Id,
      isMuted: z.boolean(),
      /** For the staff: who may not write. */
      mutedIds: z.array(Id),
      /** Whether these are the newest messages, to be taken in place of all that was known. */
      isWhole: z.boolean(),
      messages: z.array(Message),
      reacted: Reacted,
      /** Whether there are older ones than these. Means nothing unless the answer is whole. */
      hasOlder: z.boolean(),
      revision: z.int(),
      /** Milliseconds since this person last wrote, if that may matter to slow mode. */
      wroteMsAgo: z.int().optional(),
    }),
  },
  /** The messages just before that number, oldest first. */
  'chat:read-older': {
    input: z.strictObject({ before: z.int().min(1) }),
    output: z.object({ messages: z.array(Message), reacted: Reacted, hasOlder: z.boolean() }),
  },
  /** The id is the client's own (a UUID): sending again with it sends once. */
  'message:send': {
    input: z.strictObject({ messageId: z.uuid(), text, replyToId: Id.optional() }),
    output: Message,
  },
  /** By its author, or by the staff. A stone remains. */
  'message:delete': { input: Which, output: Message },
  'message:react': {
    input: z.strictObject({ messageId: Id, kind: ReactionKind, isOn: z.boolean() }),
    output: Message,
  },
  /** Its author asks it, as a question on the board. Done again, it is asked once. */
  'message:make-question': { input: Which, output: z.object({}) },
  'chat:configure': {
    input: ChatSettings.partial().strict(),
    output: ChatSettings,
  },
  /** Whether the author of this message may write. */
  'chat:mute': {
    input: z.strictObject({ messageId: Id, isMuted: z.boolean() }),
    output: z.object({ authorId: Id, isMuted: z.boolean() }),
  },
} as const;

export const chatNotices = {
  /** New and changed messages, at most four times a second. Says all there was between the two revisions. */
  'chat:said': z.object({
    after: z.int(),
    revision: z.int(),
    messages: z.array(Message),
  }),
  'chat:configured': ChatSettings,
  /** For the staff, and for the person who may not write (any more), or may again. */
  'chat:muted': z.object({ authorId: Id, isMuted: z.boolean() }),
} as const;
