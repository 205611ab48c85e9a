import type { Question } from '../protocol/questions.ts';
import { Askers, type Pseudonym } from './askers.ts';
import { defaultHeldWords } from './held-words.ts';
import { inQueueOrder } from './queue-order.ts';
import type {
  Ballot,
  NextSession,
  StoredBoard,
  StoredQuestion,
  StoredSettings,
} from './question.ts';

/** Who is on a question right now. Not stored: it lapses within a minute. */
export type Claim = NonNullable<Question['claim']>;

export const defaultSettings: StoredSettings = {
  isOpen: true,
  preModeration: false,
  askerMode: 'named',
  heldWords: [...defaultHeldWords],
};

/** What is stored of a session's questions, in memory, and what follows from it. Changed only after it was stored. */
export class QuestionBook {
  readonly muted: Set<string>;
  readonly askers: Askers;
  /** By question. */
  readonly claims = new Map<string, Claim>();
  settings: StoredSettings;
  /** Where deferred questions go, once that is planned. */
  nextSession: NextSession | undefined;
  readonly #questions = new Map<string, StoredQuestion>();
  /** Ids of those merged into a question, directly. */
  readonly #children = new Map<string, Set<string>>();
  /** Who voted for exactly this question. */
  readonly #voters = new Map<string, Set<string>>();

  constructor(stored: StoredBoard, pseudonym: Pseudonym) {
    this.askers = new Askers(pseudonym);
    this.settings = stored.settings ?? defaultSettings;
    this.muted = new Set(stored.muted);
    for (const question of stored.questions) this.put(question);
    for (const { questionId, personKey } of stored.votes)
      this.#votersOf(questionId).add(personKey);
  }

  /** In the order received. */
  get questions(): StoredQuestion[] {
    return [...this.#questions.values()];
  }

  get lastNumber(): number {
    return this.questions.reduce((last, { number }) => Math.max(last, number), 0);
  }

  find(questionId: string | undefined): StoredQuestion | undefined {
    return questionId === undefined ? undefined : this.#questions.get(questionId);
  }

  get answering(): StoredQuestion | undefined {
    return this.questions.find(({ state }) => state === 'answering');
  }

  get queue(): StoredQuestion[] {
    return this.questions.filter(({ state }) => state === 'queued').sort(inQueueOrder);
  }

  put(question: StoredQuestion): void {
    const { questionId, mergedIntoId, askerSessionId } = question;
    if (askerSessionId !== undefined) this.askers.expect(askerSessionId);
    const before = this.#questions.get(questionId)?.mergedIntoId;
    if (before !== undefined) this.#children.get(before)?.delete(questionId);
    if (mergedIntoId !== undefined) {
      const siblings = this.#children.get(mergedIntoId) ?? new Set();
      this.#children.set(mergedIntoId, siblings.add(questionId));
    }
    this.#questions.set(questionId, question);
  }

  delete(questionId: string): void {
    this.#questions.delete(questionId);
    this.#children.delete(questionId);
    this.#voters.delete(questionId);
    this.claims.delete(questionId);
  }

  /** Those merged into it, directly. */
  childrenOf({ questionId }: StoredQuestion): StoredQuestion[] {
    const ids = this.#children.get(questionId) ?? [];
    return [...ids].flatMap((id) => this.#questions.get(id) ?? []);
  }

  /** The question and all that were merged into it, and into those. */
  familyOf(question: StoredQuestion): StoredQuestion[] {
    return [question, ...this.childrenOf(question).flatMap((child) => this.familyOf(child))];
  }

  /** The question that speaks for this one: itself, or what it was merged into in the end. */
  rootOf(question: StoredQuestion): StoredQuestion {
    const into = this.find(question.mergedIntoId);
    return into ? this.rootOf(into) : question;
  }

  isAsker(question: StoredQuestion, personKey: string): boolean {
    return this.askers.isAsker(question, personKey);
  }

  isMuted(personKey: string): boolean {
    return this.askers.keysOf(personKey).some((key) => this.muted.has(key));
  }

  hasVoted(question: StoredQuestion, personKey: string): boolean {
    return this.familyOf(question).some((each) =>
      this.#voters.get(each.questionId)?.has(personKey),
    );
  }

  /** Everyone who supports it or one that was merged into it, each once, but not its own asker. */
  votesFor(question: StoredQuestion): number {
    const family = this.familyOf(question);
    if (family.length === 1) return this.#voters.get(question.questionId)?.size ?? 0;
    const voters = new Set(
      family.flatMap(({ questionId }) => [...(this.#voters.get(questionId) ?? [])]),
    );
    return [...voters].filter((personKey) => !this.isAsker(question, personKey)).length;
  }

  /** What is to be stored so that a person's last wishes hold: nothing for what holds already. */
  toBallots(wishes: readonly Ballot[]): Ballot[] {
    const last = new Map(wishes.map((wish) => [`${wish.questionId} ${wish.personKey}`, wish]));
    return [...last.values()].flatMap(({ questionId, personKey, isFor }) => {
      const question = this.find(questionId);
      if (!question || this.hasVoted(question, personKey) === isFor) return [];
      // Support that came with a merged question ends with it.
      const votedFor = (each: StoredQuestion): boolean =>
        this.#voters.get(each.questionId)?.has(personKey) ?? false;
      const meant = isFor ? [question] : this.familyOf(question).filter(votedFor);
      return meant.map((each) => ({ questionId: each.questionId, personKey, isFor }));
    });
  }

  count({ questionId, personKey, isFor }: Ballot): void {
    if (isFor) this.#votersOf(questionId).add(personKey);
    else this.#votersOf(questionId).delete(personKey);
  }

  #votersOf(questionId: string): Set<string> {
    const voters = this.#voters.get(questionId) ?? new Set();
    this.#voters.set(questionId, voters);
    return voters;
  }
}
