import { z } from 'zod';
import { Source } from '../../server/protocol/words.ts';

/** What this tab was doing in a session, so that a reload goes on where it was. */
const Memory = z.object({
  displayName: z.string(),
  /** What was on while on stage; undefined off stage. */
  sending: z.array(Source).optional(),
});
export type SeatMemory = z.infer<typeof Memory>;

const keyOf = (code: string): string => `serambi.seat.${code}`;

export function recallSeat(code: string): SeatMemory | undefined {
  const text = sessionStorage.getItem(keyOf(code));
  if (text === null) return undefined;
  try {
    return Memory.parse(JSON.parse(text));
  } catch {
    // Written by another version of this page: then this is a first visit.
    return undefined;
  }
}

export function rememberSeat(code: string, memory: SeatMemory): void {
  sessionStorage.setItem(keyOf(code), JSON.stringify(memory));
}

export function forgetSeat(code: string): void {
  sessionStorage.removeItem(keyOf(code));
}
