import { AppError } from '../platform/app-error.ts';
import type { Serial } from '../platform/serial.ts';
import { chatLimits, type ChatSettings, type Message } from '../protocol/chat.ts';
import type { ParsedInput, RequestOutput } from '../protocol/protocol.ts';
import { atMostEvery } from '../rooms/at-most-every.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns } from '../rooms/turns.ts';
import type { ChatEntry } from './chat-entry.ts';
import { ChatLedger } from './chat-ledger.ts';
import { authorIdOf, type ChatRepository } from './message.ts';
import { mayWrite, slowMsFor, WritingPace } from './writing.ts';

/** How often there is news, whatever is said. */
const newsMs = 500;
const sweepMs = 60_000;

const isSeated = ({ isSeated }: Caller): boolean => isSeated;
const isStaff = ({ role }: Caller): boolean => seesEveryone(role);

/** The chat of one room: for those who have a seat in it, each message stored before it is told. */
export class ChatBoard {
  readonly #floor: RoomFloor;
  readonly #ledger: ChatLedger;
  readonly #pace = new WritingPace();
  readonly #inTurn: Serial;
  readonly #announce: () => void;
  /** New or changed, and not told yet. */
  readonly #news = new Set<ChatEntry>();
  /** Up to which everyone was told. */
  #toldRevision: number | undefined;
  #loading: Promise<void> | undefined;

