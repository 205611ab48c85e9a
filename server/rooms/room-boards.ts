import { ChatBoard } from '../chat/chat-board.ts';
import { MarkBoard } from '../marks/mark-board.ts';
import { PollBoard } from '../polls/poll-board.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import { QuestionBoard } from '../questions/question-board.ts';
import { ReactionBoard } from '../reactions/reaction-board.ts';
import { RundownBoard } from '../rundown/rundown-board.ts';
import { SlideBoard } from '../slides/slide-board.ts';
import { TalkTimeBoard } from '../talk-times/talk-time-board.ts';
import type { RoomDependencies } from './room-dependencies.ts';
import type { RoomFloor } from './room-floor.ts';

/** What people do in a room besides sending and receiving: each on a board of its own, in turns of its own. */
export class RoomBoards {
  readonly polls: PollBoard;
  readonly questions: QuestionBoard;
  readonly chat: ChatBoard;
  readonly reactions: ReactionBoard;
  readonly slides: SlideBoard;
  readonly marks: MarkBoard;
  readonly rundown: RundownBoard;
  readonly talkTimes: TalkTimeBoard;

  constructor(session: SessionInfo, floor: RoomFloor, deps: RoomDependencies) {
    const { sessionId, practiceOf } = session;
    this.polls = new PollBoard(sessionId, floor, deps.polls);
    this.questions = new QuestionBoard(floor, deps.questions);
    this.chat = new ChatBoard(sessionId, floor, deps.chat);
    this.reactions = new ReactionBoard(floor);
    this.marks = new MarkBoard(sessionId, floor, deps.marks);
    this.rundown = new RundownBoard(sessionId, floor, deps.rundowns, this.marks);
    this.talkTimes = new TalkTimeBoard(session, floor);
    // A practice has the slides of the session it is for.
    this.slides = new SlideBoard(practiceOf?.sessionId ?? sessionId, floor, deps.decks);
  }

  /** The session has ended and is still recorded: what is going on comes to its end. */
  async end(): Promise<void> {
    await Promise.all([this.polls.end(), this.questions.end()]);
  }
}
