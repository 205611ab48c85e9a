import type { Question } from '../../server/protocol/questions.ts';
import { Listeners } from './listeners.ts';
import {
  nothingAsked,
  recallQuestions,
  rememberQuestions,
  type QuestionMemory,
  type Unsent,
} from './question-memory.ts';
import { Outbox, type Waiting } from './outbox.ts';

export type Asked = Omit<Unsent, 'questionId' | 'writtenAtMs'>;
export type WaitingQuestion = Waiting<Unsent>;

type QuestionOutboxPorts = {
  send: (question: Unsent) => Promise<Question>;
  sent: (question: Question) => void;
  changed: () => void;
};

/**
 * Questions on their way: kept in this browser from the press on Kirim until the hub has confirmed them, through lost
 * networks, reloads and closed tabs, and sent again with the same id.
 */
export class QuestionOutbox {
  readonly #code: string;
  readonly #outbox: Outbox<Unsent, Question>;
  readonly #changed = new Listeners();
  /** Where storage is forbidden; otherwise another tab may have changed what is stored. */
  #kept: QuestionMemory = nothingAsked;

  constructor(code: string, { send, sent, changed }: QuestionOutboxPorts) {
    this.#code = code;
    this.#outbox = new Outbox({
      ...{ send, changed, idOf: ({ questionId }) => questionId },
      unsent: () => this.#memory.unsent,
      sent: ({ questionId }, question) => {
        this.#remove(questionId);
        sent(question);
      },
    });
  }

  get #memory(): QuestionMemory {
    return recallQuestions(this.#code) ?? this.#kept;
  }

  get waiting(): readonly WaitingQuestion[] {
    return this.#outbox.waiting;
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
    this.#outbox.added();
  }

  /** Sends one again that was refused. */
  retry(questionId: string): void {
    this.#outbox.retry(questionId);
  }

  /** Takes one out; returns its words to the field when that is empty. */
  takeBack(questionId: string): void {
    const text = this.#memory.unsent.find((one) => one.questionId === questionId)?.text ?? '';
    this.#remove(questionId);
    if (!this.#memory.draft) this.#remember({ ...this.#memory, draft: text });
    this.#outbox.forget(questionId);
    this.#changed.tell();
  }

  /** Tells when the draft was changed from here. */
  onDraft(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  close(): void {
    this.#outbox.close();
  }

  #remove(questionId: string): void {
    const unsent = this.#memory.unsent.filter((one) => one.questionId !== questionId);
    this.#remember({ ...this.#memory, unsent });
  }

  #remember(memory: QuestionMemory): void {
    this.#kept = memory;
    rememberQuestions(this.#code, memory);
  }
}
