import type { ChatRepository } from '../chat/message.ts';
import type { Clock } from '../platform/clock.ts';
import type { MarkRepository } from '../marks/mark.ts';
import type { Logger } from '../platform/log.ts';
import type { PollRepository } from '../polls/poll.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { QuestionsOfRooms } from '../questions/question-desk.ts';
import type { OpenRoomRecorder } from '../recordings/room-recorder.ts';
import type { RundownRepository } from '../rundown/rundown.ts';
import type { RoomSessions } from '../sessions/room-sessions.ts';
import type { DeckRepository } from '../slides/deck.ts';
import type { RoomAttendance } from './attendance-book.ts';
import type { IceServersFor } from './ice-servers.ts';
import type { MediaPlane } from './media-plane.ts';
import type { RemovalRepository } from './removal.ts';
import type { RoomAnnouncer, RoomLimits } from './room-ports.ts';

/** What every room works with. */
export type RoomDependencies = {
  plane: MediaPlane;
  iceServersFor: IceServersFor;
  sessions: RoomSessions;
  attendance: RoomAttendance;
  polls: PollRepository;
  removals: RemovalRepository;
  chat: ChatRepository;
  questions: QuestionsOfRooms;
  decks: DeckRepository;
  marks: MarkRepository;
  rundowns: RundownRepository;
  openRecorder: OpenRoomRecorder;
  /** A practice has ended and is deleted. */
  practiceEnded: (practice: SessionInfo) => void;
  announcer: RoomAnnouncer;
  limits: RoomLimits;
  clock: Clock;
  log: Logger;
};
