import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { Consent } from '../sessions/consent.ts';
import { unlessStored } from './finish-recording.ts';
import type { ConsentStore } from './recording-repository.ts';
import { WriteBehind } from './write-behind.ts';

/** More answers than any session has. Beyond it the database has been away for days. */
const maxWaiting = 10_000;

type Given = Omit<Consent, 'consentId' | 'addressHash' | 'decidedAt'> & { address: string };

/** Stores what people answered, and goes on trying while the database is away. */
export class ConsentBook {
  readonly #waiting = new Map<string, Consent>();
  readonly #writer: WriteBehind<undefined>;
  readonly #hashAddress: (address: string) => string;
  readonly #clock: Clock;
  readonly #log: Logger;

  constructor({
    store,
    hashAddress,
    clock,
    log,
    scope,
  }: {
    store: ConsentStore;
    hashAddress: (address: string) => string;
    clock: Clock;
    log: Logger;
    scope: Scope;
  }) {
    this.#hashAddress = hashAddress;
    this.#clock = clock;
    this.#log = log;
    this.#writer = new WriteBehind({
      write: async () => {
        for (const consent of [...this.#waiting.values()]) {
          await unlessStored(() => store.add(consent));
          this.#waiting.delete(consent.consentId);
        }
      },
      log,
      scope,
    });
  }

  /** Stores an answer in the background, as of now. */
  put({ address, ...answer }: Given): void {
    const consentId = newId();
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined && this.#waiting.size >= maxWaiting) {
      this.#log.error({ consentId: oldest }, 'consent not stored, given up');
      this.#waiting.delete(oldest);
    }
    const addressHash = this.#hashAddress(address);
    const { sessionId, peerId, displayName, granted, textVersion } = answer;
    const given = { sessionId, peerId, displayName, granted, textVersion };
    const decidedAt = this.#clock.now();
    this.#waiting.set(consentId, { consentId, ...given, addressHash, decidedAt });
    this.#writer.put(undefined);
  }

  /** Resolves when all answers are stored, but no later than this. */
  settled(withinMs: number): Promise<void> {
    return this.#writer.settled(withinMs);
  }
}
