import type { ChatEntry } from './chat-entry.ts';

/** The newest messages, for everyone who comes in. */
const newestMax = 200;
/** Newest and changed messages together, for everyone who comes back. */
const allMax = 600;

/** The messages that the hub keeps at hand: the newest, and those that changed last. Knows how far back it is complete. */
export class ChatShelf {
  /** By id; what changed last stands last. */
  readonly #all = new Map<string, ChatEntry>();
  /** In order of their numbers. */
  readonly #newest: ChatEntry[] = [];
  #hasOlder: boolean;
  #revision: number;
  /** Every change after this one is here. */
  #floor: number;

  /**
   * `revision` must be higher than any that an earlier shelf of the same chat has given out: what clients know by those
   * says nothing about this one.
   */
  constructor(newest: readonly ChatEntry[], { revision }: { revision: number }) {
    this.#revision = revision;
    this.#floor = revision;
    this.#hasOlder = newest.length >= newestMax;
    for (const entry of newest) {
      this.#all.set(entry.message.messageId, entry);
      this.#newest.push(entry);
    }
  }

  /** How many of the newest it wants to begin with. */
  static readonly size = newestMax;

  get revision(): number {
    return this.#revision;
  }

  find(messageId: string): ChatEntry | undefined {
    return this.#all.get(messageId);
  }

  /** Keeps an older message at hand that somebody needs; returns the one that is there already, if it is. */
  keep(entry: ChatEntry): ChatEntry {
    const { messageId } = entry.message;
    const known = this.#all.get(messageId);
    if (known) return known;
    this.#put(messageId, entry);
    return entry;
  }

  /** A message has come, and is the newest. */
  add(entry: ChatEntry): void {
    this.#newest.push(entry);
    if (this.#newest.length > newestMax) {
      this.#newest.shift();
      this.#hasOlder = true;
    }
    this.changed(entry);
  }

  changed(entry: ChatEntry): void {
    this.#revision += 1;
    entry.revision = this.#revision;
    const { messageId } = entry.message;
    this.#all.delete(messageId);
    this.#put(messageId, entry);
  }

  /** A message is deleted: replies to it show nothing of it any more. */
  forgetQuoted(messageId: string): void {
    for (const entry of this.#all.values()) {
      if (entry.message.replyToId === messageId) entry.forgetQuoted();
    }
  }

  newest(limit: number): { entries: ChatEntry[]; hasOlder: boolean } {
    const entries = this.#newest.slice(-limit);
    return { entries, hasOlder: this.#hasOlder || entries.length < this.#newest.length };
  }

  /** What changed after that revision; undefined when that is longer ago than is known here. */
  changedSince(revision: number): ChatEntry[] | undefined {
    if (revision < this.#floor) return undefined;
    return [...this.#all.values()].filter((entry) => entry.revision > revision);
  }

  #put(messageId: string, entry: ChatEntry): void {
    this.#all.set(messageId, entry);
    if (this.#all.size <= allMax) return;
    const newestFrom = this.#newest[0]?.message.number ?? 0;
    for (const [id, { message, revision }] of this.#all) {
      if (message.number >= newestFrom) continue;
      this.#all.delete(id);
      this.#floor = Math.max(this.#floor, revision);
      return;
    }
  }
}
