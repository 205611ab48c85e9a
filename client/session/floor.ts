import { heldMsMax } from '../../server/protocol/questions.ts';
import type { Role } from '../../server/protocol/words.ts';
import { applyMarksNotice, noMarks, type MarksView } from '../state/marks-view.ts';
import { applyPollNotice, type PollsView } from '../state/polls-view.ts';
import { isStaff } from '../state/room-panels.ts';
import type { Rundown, RundownPlace } from '../../server/protocol/rundown.ts';
import type { TalkTimes } from '../../server/protocol/talk-times.ts';
import { applyPlaceNotice, applyRundownNotice, noRundown } from '../state/rundown-view.ts';
import { applySlidesNotice, type SlidesView } from '../state/slides-view.ts';
import { applyTalkTimesNotice, noTalkTimes } from '../state/talk-times-view.ts';
import { ChatStore } from './chat-store.ts';
import { openHandsStore, type HandsStore } from './hands-store.ts';
import { LiveStore, type SessionTalk } from './live-store.ts';
import { MarkOutbox } from './mark-outbox.ts';
import { QuestionsStore } from './questions-store.ts';
import { ReactionsStore } from './reactions-store.ts';

/** What goes on beside the stage, as this page knows it: one store for each thing. */
export type Floor = {
  readonly questions: QuestionsStore;
  readonly hands: HandsStore;
  readonly polls: LiveStore<PollsView>;
  readonly slides: LiveStore<SlidesView>;
  readonly marks: LiveStore<MarksView>;
  /** Marks of this page that the hub has not confirmed yet. */
  readonly markOutbox: MarkOutbox;
  readonly rundown: LiveStore<Rundown>;
  /** For whoever does not have the rundown itself. */
  readonly rundownPlace: LiveStore<RundownPlace>;
  readonly talkTimes: LiveStore<TalkTimes>;
  readonly chat: ChatStore;
  readonly reactions: ReactionsStore;
  close: () => void;
};

/** Opened before the session is entered, so that its stores hear of every arrival. */
export function openFloor(
  session: SessionTalk,
  code: string,
  /** What this person is in the room; undefined while not in it. */
  role: () => Role | undefined,
): Floor {
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
  const marks = new LiveStore<MarksView>(session, {
    // For whoever listens there is nothing to read, and they are many.
    read: async (request) => (isStaff(role()) ? request('marks:read', {}) : noMarks),
    apply: applyMarksNotice,
  });
  const markOutbox = new MarkOutbox(code, ({ markId, title, pressedAtMs }) => {
    const heldMs = Math.min(heldMsMax, Math.max(0, Date.now() - pressedAtMs));
    return session.request('mark:add', { markId, title, heldMs });
  });
  const forgetArrivals = session.arrived.add(() => void markOutbox.flush());
  const rundown = new LiveStore<Rundown>(session, {
    read: async (request) => (isStaff(role()) ? request('rundown:read', {}) : noRundown),
    apply: applyRundownNotice,
  });
  const rundownPlace = new LiveStore<RundownPlace>(session, {
    read: async (request) => (isStaff(role()) ? {} : request('rundown:read-place', {})),
    apply: applyPlaceNotice,
  });
  const talkTimes = new LiveStore<TalkTimes>(session, {
    read: async (request) => (isStaff(role()) ? request('talk-times:read', {}) : noTalkTimes),
    apply: applyTalkTimesNotice,
  });
  const chat = new ChatStore(session, code);
  const reactions = new ReactionsStore(session);
  const stores = {
    questions,
    hands,
    polls,
    slides,
    marks,
    markOutbox,
    rundown,
    rundownPlace,
    talkTimes,
    chat,
    reactions,
  };
  return {
    ...stores,
    close: () => {
      forgetArrivals();
      for (const store of Object.values(stores)) store.close();
    },
  };
}
