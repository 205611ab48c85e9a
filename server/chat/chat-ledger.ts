import { AppError } from '../platform/app-error.ts';
import { createBatches, type Batches } from '../platform/batches.ts';
import type { Clock } from '../platform/clock.ts';
import type { ChatSettings, DeletedBy } from '../protocol/chat.ts';
import { ChatEntry } from './chat-entry.ts';
import { ChatShelf } from './chat-shelf.ts';
import type { ChatRepository, StoredChat, StoredMessage, StoredReaction } from './message.ts';

type Reacting = StoredReaction & { isOn: boolean };
type Replying = { message: StoredMessage; target: ChatEntry | undefined };

export type NewMessage = Omit<
  StoredMessage,
  'number' | 'sessionId' | 'deletedBy' | 'replyToId'
> & {
  /** What it replies to. */
  target: ChatEntry | undefined;
};

/** Rows written at once. */
const batchSize = 500;

/** The newest message has a number below this one. */
const afterAll = 2 ** 31 - 1;

/**
 * The chat of one session as it is stored: what is kept here is changed after the database has been. What comes at the
 * same time is written together.
 */
export class ChatLedger {
  readonly #sessionId: string;
  readonly #chat: ChatRepository;
  readonly #clock: Clock;
  readonly #onChanged: (entries: readonly ChatEntry[]) => void;
  readonly #messages: Batches<Replying>;
  readonly #reactions: Batches<Reacting>;
  /** On their way to the database, by id: one that is sent again meanwhile is the same. */
  readonly #sending = new Map<string, Promise<ChatEntry>>();
  readonly #muted = new Set<string>();
  #shelf: ChatShelf | undefined;
  #stored: StoredChat | undefined;

  constructor(
    { sessionId, chat, clock }: { sessionId: string; chat: ChatRepository; clock: Clock },
    /** Messages are new or changed, and stored. */
    onChanged: (entries: readonly ChatEntry[]) => void,
  ) {
    this.#sessionId = sessionId;
    this.#chat = chat;
    this.#clock = clock;
    this.#onChanged = onChanged;
    this.#messages = createBatches((batch) => this.#storeMessages(batch), {
      atMost: batchSize,
    });
    this.#reactions = createBatches((batch) => this.#storeReactions(batch), {
      atMost: batchSize,
    });
  }

  /** Reads what is stored. Before, nothing else may be asked of it. */
  async load(): Promise<void> {
    const stored = await this.#chat.open(this.#sessionId);
    const newest = await this.#chat.page(this.#sessionId, afterAll, ChatShelf.size);
    for (const personKey of stored.mutedKeys) this.#muted.add(personKey);
    this.#stored = stored;
    this.#shelf = new ChatShelf(
      newest.map((whole) => new ChatEntry(whole)),
      // Microseconds: changes are far fewer, so after a restart this is higher than it ever was before.
      { revision: this.#clock.now().getTime() * 1000 },
    );
  }

  get shelf(): ChatShelf {
    if (!this.#shelf) throw new Error('The chat is not loaded.');
    return this.#shelf;
  }

  get settings(): ChatSettings {
    return this.#chatState.settings;
  }

  get mutedKeys(): ReadonlySet<string> {
    return this.#muted;
  }

  /** Throws `not-found`. */
  async get(messageId: string): Promise<ChatEntry> {
    const entry = await this.find(messageId);
    if (!entry) throw new AppError('not-found', 'There is no such message.');
    return entry;
  }

  async find(messageId: string): Promise<ChatEntry | undefined> {
    const known = this.shelf.find(messageId);
    if (known) return known;
    const stored = await this.#chat.find(messageId);
    if (stored?.message.sessionId !== this.#sessionId) return undefined;
    return this.shelf.keep(new ChatEntry(stored));
  }

  /** Older messages than that number, oldest first, and whether there are more. */
  async older(
    before: number,
    limit: number,
  ): Promise<{ entries: ChatEntry[]; hasOlder: boolean }> {
    const page = await this.#chat.page(this.#sessionId, before, limit + 1);
    const hasOlder = page.length > limit;
    const entries = page.slice(-limit).map((whole) => new ChatEntry(whole));
    return { entries, hasOlder };
  }

  /** A message that is stored or being stored under this id. */
  sent(messageId: string): Promise<ChatEntry> | ChatEntry | undefined {
    return this.#sending.get(messageId) ?? this.shelf.find(messageId);
  }

  /** Resolves once it is stored: as it is now, or as it was when it was first sent. */
  add({ target, ...message }: NewMessage): Promise<ChatEntry> {
    const { messageId } = message;
    this.#chatState.lastNumber += 1;
    const { lastNumber: number } = this.#chatState;
    const added = {
      ...message,
      ...{ number, sessionId: this.#sessionId, deletedBy: undefined },
      replyToId: target?.message.messageId,
    };
    const sending = this.#messages
      .add({ message: added, target })
      .then(() => this.find(messageId))
      .then((entry) => {
        if (entry) return entry;
        throw new AppError('conflict', 'This id is taken.');
      })
      .finally(() => this.#sending.delete(messageId));
    this.#sending.set(messageId, sending);
    return sending;
  }

  async delete(entry: ChatEntry, by: DeletedBy): Promise<void> {
    if (entry.message.deletedBy) return;
    const { messageId } = entry.message;
    await this.#chat.delete(messageId, by);
    entry.change({ deletedBy: by, text: '' });
    this.shelf.forgetQuoted(messageId);
    this.shelf.changed(entry);
    this.#onChanged([entry]);
  }

  /** Resolves once it is stored and counts. */
  react(reaction: Reacting): Promise<void> {
    return this.#reactions.add(reaction);
  }

  async configure(settings: ChatSettings): Promise<void> {
    await this.#chat.configure(this.#sessionId, settings);
    this.#chatState.settings = settings;
  }

  async setMuted(personKey: string, isMuted: boolean): Promise<void> {
    await this.#chat.setMuted(this.#sessionId, personKey, isMuted);
    if (isMuted) this.#muted.add(personKey);
    else this.#muted.delete(personKey);
  }

  get #chatState(): StoredChat {
    if (!this.#stored) throw new Error('The chat is not loaded.');
    return this.#stored;
  }

  async #storeMessages(batch: readonly Replying[]): Promise<void> {
    const added = new Set(await this.#chat.add(batch.map(({ message }) => message)));
    const entries = batch
      .filter(({ message }) => added.has(message.messageId))
      // Quoted as it is by now: it may have been deleted meanwhile.
      .map(
        ({ message, target }) =>
          new ChatEntry({ message, quoted: target?.quote, reactions: [] }),
      );
    for (const entry of entries) this.shelf.add(entry);
    this.#onChanged(entries);
  }

  async #storeReactions(batch: readonly Reacting[]): Promise<void> {
    // Of someone who has pressed twice meanwhile, the last press counts.
    const last = new Map(
      batch.map((one) => [`${one.messageId} ${one.kind} ${one.personKey}`, one]),
    );
    await this.#chat.react([...last.values()]);
    const changed = new Set<ChatEntry>();
    for (const reaction of last.values()) {
      const entry = this.shelf.find(reaction.messageId);
      if (entry?.react(reaction)) changed.add(entry);
    }
    for (const entry of changed) this.shelf.changed(entry);
    this.#onChanged([...changed]);
  }
}
