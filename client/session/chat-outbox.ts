import { z } from 'zod';
import type { Message } from '../../server/protocol/chat.ts';
import { recallInTab, rememberInTab } from './kept-in-tab.ts';
import { Outbox, type Waiting } from './outbox.ts';

/** A message that the hub has not confirmed yet. Its id never changes, so sending it again sends once. */
const Unsent = z.object({
  messageId: z.uuid(),
  text: z.string(),
  replyTo: z
    .object({ messageId: z.string(), displayName: z.string(), text: z.string() })
    .optional(),
});
export type Unsent = z.infer<typeof Unsent>;
export type WaitingMessage = Waiting<Unsent>;

type ChatOutboxPorts = {
  send: (message: Unsent) => Promise<Message>;
  sent: (message: Message) => void;
  changed: () => void;
};

/** Messages on their way: kept in this tab until the hub has confirmed them, through lost networks and reloads. */
export class ChatOutbox {
  readonly #key: string;
  readonly #outbox: Outbox<Unsent, Message>;
  #unsent: readonly Unsent[];

  constructor(code: string, { send, sent, changed }: ChatOutboxPorts) {
    this.#key = `serambi.chat.${code}`;
    this.#unsent = recallInTab(this.#key, Unsent);
    this.#outbox = new Outbox({
      ...{ send, changed, idOf: ({ messageId }) => messageId },
      unsent: () => this.#unsent,
      sent: ({ messageId }, message) => {
        sent(message);
        this.#remove(messageId);
      },
    });
  }

  get waiting(): readonly WaitingMessage[] {
    return this.#outbox.waiting;
  }

  add(message: Unsent): void {
    this.#keep([...this.#unsent, message]);
    this.#outbox.added();
  }

  /** Sends one again that was refused. */
  retry(messageId: string): void {
    this.#outbox.retry(messageId);
  }

  drop(messageId: string): void {
    this.#remove(messageId);
    this.#outbox.forget(messageId);
  }

  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  close(): void {
    this.#outbox.close();
  }

  #remove(messageId: string): void {
    this.#keep(this.#unsent.filter((one) => one.messageId !== messageId));
  }

  #keep(unsent: readonly Unsent[]): void {
    this.#unsent = unsent;
    rememberInTab(this.#key, unsent);
  }
}
