import type { ReactionKind } from '../../server/protocol/reactions.ts';
import { Listeners } from './listeners.ts';
import type { SessionTalk } from './live-store.ts';
import { toSessionProblem } from './session-error.ts';

export type ReactionsSnapshot = {
  /** How many came in this wave, by kind; a wave ends when none has come for some seconds. */
  counts: Partial<Record<ReactionKind, number>>;
  /** Those to be seen rising, the newest last. */
  rising: readonly { riseId: number; kind: ReactionKind }[];
};

/** A wave ends after this silence, in milliseconds. */
const waveMs = 6_000;
/** More than these at once are a number, not a picture. */
const risingMax = 8;
const none: ReactionsSnapshot = { counts: {}, rising: [] };

/** Reactions to the stage as they come: counted for a moment, then gone. */
export class ReactionsStore {
  readonly #talk: SessionTalk;
  readonly #changed = new Listeners();
  readonly #end: () => void;
  #snapshot = none;
  #riseId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(talk: SessionTalk) {
    this.#talk = talk;
    this.#end = talk.noticed.add(({ name, notice }) => {
      if (name === 'reactions:counted') this.#add(notice.counts);
    });
  }

  get snapshot(): ReactionsSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  async send(kind: ReactionKind): Promise<void> {
    try {
      await this.#talk.request('reaction:send', { kind });
    } catch (error) {
      // One more clap than may be counted is no failure to tell anyone of.
      if (toSessionProblem(error) !== 'too-many') throw error;
    }
  }

  close(): void {
    this.#end();
    clearTimeout(this.#timer);
  }

  #add(added: ReactionsSnapshot['counts']): void {
    const counts = { ...this.#snapshot.counts };
    const rising = [...this.#snapshot.rising];
    for (const [name, count] of Object.entries(added)) {
      const kind = name as ReactionKind;
      counts[kind] = (counts[kind] ?? 0) + count;
      for (let at = 0; at < Math.min(count, risingMax); at += 1) {
        rising.push({ riseId: (this.#riseId += 1), kind });
      }
    }
    this.#set({ counts, rising: rising.slice(-risingMax) });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set(none), waveMs);
  }

  #set(snapshot: ReactionsSnapshot): void {
    this.#snapshot = snapshot;
    this.#changed.tell();
  }
}
