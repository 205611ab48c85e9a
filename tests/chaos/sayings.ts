import { randomUUID } from 'node:crypto';
import type { Person } from '../support/person.ts';

export const sayingKinds = ['question', 'message', 'mark'] as const;
export type SayingKind = (typeof sayingKinds)[number];

export type Saying = { id: string; kind: SayingKind; text: string; isAcknowledged: boolean };

/** What one person asks, writes and marks, and what of it the hub has said is safe. */
export class Sayings {
  readonly all: Saying[] = [];
  readonly #person: Pick<Person, 'peer'>;

  constructor(person: Pick<Person, 'peer'>) {
    this.#person = person;
  }

  say(kind: SayingKind): void {
    const text = `${kind} ${this.all.length + 1}`;
    const saying = { id: randomUUID(), kind, text, isAcknowledged: false };
    this.all.push(saying);
    this.#send(saying);
  }

  /** As our pages do when they are back: whatever was not answered is said again, under its own id. */
  sayAgain(): void {
    for (const saying of this.all) if (!saying.isAcknowledged) this.#send(saying);
  }

  #send(saying: Saying): void {
    this.#request(saying).then(
      () => (saying.isAcknowledged = true),
      // Refused, or the hub went down first: nothing was promised.
      () => undefined,
    );
  }

  #request({ kind, id, text }: Saying): Promise<unknown> {
    const { peer } = this.#person;
    switch (kind) {
      case 'question':
        return peer.request('question:ask', { questionId: id, text, askerMode: 'named' });
      case 'message':
        return peer.request('message:send', { messageId: id, text });
      case 'mark':
        return peer.request('mark:add', { markId: id, title: text });
    }
  }
}
