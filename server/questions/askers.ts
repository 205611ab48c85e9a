import type { AskerMode } from '../protocol/questions.ts';
import type { StoredQuestion } from './question.ts';

/** Somebody as sessions know them: under another key in each. */
export type Person = {
  /** In this session. */
  readonly personKey: string;
  readonly keyIn: (sessionId: string) => string;
};

/** The key of an anonymous asker, which nobody can join to the person's own without the hub's secret. */
export type Pseudonym = (personKey: string) => string;

/**
 * Who asked what, by their keys. What was carried here from an earlier session has its asker's key of that session: whose
 * it is, is learned when that person is here, and kept in memory alone. Nothing that is stored joins the keys of two
 * sessions.
 */
export class Askers {
  readonly #pseudonym: Pseudonym;
  readonly #pseudonyms = new Map<string, string>();
  /** Those that questions were carried from. */
  readonly #earlierSessions = new Set<string>();
  /** By person, then by session. */
  readonly #earlierKeys = new Map<string, Map<string, string>>();

  constructor(pseudonym: Pseudonym) {
    this.#pseudonym = pseudonym;
  }

  /** There is a question of somebody of an earlier session. */
  expect(sessionId: string): void {
    this.#earlierSessions.add(sessionId);
  }

  meet({ personKey, keyIn }: Person): void {
    for (const sessionId of this.#earlierSessions) {
      const known = this.#earlierKeys.get(personKey) ?? new Map<string, string>();
      if (known.has(sessionId)) continue;
      this.#earlierKeys.set(personKey, known.set(sessionId, keyIn(sessionId)));
    }
  }

  /** The key under which a person asks in this mode. */
  keyFor(mode: AskerMode, personKey: string): string {
    if (mode !== 'anonymous') return personKey;
    const known = this.#pseudonyms.get(personKey) ?? this.#pseudonym(personKey);
    this.#pseudonyms.set(personKey, known);
    return known;
  }

  isAsker({ askerKey, askerMode, askerSessionId }: StoredQuestion, personKey: string): boolean {
    const key =
      askerSessionId === undefined
        ? personKey
        : this.#earlierKeys.get(personKey)?.get(askerSessionId);
    return key !== undefined && askerKey === this.keyFor(askerMode, key);
  }

  /** All under which a person may have asked something here. */
  keysOf(personKey: string): string[] {
    const own = [personKey, ...(this.#earlierKeys.get(personKey)?.values() ?? [])];
    return own.flatMap((key) => [key, this.keyFor('anonymous', key)]);
  }
}
