import { z } from 'zod';
import type { Message } from '../../server/protocol/chat.ts';
import { toSessionProblem, type SessionProblem } from './session-error.ts';

/** A message that the hub has not confirmed yet. Its id never changes, so sending it again sends once. */
const Unsent = z.object({
  messageId: z.uuid(),
  text: z.string(),
  replyTo: z
    .object({ messageId: z.string(), displayName: z.string(), text: z.string() })
    .optional(),
});
export type Unsent = z.infer<typeof Unsent>;

/** With a problem it was refused and waits for its writer; else it goes by itself. */
export type Waiting = Unsent & { problem?: SessionProblem };

type OutboxPorts = {
  send: (message: Unsent) => Promise<Message>;
  sent: (message: Message) => void;
  changed: () => void;
};

/** Between a sending that nobody answered, or that came too soon, and the next, in milliseconds. */
const againMs = 3_000;

/** What passes by itself, so that sending again makes sense. */
const passing: readonly SessionProblem[] = ['no-answer', 'unavailable', 'internal', 'too-many'];

/**
 * Messages on their way: kept in this tab until the hub has confirmed them, through lost networks and reloads, and sent
 * one after the other in the order they were written.
 */
export class ChatOutbox {
  readonly #key: string;
  readonly #ports: OutboxPorts;
  #waiting: readonly Waiting[];
  #isSending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(code: string, ports: OutboxPorts) {
    this.#key = `serambi.chat.${code}`;
    this.#ports = ports;
    this.#waiting = recall(this.#key);
  }

  get waiting(): readonly Waiting[] {
    return this.#waiting;
  }

  add(message: Unsent): void {
    this.#set([...this.#waiting, message]);
    void this.flush();
  }

  /** Sends one again that was refused. */
  retry(messageId: string): void {
    this.#set(
      this.#waiting.map(({ problem, ...one }) =>
        one.messageId === messageId || !problem ? one : { ...one, problem },
      ),
    );
    void this.flush();
  }

  drop(messageId: string): void {
    this.#set(this.#waiting.filter((one) => one.messageId !== messageId));
  }

  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    try {
      for (;;) {
        const next = this.#waiting.find(({ problem }) => !problem);
        if (!next || !(await this.#send(next))) return;
      }
    } finally {
      this.#isSending = false;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Whether to go on with the next. */
  async #send(message: Unsent): Promise<boolean> {
    const { messageId } = message;
    try {
      const sent = await this.#ports.send(message);
      this.#ports.sent(sent);
      this.drop(messageId);
      return true;
    } catch (error) {
      const problem = toSessionProblem(error);
      // The next arrival sends it.
      if (problem === 'offline' || problem === 'not-joined') return false;
      if (passing.includes(problem)) {
        this.#timer = setTimeout(() => void this.flush(), againMs);
        return false;
      }
      this.#set(
        this.#waiting.map((one) => (one.messageId === messageId ? { ...one, problem } : one)),
      );
      return true;
    }
  }

  #set(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    remember(this.#key, waiting);
    this.#ports.changed();
  }
}

function recall(key: string): readonly Unsent[] {
  try {
    return z.array(Unsent).parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}

function remember(key: string, waiting: readonly Waiting[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(waiting));
  } catch {
    // Without storage it lives as long as the page does.
  }
}
