import type { Question } from '../../server/protocol/questions.ts';
import { Listeners } from './listeners.ts';
import {
  nothingAsked,
  recallQuestions,
  rememberQuestions,
  type QuestionMemory,
  type Unsent,
} from './question-memory.ts';
import { toSessionProblem, type SessionProblem } from './session-error.ts';

export type Asked = Omit<Unsent, 'questionId'>;

/** One that is not at the hub yet. With a problem it was refused and waits for its writer; else it goes by itself. */
export type Waiting = Unsent & { problem?: SessionProblem };

type OutboxPorts = {
  send: (question: Unsent) => Promise<Question>;
  sent: (question: Question) => void;
  changed: () => void;
};

/** Between a sending that nobody answered and the next, in milliseconds. */
const againMs = 4_000;

/** What passes by itself, so that sending again makes sense. */
const passing: readonly SessionProblem[] = ['no-answer', 'unavailable', 'internal', 'too-many'];

/**
 * Questions on their way: kept in this browser from the press on Kirim until the hub has confirmed them, through lost
 * networks, reloads and closed tabs, and sent again with the same id.
 */
export class QuestionOutbox {
  readonly #code: string;
  readonly #ports: OutboxPorts;
  readonly #changed = new Listeners();
  /** Where storage is forbidden; otherwise another tab may have changed what is stored. */
  #kept: QuestionMemory = nothingAsked;
  /** Why the hub refused, by question. Forgotten with the page: after a reload it is tried again. */
  readonly #problems = new Map<string, SessionProblem>();
  #isSending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(code: string, ports: OutboxPorts) {
    this.#code = code;
    this.#ports = ports;
  }

  get #memory(): QuestionMemory {
    return recallQuestions(this.#code) ?? this.#kept;
  }

  get waiting(): readonly Waiting[] {
    return this.#memory.unsent.map((question) => {
      const problem = this.#problems.get(question.questionId);
      return problem ? { ...question, problem } : question;
    });
  }

  /** What the field holds: a draft of before, and who asks. */
  get draft(): Pick<QuestionMemory, 'draft' | 'place' | 'displayName'> {
    return this.#memory;
  }

  /** Whether something of this person's is begun or on its way. */
  get hasOwn(): boolean {
    const { draft, unsent } = this.#memory;
    return draft !== '' || unsent.length > 0;
  }

  keepDraft(draft: Pick<QuestionMemory, 'draft' | 'place' | 'displayName'>): void {
    this.#remember({ ...this.#memory, ...draft });
  }

  ask(question: Unsent): void {
    const { place, displayName } = question;
    const unsent = [...this.#memory.unsent, question];
    this.#remember({ draft: '', place, displayName, unsent });
    this.#ports.changed();
    void this.flush();
  }

  /** Sends one again that was refused. */
  retry(questionId: string): void {
    this.#problems.delete(questionId);
    this.#ports.changed();
    void this.flush();
  }

  /** Takes one out; returns its words to the field when that is empty. */
  takeBack(questionId: string): void {
    const text = this.#memory.unsent.find((one) => one.questionId === questionId)?.text ?? '';
    this.#remove(questionId);
    if (!this.#memory.draft) this.#remember({ ...this.#memory, draft: text });
    this.#ports.changed();
    this.#changed.tell();
  }

  /** Tells when the draft was changed from here. */
  onDraft(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Sends what waits, the oldest first. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    try {
      for (;;) {
        const next = this.#memory.unsent.find((one) => !this.#problems.has(one.questionId));
        if (!next) return;
        if (!(await this.#send(next))) return;
      }
    } finally {
      this.#isSending = false;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Whether to go on with the next. */
  async #send(question: Unsent): Promise<boolean> {
    try {
      const asked = await this.#ports.send(question);
      this.#remove(question.questionId);
      this.#ports.sent(asked);
      this.#ports.changed();
      return true;
    } catch (error) {
      const problem = toSessionProblem(error);
      if (problem === 'offline') return false; // The next arrival sends it.
      if (passing.includes(problem)) {
        this.#timer = setTimeout(() => void this.flush(), againMs);
        return false;
      }
      this.#problems.set(question.questionId, problem);
      this.#ports.changed();
      return true;
    }
  }

  #remove(questionId: string): void {
    this.#problems.delete(questionId);
    const unsent = this.#memory.unsent.filter((one) => one.questionId !== questionId);
    this.#remember({ ...this.#memory, unsent });
  }

  #remember(memory: QuestionMemory): void {
    this.#kept = memory;
    rememberQuestions(this.#code, memory);
  }
}
