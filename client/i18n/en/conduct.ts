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
};
