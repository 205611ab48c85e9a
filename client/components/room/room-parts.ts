/** What comes with the socket: the room, and what the lobby shows of what goes on beside the stage. */
export { LobbyQuestions } from '../questions/lobby-questions.tsx';
export { LiveRoom } from './live-room.tsx';
