import { AppError } from '../platform/app-error.ts';
import { createBatches, type Batches } from '../platform/batches.ts';
import type { PollAnswer } from '../protocol/polls.ts';
import { stale } from './poll-drafts.ts';
import type { PollChange, PollRepository, StoredAnswer, StoredPoll } from './poll.ts';
import { tallyOf, type PollResult } from './tally.ts';

/** A poll with its answers, by person. */
export type PollEntry = {
  poll: StoredPoll;
  readonly answers: Map<string, PollAnswer>;
};

/** Answers written at once. */
const batchSize = 500;

/**
 * The polls and answers of one session, as they are stored: what is kept here is changed after the database has been.
 * Answers that come together are written together.
 */
export class PollLedger {
  readonly #sessionId: string;
  readonly #polls: PollRepository;
  readonly #entries = new Map<string, PollEntry>();
  readonly #batches: Batches<StoredAnswer>;
  #loading: Promise<void> | undefined;

  constructor(
    sessionId: string,
    polls: PollRepository,
    /** Answers to these polls have been stored. */
    onAnswers: (entries: ReadonlySet<PollEntry>) => void,
  ) {
    this.#sessionId = sessionId;
    this.#polls = polls;
    this.#batches = createBatches(async (answers) => onAnswers(await this.#store(answers)), {
      atMost: batchSize,
    });
  }

  /** Reads what is stored, once it is needed. A failure is tried again by the next who needs it. */
  load(): Promise<void> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  get isLoaded(): boolean {
    return this.#loading !== undefined;
  }

  /** Oldest first. */
  get entries(): PollEntry[] {
    return [...this.#entries.values()];
  }

  get(pollId: string): PollEntry {
    const entry = this.#entries.get(pollId);
    if (!entry) throw new AppError('not-found', 'There is no such poll.');
    return entry;
  }

  /** Takes a poll as it was just stored, new or changed. */
  put(poll: StoredPoll): PollEntry {
    const entry = this.#entries.get(poll.pollId) ?? { poll, answers: new Map() };
    entry.poll = poll;
    this.#entries.set(poll.pollId, entry);
    return entry;
  }

  forget(pollId: string): void {
    this.#entries.delete(pollId);
  }

  /** Throws `conflict` when someone else has changed it. */
  async update(entry: PollEntry, change: PollChange): Promise<void> {
    const { pollId, version } = entry.poll;
    const changed = await this.#polls.update(pollId, version, change);
    if (!changed) throw stale();
    entry.poll = changed;
  }

  /** Resolves once it is stored and counts. */
  answer(answer: StoredAnswer): Promise<void> {
    return this.#batches.add(answer);
  }

  /** Resolves once every answer so far is stored or refused. */
  settled(): Promise<void> {
    return this.#batches.settled();
  }

  async #read(): Promise<void> {
    for (const entry of await readEntries(this.#polls, this.#sessionId)) {
      this.#entries.set(entry.poll.pollId, entry);
    }
  }

  async #store(answers: readonly StoredAnswer[]): Promise<Set<PollEntry>> {
    // Of someone who has changed an answer twice meanwhile, the last one counts.
    const last = new Map(answers.map((one) => [`${one.pollId} ${one.personKey}`, one]));
    await this.#polls.answer([...last.values()]);
    const changed = new Set<PollEntry>();
    for (const { pollId, personKey, answer } of last.values()) {
      const entry = this.#entries.get(pollId);
      entry?.answers.set(personKey, answer);
      if (entry) changed.add(entry);
    }
    return changed;
  }
}

/** Every poll of a session with its answers, oldest first. */
export async function readEntries(
  polls: PollRepository,
  sessionId: string,
): Promise<PollEntry[]> {
  const stored = await polls.list(sessionId);
  const entries = new Map<string, PollEntry>();
  for (const poll of stored) entries.set(poll.pollId, { poll, answers: new Map() });
  for (const { pollId, personKey, answer } of await polls.listAnswers(sessionId)) {
    entries.get(pollId)?.answers.set(personKey, answer);
  }
  return [...entries.values()];
}

export const resultOf = ({ poll, answers }: PollEntry): PollResult =>
  tallyOf(poll.plan, poll.hiddenWords, answers.values());
