import { z } from 'zod';
import { markLimits, type Mark } from '../../server/protocol/marks.ts';
import type { Waiting } from './outbox.ts';
import { TabOutbox } from './tab-outbox.ts';

/** A mark that the hub has not confirmed yet: it keeps the moment in which it was pressed. */
const Unsent = z.object({ markId: z.uuid(), title: z.string(), pressedAtMs: z.number() });
export type UnsentMark = z.infer<typeof Unsent>;
export type WaitingMark = Waiting<UnsentMark>;

/** Marks on their way. */
export class MarkOutbox extends TabOutbox<UnsentMark, Mark> {
  constructor(code: string, send: (mark: UnsentMark) => Promise<Mark>) {
    super({
      ...{ key: `serambi.marks.${code}`, item: Unsent, idOf: ({ markId }) => markId, send },
      // The hub would not take more either.
      most: markLimits.marks,
    });
  }
}
