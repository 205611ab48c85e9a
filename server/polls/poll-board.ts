import { AppError } from '../platform/app-error.ts';
import type { Serial } from '../platform/serial.ts';
import type { Poll, PollAnswer, PollPlan } from '../protocol/polls.ts';
import type { RequestOutput } from '../protocol/protocol.ts';
import { atMostEvery } from '../rooms/at-most-every.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns } from '../rooms/turns.ts';
import { createPollDrafts, stale, type PollDrafts } from './poll-drafts.ts';
import { PollLedger, resultOf, type PollEntry } from './poll-ledger.ts';
import { openedEvent, resultEvent } from './poll-story.ts';
import { forAudience, forStaff, type PollRepository, type StoredPoll } from './poll.ts';
import { fitAnswer, shownTally } from './tally.ts';

type Seen = { pollId: string; version: number };
type Draft = { pollId: string; plan: PollPlan; isShown: boolean };

/** How often counts are news. */
const countsMs = 500;

const isStaff = ({ role }: Caller): boolean => seesEveryone(role);
const isAudience = (caller: Caller): boolean => !isStaff(caller);

/** The polls of one room. Changes run in turn; an answer waits for nothing but being stored. */
export class PollBoard {
  readonly #sessionId: string;
  readonly #floor: RoomFloor;
  readonly #polls: PollRepository;
  readonly #drafts: PollDrafts;
  readonly #ledger: PollLedger;
  readonly #inTurn: Serial;
  readonly #announceCounts: () => void;
  /** Polls with answers that were not announced yet. */
  readonly #uncounted = new Set<PollEntry>();
  /** Answers to it are too late, though it is not closed yet. */
  #closing: PollEntry | undefined;
  #isOver = false;

