import { z } from 'zod';
import type { Message } from '../../server/protocol/chat.ts';
import type { Waiting } from './outbox.ts';
import { TabOutbox } from './tab-outbox.ts';

/** A message that the hub has not confirmed yet. */
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
};

/** Messages on their way. */
export class ChatOutbox extends TabOutbox<Unsent, Message> {
  constructor(code: string, ports: ChatOutboxPorts) {
    const key = `serambi.chat.${code}`;
    super({ ...ports, key, item: Unsent, idOf: ({ messageId }) => messageId });
  }
}
