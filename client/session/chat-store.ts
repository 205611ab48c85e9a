import type { ChatSettings, Message } from '../../server/protocol/chat.ts';
import type { RequestInput } from '../../server/protocol/protocol.ts';
import type { ReactionKind } from '../../server/protocol/reactions.ts';
import {
  applyChatNotice,
  countUnread,
  withMessages,
  withMuted,
  withOlder,
  withoutFarAbove,
  withReaction,
  withRead,
  type ChatView,
} from '../state/chat-view.ts';
import { ChatOutbox, type Unsent, type WaitingMessage } from './chat-outbox.ts';
import { Listeners } from './listeners.ts';
import { LiveStore, type SessionTalk } from './live-store.ts';
import { newUuid } from './new-uuid.ts';

export type ChatSnapshot = {
  /** Undefined until it was read once. */
  view: ChatView | undefined;
  /** One's own that the hub has not confirmed yet, in the order written. */
  unsent: readonly WaitingMessage[];
  /** How many came from others since the end was last in sight. */
  unread: number;
  /** The newest message that has been in sight. */
  seenNumber: number;
  /** When this person last wrote, on this device's clock in milliseconds; undefined when it is long ago. */
  wroteAt: number | undefined;
};

/** The chat as this page knows it, and what this page wrote. */
export class ChatStore {
  readonly #talk: SessionTalk;
  readonly #live: LiveStore<ChatView>;
  readonly #outbox: ChatOutbox;
  readonly #changed = new Listeners();
  #draft = '';
  #replyTo: Unsent['replyTo'];
  readonly #ends: (() => void)[];
  #olderBefore: number | undefined;
  #seenNumber: number | undefined;
  #wroteAt: number | undefined;
  #isEndInSight = false;
  #snapshot: ChatSnapshot;

  constructor(talk: SessionTalk, code: string) {
    this.#talk = talk;
    this.#live = new LiveStore<ChatView>(talk, {
      read: async (request) => {
        const known = this.#live.state;
        const read = await request('chat:read', known ? { since: known.revision } : {});
        const { wroteMsAgo } = read;
        this.#wroteAt = wroteMsAgo === undefined ? undefined : Date.now() - wroteMsAgo;
        return withRead(this.#live.state, read);
      },
      apply: applyChatNotice,
    });
    this.#outbox = new ChatOutbox(code, {
      send: ({ messageId, text, replyTo }) =>
        talk.request('message:send', {
          ...{ messageId, text },
          ...(replyTo ? { replyToId: replyTo.messageId } : {}),
        }),
      sent: (message) => {
        this.#wroteAt = Date.now();
        this.#live.change((view) => withMessages(view, [message]));
      },
    });
    this.#snapshot = this.#take();
    this.#ends = [
      this.#outbox.subscribe(() => this.#tell()),
      this.#live.subscribe(() => {
        this.#tell();
        if (this.#live.state?.hasGap) this.#mend();
      }),
      talk.arrived.add(() => void this.#outbox.flush()),
    ];
  }

  get snapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** What stands in the field: kept while the panel is away. */
  get draft(): string {
    return this.#draft;
  }

  keepDraft(text: string): void {
    this.#draft = text;
  }

  /** What the next message replies to. */
  get replyTo(): Unsent['replyTo'] {
    return this.#replyTo;
  }

  keepReplyTo(replyTo: Unsent['replyTo']): void {
    this.#replyTo = replyTo;
  }

  /** Sent at once, or as soon as there is a way. */
  write(text: string, replyTo: Unsent['replyTo']): void {
    const messageId = newUuid();
    this.#outbox.add({ messageId, text, ...(replyTo ? { replyTo } : {}) });
  }

  retry(messageId: string): void {
    this.#outbox.retry(messageId);
  }

  drop(messageId: string): void {
    this.#outbox.drop(messageId);
  }

  /** Whether the end of the chat is on the screen: then what comes is read, and what is far above may go. */
  setEndInSight(isEndInSight: boolean): void {
    if (this.#isEndInSight === isEndInSight) return;
    this.#isEndInSight = isEndInSight;
    if (isEndInSight) this.#live.change(withoutFarAbove);
    this.#tell();
  }

  /** Reads the page before the first known message. Asked again meanwhile, it reads once. */
  async readOlder(): Promise<void> {
    const view = this.#live.state;
    const before = view?.messages[0]?.number;
    if (!view?.hasOlder || before === undefined || this.#olderBefore === before) return;
    this.#olderBefore = before;
    try {
      const older = await this.#talk.request('chat:read-older', { before });
      this.#live.change((known) => withOlder(known, before, older));
    } finally {
      this.#olderBefore = undefined;
    }
  }

  async react(
    messageId: string,
    reaction: { kind: ReactionKind; isOn: boolean },
  ): Promise<void> {
    const message = await this.#talk.request('message:react', { messageId, ...reaction });
    this.#live.change((view) =>
      withReaction(withMessages(view, [message]), messageId, reaction),
    );
  }

  async delete(messageId: string): Promise<void> {
    const stone = await this.#talk.request('message:delete', { messageId });
    this.#live.change((view) => withMessages(view, [stone]));
  }

  async makeQuestion(messageId: string): Promise<void> {
    await this.#talk.request('message:make-question', { messageId });
  }

  async mute({ messageId }: Message, isMuted: boolean): Promise<void> {
    const muted = await this.#talk.request('chat:mute', { messageId, isMuted });
    this.#live.change((view) => withMuted(view, muted));
  }

  async configure(change: RequestInput<'chat:configure'>): Promise<void> {
    const settings: ChatSettings = await this.#talk.request('chat:configure', change);
    this.#live.change((view) => ({ ...view, settings }));
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#outbox.close();
    this.#live.close();
  }

  #mend(): void {
    this.#live.change((view) => ({ ...view, hasGap: false }));
    void this.#live.read();
  }

  #take(): ChatSnapshot {
    const view = this.#live.state;
    const newest = view?.messages.at(-1)?.number ?? 0;
    // What was there before this page came is not news.
    if (view && (this.#seenNumber === undefined || this.#isEndInSight)) {
      this.#seenNumber = newest;
    }
    const seenNumber = this.#seenNumber ?? 0;
    const unread = view ? countUnread(view, seenNumber) : 0;
    // The notice of a message may be faster than its answer.
    const known = new Set(view?.messages.slice(-50).map(({ messageId }) => messageId));
    const unsent = this.#outbox.state.filter(({ messageId }) => !known.has(messageId));
    return { view, unsent, unread, seenNumber, wroteAt: this.#wroteAt };
  }

  #tell(): void {
    this.#snapshot = this.#take();
    this.#changed.tell();
  }
}