  constructor(sessionId: string, floor: RoomFloor, polls: PollRepository) {
    this.#sessionId = sessionId;
    this.#floor = floor;
    this.#polls = polls;
    this.#drafts = createPollDrafts({ polls, clock: floor.clock });
    this.#ledger = new PollLedger(sessionId, polls, (entries) => {
      for (const entry of entries) this.#uncounted.add(entry);
      this.#announceCounts();
    });
    this.#inTurn = createTurns(floor.scope);
    this.#announceCounts = atMostEvery(floor.scope, 'poll counts', countsMs, () => {
      for (const entry of this.#uncounted) this.#tellCounts(entry);
      this.#uncounted.clear();
    });
  }

  async read(caller: Caller): Promise<RequestOutput<'polls:read'>> {
    await this.#ledger.load();
    const { entries } = this.#ledger;
    const answered = entries.flatMap(({ poll, answers }) => {
      const answer = answers.get(caller.personKey);
      return answer ? [[poll.pollId, answer] as const] : [];
    });
    const view = isStaff(caller) ? staffView : audienceView;
    return {
      polls: entries.flatMap((entry) => view(entry) ?? []),
      answers: Object.fromEntries(answered),
    };
  }

  draft(draft: Draft): Promise<Poll> {
    return this.#change(async () =>
      this.#announce(this.#ledger.put(await this.#drafts.draft(this.#sessionId, draft))),
    );
  }

  change(change: Draft & Seen): Promise<Poll> {
    return this.#change(async () =>
      this.#announce(this.#ledger.put(await this.#drafts.change(this.#sessionId, change))),
    );
  }

  delete(seen: Seen): Promise<void> {
    return this.#change(async () => {
      await this.#drafts.delete(this.#sessionId, seen);
      this.#forget(seen.pollId);
    });
  }

  /** Opens it to answers, for the first time or again, and closes the one that is open. */
  open(seen: Seen): Promise<Poll> {
    return this.#move(
      seen,
      ({ state }) => state === 'open',
      async (entry) => {
        if (this.#isOver) throw new AppError('gone', 'This session has ended.');
        await this.#closeOpen();
        const openedAt = this.#floor.clock.now();
        await this.#ledger.update(entry, { state: 'open', openedAt, closedAt: undefined });
        await this.#floor.note(openedEvent(entry.poll));
      },
    );
  }

  close(seen: Seen): Promise<Poll> {
    return this.#move(
      seen,
      ({ state }) => state === 'closed',
      async (entry) => {
        if (entry.poll.state === 'draft') throw stale();
        await this.#close(entry);
      },
    );
  }

  /** Shows the result to everyone, or holds it back. */
  show({ isShown, ...seen }: Seen & { isShown: boolean }): Promise<Poll> {
    return this.#move(
      seen,
      (poll) => poll.isShown === isShown,
      async (entry) => {
        await this.#ledger.update(entry, { isShown });
        await this.#noteResult(entry);
      },
    );
  }

  /** Takes a word off the list for everyone but the staff, or puts it back. Does not mind other changes. */
  hideWord(which: { pollId: string; word: string; isHidden: boolean }): Promise<Poll> {
    const { pollId, word, isHidden } = which;
    return this.#change(async () => {
      const entry = this.#ledger.get(pollId);
      const found = resultOf(entry).tally.words.find(({ key }) => key === word);
      if (!found) throw new AppError('not-found', 'This word is not on the list.');
      if (found.isHidden === isHidden) return staffView(entry);
      const others = entry.poll.hiddenWords.filter((key) => key !== word);
      const hiddenWords = isHidden ? [...others, word] : others;
      await this.#ledger.update(entry, { hiddenWords });
      await this.#noteResult(entry);
      return this.#announce(entry);
    });
  }

  /** Resolves once it is stored. Until the poll closes, a person's last answer counts. */
  async answer(caller: Caller, pollId: string, answer: PollAnswer): Promise<void> {
    await this.#ledger.load();
    const entry = this.#ledger.get(pollId);
    const { state, plan } = entry.poll;
    if (state === 'draft') throw new AppError('not-found', 'There is no such poll.');
    if (state === 'closed' || this.#closing === entry) {
      throw new AppError('conflict', 'This poll is closed.');
    }
    const fitting = fitAnswer(plan, answer);
    const { personKey } = caller;
    const answeredAt = this.#floor.clock.now();
    await this.#ledger.answer({ pollId, personKey, answer: fitting, answeredAt });
  }

  /** Drafts were changed elsewhere, in the studio. */
  reread(): void {
    this.#inTurn(async () => {
      // Whoever asks first reads them as they then are.
      if (!this.#ledger.isLoaded) return;
      await this.#ledger.load();
      const stored = await this.#polls.list(this.#sessionId);
      const known = new Map(this.#ledger.entries.map(({ poll }) => [poll.pollId, poll]));
      for (const poll of stored) {
        if (known.get(poll.pollId)?.version !== poll.version) {
          this.#announce(this.#ledger.put(poll));
        }
        known.delete(poll.pollId);
      }
      for (const pollId of known.keys()) this.#forget(pollId);
    }).catch((error: unknown) => {
      if (this.#floor.scope.closed) return;
      this.#floor.log.error({ err: error }, 'drafts of polls not read');
    });
  }

  /** The session is about to end: what is open closes while it can still be kept on the timeline. */
  end(): Promise<void> {
    return this.#change(async () => {
      this.#isOver = true;
      await this.#closeOpen();
    });
  }

  #change<T>(task: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#ledger.load();
      return task();
    });
  }

  /** A change of what was seen; asked for again when it is done, it changes nothing. */
  #move(
    { pollId, version }: Seen,
    isDone: (poll: StoredPoll) => boolean,
    run: (entry: PollEntry) => Promise<void>,
  ): Promise<Poll> {
    return this.#change(async () => {
      const entry = this.#ledger.get(pollId);
      if (isDone(entry.poll)) return staffView(entry);
      if (entry.poll.version !== version) throw stale();
      await run(entry);
      return this.#announce(entry);
    });
  }

  async #closeOpen(): Promise<void> {
    const open = this.#ledger.entries.find(({ poll }) => poll.state === 'open');
    if (!open) return;
    await this.#close(open);
    this.#announce(open);
  }

  async #close(entry: PollEntry): Promise<void> {
    this.#closing = entry;
    try {
      // Answers on their way were in time, and belong to the result.
      await this.#ledger.settled();
      await this.#ledger.update(entry, { state: 'closed', closedAt: this.#floor.clock.now() });
    } finally {
      this.#closing = undefined;
    }
    await this.#floor.note({ type: 'poll.close', pollId: entry.poll.pollId });
    await this.#noteResult(entry);
  }

  /** Once closed, the result as it stands and whether everyone may see it; what is noted last counts. */
  async #noteResult(entry: PollEntry): Promise<void> {
    if (entry.poll.state === 'closed')
      await this.#floor.note(resultEvent(entry.poll, resultOf(entry)));
  }

  #announce(entry: PollEntry): Poll {
    this.#uncounted.delete(entry);
    const forAll = audienceView(entry);
    if (forAll) this.#floor.tell('poll:changed', forAll, isAudience);
    const forThem = staffView(entry);
    this.#floor.tell('poll:changed', forThem, isStaff);
    return forThem;
  }

  #tellCounts(entry: PollEntry): void {
    const { pollId, isShown } = entry.poll;
    const { people, tally } = resultOf(entry);
    this.#floor.tell('poll:counted', { pollId, people, tally }, isStaff);
    const seen = isShown ? { tally: shownTally(tally) } : {};
    this.#floor.tell('poll:counted', { pollId, people, ...seen }, isAudience);
  }

  #forget(pollId: string): void {
    this.#ledger.forget(pollId);
    this.#floor.tell('poll:gone', { pollId }, isStaff);
  }
}

const staffView = (entry: PollEntry): Poll => forStaff(entry.poll, resultOf(entry));
const audienceView = (entry: PollEntry): Poll | undefined =>
  forAudience(entry.poll, resultOf(entry));
