import type { Message } from '../protocol/chat.ts';
import type { ReactionKind } from '../protocol/reactions.ts';
import {
  countReactions,
  toMessage,
  type Quoted,
  type StoredMessage,
  type StoredReaction,
  type WholeMessage,
} from './message.ts';

type ReactionChange = Pick<StoredReaction, 'kind' | 'personKey'> & { isOn: boolean };

/** A message that the hub keeps at hand, as it is stored. */
export class ChatEntry {
  /** Of its last change since the hub read it; 0 before. */
  revision = 0;
  #message: StoredMessage;
  #quoted: Quoted | undefined;
  readonly #reactions = new Map<ReactionKind, Set<string>>();
  /** Most messages are told many times and changed never. */
  #told: Message | undefined;

  constructor({ message, quoted, reactions }: WholeMessage) {
    this.#message = message;
    this.#quoted = quoted;
    for (const reaction of reactions) this.react({ ...reaction, isOn: true });
  }

  get message(): StoredMessage {
    return this.#message;
  }

  /** What a reply shows of it. */
  get quote(): Quoted {
    const { messageId, displayName, text } = this.#message;
    return { messageId, displayName, text };
  }

  /** As everyone in the room sees it. */
  get told(): Message {
    this.#told ??= toMessage(
      { message: this.#message, quoted: this.#quoted },
      countReactions(this.#reactions),
    );
    return this.#told;
  }

  reactionsOf(personKey: string): ReactionKind[] {
    return [...this.#reactions].flatMap(([kind, people]) =>
      people.has(personKey) ? [kind] : [],
    );
  }

  change(change: Pick<StoredMessage, 'deletedBy' | 'text'>): void {
    this.#message = { ...this.#message, ...change };
    this.#told = undefined;
  }

  /** The message this one replies to is deleted. */
  forgetQuoted(): void {
    if (this.#quoted) this.#quoted = { ...this.#quoted, text: '' };
    this.#told = undefined;
  }

  /** Returns whether that is news. */
  react({ kind, personKey, isOn }: ReactionChange): boolean {
    const people = this.#reactions.get(kind) ?? new Set();
    if (people.has(personKey) === isOn) return false;
    if (isOn) people.add(personKey);
    else people.delete(personKey);
    this.#reactions.set(kind, people);
    this.#told = undefined;
    return true;
  }
}
