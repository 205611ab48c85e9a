import { applyPollNotice, type PollsView } from '../state/polls-view.ts';
import { applySlidesNotice, type SlidesView } from '../state/slides-view.ts';
import { ChatStore } from './chat-store.ts';
import { openHandsStore, type HandsStore } from './hands-store.ts';
import { LiveStore, type SessionTalk } from './live-store.ts';
import { QuestionsStore } from './questions-store.ts';
import { ReactionsStore } from './reactions-store.ts';

/** What goes on beside the stage, as this page knows it: one store for each thing. */
export type Floor = {
  readonly questions: QuestionsStore;
  readonly hands: HandsStore;
  readonly polls: LiveStore<PollsView>;
  readonly slides: LiveStore<SlidesView>;
  readonly chat: ChatStore;
  readonly reactions: ReactionsStore;
  close: () => void;
};

/** Opened before the session is entered, so that its stores hear of every arrival. */
export function openFloor(session: SessionTalk, code: string): Floor {
  const questions = new QuestionsStore(session, code);
  const hands = openHandsStore(session);
  const polls = new LiveStore<PollsView>(session, {
    read: (request) => request('polls:read', {}),
    apply: applyPollNotice,
  });
  const slides = new LiveStore<SlidesView>(session, {
    read: (request) => request('slides:read', {}),
    apply: applySlidesNotice,
  });
  const chat = new ChatStore(session, code);
  const reactions = new ReactionsStore(session);
  return {
    ...{ questions, hands, polls, slides, chat, reactions },
    close: () => {
      for (const store of [questions, hands, polls, slides, chat, reactions]) store.close();
    },
  };
}
