import type { QuestionCounts } from '../protocol/questions.ts';
import { atMostEvery } from '../rooms/at-most-every.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import type { QuestionBook } from './question-book.ts';
import { countQuestions } from './question-counts.ts';
import {
  follows,
  isSeenBy,
  kindOf,
  settingsFor,
  toViewer,
  viewOf,
  type ViewerKind,
} from './question-view.ts';
import type { StoredQuestion, StoredSettings } from './question.ts';

/** Questions are told as they change, but never more often than this. */
const changesMs = 250;
/** How often votes and counts are news. */
const countsMs = 500;

/** Who knew of a question before it changed. */
type Known = { kinds: ReadonlySet<ViewerKind>; askerKeys: ReadonlySet<string> };

/**
 * Tells everyone in the room what they may know of what changed: together what changed together, and encoded once for
 * all who see the same.
 */
export class QuestionNews {
  readonly #floor: RoomFloor;
  readonly #book: QuestionBook;
  /** Not told yet; by question. */
  readonly #changed = new Map<string, Known>();
  readonly #votes = new Set<string>();
  readonly #tellChanges: () => void;
  readonly #tellVotes: () => void;
  readonly #tellCounts: () => void;
  #toldCounts: string;

  constructor(floor: RoomFloor, book: QuestionBook) {
    this.#floor = floor;
    this.#book = book;
    this.#toldCounts = JSON.stringify(this.counts);
    const { scope } = floor;
    const changes = atMostEvery(scope, 'questions', changesMs, () => this.#flushChanges());
    this.#tellChanges = () => queueMicrotask(changes);
    this.#tellVotes = atMostEvery(scope, 'votes', countsMs, () => this.#flushVotes());
    this.#tellCounts = atMostEvery(scope, 'question counts', countsMs, () =>
      this.#flushCounts(),
    );
  }

  get counts(): QuestionCounts {
    return countQuestions(this.#book.questions);
  }

  /** Changes the book, and tells of the questions named and of those they are merged with. */
  changing(questionIds: readonly string[], change: () => void): void {
    const related = (): StoredQuestion[] =>
      questionIds.flatMap((id) => {
        const question = this.#book.find(id);
        return question ? [question, ...this.#ancestorsOf(question)] : [];
      });
    for (const question of related()) this.#note(question);
    for (const id of questionIds) this.#changed.set(id, this.#changed.get(id) ?? unknown);
    change();
    for (const question of related()) this.#note(question);
    this.#tellChanges();
    this.#tellCounts();
  }

  /** Votes for these were counted, also for those they are merged into. */
  counted(questionIds: readonly string[]): void {
    for (const id of questionIds) {
      const question = this.#book.find(id);
      if (question) this.#votes.add(this.#book.rootOf(question).questionId);
    }
    this.#tellVotes();
  }

  /** Other settings, and with another mode of asking also other names. */
  configured(settings: StoredSettings): void {
    const renamed =
      settings.askerMode === this.#book.settings.askerMode ? [] : this.#book.questions;
    this.changing(
      renamed.map(({ questionId }) => questionId),
      () => (this.#book.settings = settings),
    );
    const isStaff = ({ role }: Caller): boolean => kindOf(role) === 'staff';
    this.#floor.tell('questions:configured', settingsFor('staff', settings), isStaff);
    this.#floor.tell(
      'questions:configured',
      settingsFor('audience', settings),
      (caller) => !isStaff(caller),
    );
  }

  /** The staff hear whose questions these are no more; the person hears it, in all tabs. */
  muted(askerKey: string, isMuted: boolean): void {
    const { muted, questions } = this.#book;
    const theirs = questions.filter((question) => question.askerKey === askerKey);
    this.changing(
      theirs.map(({ questionId }) => questionId),
      () => (isMuted ? muted.add(askerKey) : muted.delete(askerKey)),
    );
    const keys = new Set([askerKey]);
    const isTheirs = ({ personKey }: Caller): boolean => this.#hasKey(keys, personKey);
    const person = this.#floor.callers().find(isTheirs);
    if (!person) return;
    const notice = { isMuted: this.#book.isMuted(person.personKey) };
    this.#floor.tell('asker:muted', notice, isTheirs);
  }

  #ancestorsOf(question: StoredQuestion): StoredQuestion[] {
    const into = this.#book.find(question.mergedIntoId);
    return into ? [into, ...this.#ancestorsOf(into)] : [];
  }

  /** Remembers who knows of a question, unless it is remembered from before an earlier change. */
  #note(question: StoredQuestion): void {
    if (this.#changed.has(question.questionId)) return;
    const kinds = (['staff', 'speaker', 'audience'] as const).filter((kind) =>
      isSeenBy(kind, question),
    );
    const askerKeys = this.#book.familyOf(question).map(({ askerKey }) => askerKey);
    this.#changed.set(question.questionId, {
      kinds: new Set(kinds),
      askerKeys: new Set(askerKeys),
    });
  }

  #flushChanges(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    const groups = new Map<string, Caller[]>();
    for (const caller of this.#floor.callers()) {
      this.#book.askers.meet(caller);
      const key = `${kindOf(caller.role)} ${this.#interestOf(caller, changed)}`;
      groups.set(key, [...(groups.get(key) ?? []), caller]);
    }
    for (const group of groups.values()) this.#tellGroup(group, changed);
  }

  /** Which of the changed questions are this person's own in some way: those who have none hear the same. */
  #interestOf({ personKey }: Caller, changed: readonly [string, Known][]): string {
    const own = changed.filter(([id, { askerKeys }]) => {
      const question = this.#book.find(id);
      if (question && follows(this.#book, question, personKey)) return true;
      const wrote = question?.replies.some(({ authorKey }) => authorKey === personKey);
      return wrote === true || this.#hasKey(askerKeys, personKey);
    });
    return own.length > 0 ? personKey : '';
  }

  #tellGroup([first, ...rest]: readonly Caller[], changed: readonly [string, Known][]): void {
    if (!first) return;
    const viewer = toViewer(first);
    const questions = changed.flatMap(([id]) => {
      const question = this.#book.find(id);
      return (question && viewOf(this.#book, question, viewer)) ?? [];
    });
    const seen = new Set(questions.map(({ questionId }) => questionId));
    const gone = changed.flatMap(([id, { kinds, askerKeys }]) => {
      const wasSeen = kinds.has(viewer.kind) || this.#hasKey(askerKeys, viewer.personKey);
      return wasSeen && !seen.has(id) ? [id] : [];
    });
    if (questions.length === 0 && gone.length === 0) return;
    const ids = new Set([first, ...rest].map(({ connectionId }) => connectionId));
    this.#floor.tell('questions:changed', { questions, gone }, ({ connectionId }) =>
      ids.has(connectionId),
    );
  }

  #hasKey(askerKeys: ReadonlySet<string>, personKey: string): boolean {
    return this.#book.askers.keysOf(personKey).some((key) => askerKeys.has(key));
  }

  #flushVotes(): void {
    const votes = [...this.#votes].flatMap((questionId) => {
      const question = this.#book.find(questionId);
      return question ? [{ questionId, votes: this.#book.votesFor(question) }] : [];
    });
    this.#votes.clear();
    if (votes.length > 0) this.#floor.tell('votes:changed', { votes }, () => true);
  }

  #flushCounts(): void {
    const { counts } = this;
    const now = JSON.stringify(counts);
    if (now === this.#toldCounts) return;
    this.#toldCounts = now;
    this.#floor.tell('questions:counted', counts, () => true);
  }
}

/** Nobody knew of it: it is new. */
const unknown: Known = { kinds: new Set(), askerKeys: new Set() };
