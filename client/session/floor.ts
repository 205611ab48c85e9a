import { applyPollNotice, type PollsView } from '../state/polls-view.ts';
import { openHandsStore, type HandsStore } from './hands-store.ts';
import { LiveStore, type SessionTalk } from './live-store.ts';

/** What goes on beside the stage, as this page knows it: one store for each thing. */
export type Floor = {
  readonly hands: HandsStore;
  readonly polls: LiveStore<PollsView>;
  close: () => void;
};

/** Opened before the session is entered, so that its stores hear of every arrival. */
export const openFloor: (session: SessionTalk, code: string) => Floor = (session) => {
  const hands = openHandsStore(session);
  const polls = new LiveStore<PollsView>(session, {
    read: (request) => request('polls:read', {}),
    apply: applyPollNotice,
  });
  return {
    ...{ hands, polls },
    close() {
      hands.close();
      polls.close();
    },
  };
};
