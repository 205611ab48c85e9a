import type {
  RequestInput,
  RequestName,
  RequestOutput,
} from '../../server/protocol/protocol.ts';
import { approvedAtOnce, heldMsMax, type Question } from '../../server/protocol/questions.ts';
import {
  applyQuestionNotice,
  openQuestionsView,
  withQuestions,
  withVote,
  withWishes,
  type QuestionsView,
} from '../state/questions-view.ts';
import { unseenCount, type SeenQuestions } from '../state/unseen-questions.ts';
import { Listeners } from './listeners.ts';
import { LiveStore, type SessionTalk } from './live-store.ts';
import { newUuid } from './new-uuid.ts';
import { QuestionOutbox, type Asked, type WaitingQuestion } from './question-outbox.ts';
import { toSessionProblem } from './session-error.ts';

/** The requests that change one question and answer with it. */
type ChangeName = {
  [N in RequestName]: RequestOutput<N> extends Question ? N : never;
}[RequestName];

export type QuestionsSnapshot = {
  /** Undefined until it was read once. One's own votes show at once. */
  view: QuestionsView | undefined;
  /** One's own that the hub has not confirmed yet, the oldest first. */
  unsent: readonly WaitingQuestion[];
  /** How many are new or changed since this person last looked. */
  unseen: number;
};

/** Renewed well before the hub lets a claim of one minute lapse, in milliseconds. */
const renewClaimMs = 40_000;

/** The audience's questions as this page knows them, what it asked, and what it wishes of them. */
export class QuestionsStore {
  readonly #talk: SessionTalk;
  readonly #live: LiveStore<QuestionsView>;
  readonly outbox: QuestionOutbox;
  readonly #changed = new Listeners();
  readonly #ends: (() => void)[];
  /** Votes that the hub has not confirmed: what is wished of each question. */
  readonly #wishes = new Map<string, boolean>();
  readonly #voting = new Set<string>();
  #seen: SeenQuestions | undefined;
  #snapshot: QuestionsSnapshot;

  constructor(talk: SessionTalk, code: string) {
    this.#talk = talk;
    this.#live = new LiveStore<QuestionsView>(talk, {
      read: async (request) => openQuestionsView(await request('questions:read', {})),
      apply: applyQuestionNotice,
    });
    this.outbox = new QuestionOutbox(code, {
      send: ({ writtenAtMs, ...question }) => {
        const heldMs = Math.min(heldMsMax, Math.max(0, Date.now() - writtenAtMs));
        return talk.request('question:ask', { ...question, heldMs });
      },
      sent: (question) => this.#learn({ questions: [question] }),
      changed: () => this.#tell(),
    });
    this.#snapshot = { view: undefined, unsent: this.outbox.waiting, unseen: 0 };
    this.#ends = [
      this.#live.subscribe(() => this.#tell()),
      talk.arrived.add(() => {
        void this.outbox.flush();
        for (const questionId of this.#wishes.keys()) void this.#sendVote(questionId);
      }),
    ];
  }

  get snapshot(): QuestionsSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  ask(asked: Asked): void {
    this.outbox.ask({ questionId: newUuid(), writtenAtMs: Date.now(), ...asked });
  }

  /** Open questions that say nearly the same; none when that cannot be known now. */
  async findSimilar(text: string): Promise<Question[]> {
    try {
      return (await this.#talk.request('question:find-similar', { text })).questions;
    } catch {
      // An offer only: asking must work without it.
      return [];
    }
  }

  /** Supports or no longer supports. Shown at once; without a connection it is sent on reconnecting. */
  async vote(questionId: string, isFor: boolean): Promise<void> {
    this.#wishes.set(questionId, isFor);
    this.#tell();
    await this.#sendVote(questionId);
  }

  /** Everything there is now has been looked at. */
  look(): void {
    const { view } = this.#snapshot;
    if (!view || this.#snapshot.unseen === 0) return;
    this.#seen = view.questions;
    this.#tell();
  }

  /** Changes one question. A refusal because somebody else was faster brings what it is now. */
  async change<N extends ChangeName>(name: N, input: RequestInput<N>): Promise<Question> {
    // Widened: every request of these answers with a question, which no type follows through a generic name.
    const changed: Question = await this.#fresh(() => this.#talk.request(name, input));
    this.#learn({ questions: [changed] });
    return changed;
  }

  /** Lets those through that did not change meanwhile, however many. */
  approve(
    questions: RequestInput<'question:approve'>['questions'],
  ): Promise<RequestOutput<'question:approve'>> {
    return this.#fresh(async () => {
      const all: RequestOutput<'question:approve'> = { approved: [], stale: [] };
      for (let from = 0; from < questions.length; from += approvedAtOnce) {
        const { approved, stale } = await this.#talk.request('question:approve', {
          questions: questions.slice(from, from + approvedAtOnce),
        });
        all.approved.push(...approved);
        all.stale.push(...stale);
      }
      return all;
    });
  }

  async delete({ questionId, version }: Question): Promise<void> {
    await this.#fresh(() => this.#talk.request('question:delete', { questionId, version }));
    this.#learn({ questions: [], gone: [questionId] });
  }

  async configure(change: RequestInput<'questions:configure'>): Promise<void> {
    const settings = await this.#talk.request('questions:configure', change);
    this.#live.change((view) => ({ ...view, settings }));
  }

  /** Tells the others that somebody here is on it, until the returned function is called. */
  claim(questionId: string): () => void {
    const tell = (isMine: boolean): void => {
      // A courtesy: what is stale is refused by its version anyway.
      this.#talk.request('question:claim', { questionId, isMine }).catch(() => undefined);
    };
    tell(true);
    const timer = setInterval(() => tell(true), renewClaimMs);
    return () => {
      clearInterval(timer);
      tell(false);
    };
  }

  close(): void {
    for (const end of this.#ends) end();
    this.outbox.close();
    this.#live.close();
  }

  #learn(told: Parameters<typeof withQuestions>[1]): void {
    this.#live.change((view) => withQuestions(view, told));
  }

  async #fresh<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const problem = toSessionProblem(error);
      if (problem === 'conflict' || problem === 'not-found') await this.#live.read();
      throw error;
    }
  }

  /** One vote of a question at a time; what was pressed meanwhile is sent after it. */
  async #sendVote(questionId: string): Promise<void> {
    if (this.#voting.has(questionId)) return;
    this.#voting.add(questionId);
    try {
      for (;;) {
        const isFor = this.#wishes.get(questionId);
        if (isFor === undefined) return;
        const { votes } = await this.#talk.request('question:vote', { questionId, isFor });
        // Pressed again meanwhile: this answer is no longer what is wished.
        if (this.#wishes.get(questionId) === isFor) this.#wishes.delete(questionId);
        this.#live.change((view) => withVote(view, questionId, { isFor, votes }));
      }
    } catch (error) {
      const problem = toSessionProblem(error);
      // The next arrival sends it.
      if (problem === 'offline' || problem === 'no-answer') return;
      this.#wishes.delete(questionId);
      this.#tell();
      throw error;
    } finally {
      this.#voting.delete(questionId);
    }
  }

  #tell(): void {
    const known = this.#live.state;
    const view = known && withWishes(known, this.#wishes);
    this.#seen ??= view?.questions;
    const unseen = view && this.#seen ? unseenCount(this.#seen, view) : 0;
    this.#snapshot = { view, unsent: this.outbox.waiting, unseen };
    this.#changed.tell();
  }
}
