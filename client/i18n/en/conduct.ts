import type { Catalogue } from '../catalogue.ts';
import type { conduct as indonesian } from '../id/conduct.ts';

export const conduct: Catalogue<typeof indonesian> = {
  lock: {
    lock: 'Lock the room',
    unlock: 'Unlock the room',
    locked: 'The room is locked. Newcomers wait in the lobby.',
    unlocked: 'The room is open. Those who wait come in by themselves.',
    fact: 'Locked',
    waitingTitle: 'The room is locked',
    waitingText:
      'The host has locked the room for a while. This page takes you in by itself as soon as it is opened. Leave it open.',
  },
  countdown: {
    title: 'Live in',
    now: 'Now',
    spoken: 'It goes live in a moment.',
    cancel: 'Cancel',
    stopped: 'The countdown has stopped. It is not live yet.',
    choose: 'Count down 5 seconds',
    chooseHelp: 'The stage and those who wait see it. Recording begins when it is over.',
  },
  space: {
    short:
      'The server has room for about {{minutes}} minutes of pictures and sound, counted for {{people}} people on stage. This session is planned for {{plannedMinutes}} minutes. When the room is used up, pictures are no longer recorded; sound still is, for as long as it can be. Ask whoever looks after the server to make room, or keep cameras off.',
    none: 'The server is nearly out of space: pictures will not be recorded, and sound may not be either. Ask whoever looks after the server to make room first.',
  },
  practice: {
    fact: 'Practice — not recorded',
    action: 'Practice',
    title: 'Practise first?',
    text: 'A practice has a locked room of its own: you, the speakers, and whoever you let in. Nothing is recorded, and all that is written there is deleted when the practice ends. Drafted polls and the running order are there as copies. The session itself does not change.',
    open: 'Start the practice',
    running: 'A practice is going on.',
    join: 'Join the practice',
    hint: 'This is a practice. Nothing is recorded, and chat, questions and polls are deleted when it ends.',
    entrance:
      'This is a practice before the session. Nothing is recorded, and all that is written is deleted afterwards.',
    nameHelp: 'Seen by everyone in this practice.',
    endTitle: 'End the practice?',
    endText:
      'Everyone leaves the practice, and its chat, questions and polls are deleted. The session itself does not change.',
    end: 'End the practice',
    afterTitle: 'The practice is over',
    afterText: 'All that was written here is deleted, and nothing was recorded.',
    toSession: 'To the session itself',
  },
  abandoned: {
    text: 'No host is in the room. If nobody comes back, the session ends by itself and is saved, in {{count}} min.',
    mayEnd: 'No host is in the room. The session goes on, and you may end it.',
  },
};
