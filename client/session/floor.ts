import { openHandsStore, type HandsStore } from './hands-store.ts';
import type { SessionTalk } from './live-store.ts';

/** What goes on beside the stage, as this page knows it: one store for each thing. */
export type Floor = { readonly hands: HandsStore; close: () => void };

/** Opened before the session is entered, so that its stores hear of every arrival. */
export const openFloor: (session: SessionTalk, code: string) => Floor = (session) => {
  const hands = openHandsStore(session);
  return { hands, close: () => hands.close() };
};