  constructor(sessionId: string, floor: RoomFloor, chat: ChatRepository) {
    const { scope, clock } = floor;
    this.#floor = floor;
    this.#inTurn = createTurns(scope);
    this.#ledger = new ChatLedger({ sessionId, chat, clock }, (entries) => {
      for (const entry of entries) this.#news.add(entry);
      if (entries.length > 0) this.#announce();
    });
    this.#announce = atMostEvery(scope, 'chat', newsMs, () => this.#tellNews());
    scope.every('chat pace', sweepMs, () =>
      this.#pace.sweep(chatLimits.slowSeconds * 1000, this.#nowMs),
    );
  }

  async read(
    caller: Caller,
    { since }: ParsedInput<'chat:read'>,
  ): Promise<RequestOutput<'chat:read'>> {
    await this.#load(caller);
    const { shelf, settings, mutedKeys } = this.#ledger;
    const changed = since === undefined ? undefined : shelf.changedSince(since);
    const newest = shelf.newest(chatLimits.page);
    const entries = changed ?? newest.entries;
    const { personKey } = caller;
    const wroteMsAgo = this.#pace.msSince(personKey, this.#nowMs);
    return {
      settings,
      authorId: authorIdOf(personKey),
      isMuted: mutedKeys.has(personKey),
      mutedIds: isStaff(caller) ? [...mutedKeys].map(authorIdOf) : [],
      isWhole: changed === undefined,
      ...toldTo(caller, entries),
      hasOlder: newest.hasOlder,
      revision: shelf.revision,
      ...(wroteMsAgo === undefined ? {} : { wroteMsAgo }),
    };
  }

  async readOlder(
    caller: Caller,
    { before }: ParsedInput<'chat:read-older'>,
  ): Promise<RequestOutput<'chat:read-older'>> {
    await this.#load(caller);
    const { entries, hasOlder } = await this.#ledger.older(before, chatLimits.page);
    return { ...toldTo(caller, entries), hasOlder };
  }

  async send(
    caller: Caller,
    { messageId, text, replyToId }: ParsedInput<'message:send'>,
  ): Promise<Message> {
    await this.#load(caller);
    const { personKey, displayName, role } = caller;
    const sent = this.#ledger.sent(messageId);
    if (sent) return own(await sent, caller).told;
    const target = replyToId === undefined ? undefined : await this.#ledger.get(replyToId);
    const unsay = this.#admit(caller);
    const sentAt = this.#floor.clock.now();
    const message = { messageId, personKey, displayName, role, text, sentAt };
    try {
      return own(await this.#ledger.add({ ...message, target }), caller).told;
    } catch (error) {
      unsay();
      throw error;
    }
  }

  async delete(caller: Caller, messageId: string): Promise<Message> {
    await this.#load(caller);
    const entry = await this.#ledger.get(messageId);
    const isOwn = entry.message.personKey === caller.personKey;
    if (!isOwn && !isStaff(caller)) {
      throw new AppError('forbidden', 'This message is somebody else’s.');
    }
    await this.#ledger.delete(entry, isOwn ? 'author' : 'moderator');
    return entry.told;
  }

  async react(
    caller: Caller,
    { messageId, kind, isOn }: ParsedInput<'message:react'>,
  ): Promise<Message> {
    await this.#load(caller);
    const entry = await this.#ledger.get(messageId);
    if (entry.message.deletedBy) throw new AppError('not-found', 'This message is deleted.');
    await this.#ledger.react({ messageId, personKey: caller.personKey, kind, isOn });
    return entry.told;
  }

  /** Its author as one who asks, and what they would ask. */
  async asQuestion(
    caller: Caller,
    messageId: string,
  ): Promise<{ asker: Pick<Caller, 'personKey' | 'role' | 'displayName'>; text: string }> {
    await this.#load(caller);
    const { message } = await this.#ledger.get(messageId);
    if (message.deletedBy) throw new AppError('not-found', 'This message is deleted.');
    const { personKey, role, displayName, text } = message;
    return { asker: { personKey, role, displayName }, text };
  }

  configure(caller: Caller, change: ParsedInput<'chat:configure'>): Promise<ChatSettings> {
    return this.#inTurn(async () => {
      await this.#load(caller);
      const { writers, slowSeconds } = this.#ledger.settings;
      const settings = {
        writers: change.writers ?? writers,
        slowSeconds: change.slowSeconds ?? slowSeconds,
      };
      await this.#ledger.configure(settings);
      this.#floor.tell('chat:configured', settings, isSeated);
      return settings;
    });
  }

  mute(
    caller: Caller,
    { messageId, isMuted }: ParsedInput<'chat:mute'>,
  ): Promise<RequestOutput<'chat:mute'>> {
    return this.#inTurn(async () => {
      await this.#load(caller);
      const { personKey, role } = (await this.#ledger.get(messageId)).message;
      if (seesEveryone(role)) {
        throw new AppError('forbidden', 'Hosts and moderators cannot be muted.');
      }
      await this.#ledger.setMuted(personKey, isMuted);
      const muted = { authorId: authorIdOf(personKey), isMuted };
      this.#floor.tell(
        'chat:muted',
        muted,
        (one) => one.isSeated && (isStaff(one) || one.personKey === personKey),
      );
      return muted;
    });
  }

  get #nowMs(): number {
    return this.#floor.clock.now().getTime();
  }

  /** The chat is for the room: who waits outside comes in first. */
  async #load(caller: Caller): Promise<void> {
    if (!caller.isSeated) throw new AppError('not-joined', 'Join the room first.');
    this.#loading ??= this.#open().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    await this.#loading;
  }

  async #open(): Promise<void> {
    await this.#ledger.load();
    const { shelf } = this.#ledger;
    this.#toldRevision = shelf.revision;
    // Slow mode outlives a restart, as far as the newest messages tell.
    for (const { message } of shelf.newest(Infinity).entries) {
      this.#pace.remember(message.personKey, message.sentAt.getTime(), this.#nowMs);
    }
  }

  /** Throws `forbidden` or `too-many`; returns what takes the message back that was counted. */
  #admit({ personKey, role }: Caller): () => void {
    const { settings, mutedKeys } = this.#ledger;
    if (!mayWrite({ role, isMuted: mutedKeys.has(personKey) }, settings)) {
      throw new AppError('forbidden', 'You may not write in the chat now.');
    }
    const unsay = this.#pace.take(personKey, slowMsFor(role, settings), this.#nowMs);
    if (!unsay) throw new AppError('too-many', 'You are writing too fast. Wait a moment.');
    return unsay;
  }

  #tellNews(): void {
    const after = this.#toldRevision ?? 0;
    const { revision } = this.#ledger.shelf;
    const messages = [...this.#news].map(({ told }) => told);
    this.#news.clear();
    this.#toldRevision = revision;
    this.#floor.tell('chat:said', { after, revision, messages }, isSeated);
  }
}

/** Entries as this caller sees them: the same for all, but for the reactions that are their own. */
function toldTo(
  { personKey }: Caller,
  entries: readonly ChatEntry[],
): Pick<RequestOutput<'chat:read'>, 'messages' | 'reacted'> {
  const reacted = entries.flatMap((entry) => {
    const kinds = entry.reactionsOf(personKey);
    return kinds.length > 0 ? [[entry.message.messageId, kinds] as const] : [];
  });
  return { messages: entries.map(({ told }) => told), reacted: Object.fromEntries(reacted) };
}

/** Ids are the clients' own: one that somebody else has used is no retry. */
function own(entry: ChatEntry, { personKey }: Caller): ChatEntry {
  if (entry.message.personKey === personKey) return entry;
  throw new AppError('conflict', 'This id is taken.');
}
