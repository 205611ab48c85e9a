import type { Catalogue } from '../catalogue.ts';
import type { session as indonesian } from '../id/session.ts';

export const session: Catalogue<typeof indonesian> = {
  length: 'About {{length}}',
  about: 'About this session',
  listeners_one: '{{count}} person is listening',
  listeners_other: '{{count}} people are listening',
  countdown: {
    label: 'Starts in',
    due: 'Starting any moment. Waiting for the host.',
  },
  enter: {
    title: 'Come in',
    name: 'Your name',
    nameHelp:
      'Seen by the hosts. Others see it if you write in the chat, and if you ask a question with your name.',
    nameHelpStage: 'Seen by everyone, also in the recording.',
    nameNeeded: 'Write your name, so that the audience knows who is speaking.',
    button: 'Come in and listen',
    buttonEarly: 'Come in and wait',
    buttonStage: 'Come in',
    noMicrophone: 'Your microphone and camera are not used. No account, no app.',
    recorded:
      'This session is recorded for a podcast. Only people on stage are recorded, never listeners.',
    recordedStage:
      'This session is recorded and becomes a podcast episode. You are asked whether you may be recorded before you go on stage.',
    as: {
      host: 'You come in as the host.',
      moderator: 'You are invited as a moderator.',
      speaker: 'You are invited as a speaker.',
    },
    testSound: 'Test the sound',
    testedSound: 'Did you hear a few tones? If not, turn up the volume of your device.',
    left: 'You have left the room. Come back whenever you like.',
  },
  waiting: {
    title: 'You are on the veranda',
    text: 'This page takes you in by itself as soon as it goes live. Keep it open.',
    joining: 'Coming in…',
  },
  prepare: {
    title: 'Save the date',
    calendar: 'Add to calendar',
    share: 'Share this session',
    shared: 'Address copied',
    link: 'Address of this session',
    how: 'To join: open this address at that time, on a phone or a computer, and press Come in.',
  },
  after: {
    title: 'Thank you for coming',
    making:
      'This session is over. Its recording is being made into an episode. Sound is published first, pictures follow.',
    undecided:
      'This session is over. Its episode is not out. Whether and when the recording is published is up to the host.',
    none: 'This session is over. There is no episode of it to listen to.',
    unstored:
      'This session is over, and nothing of it is lost. The server cannot reach its database right now: whatever comes of the session goes on as soon as that is back.',
    here: 'This page shows the episode as soon as it is out.',
    ready: 'The episode is out.',
    listen: 'Listen to the episode',
    studio: 'See the recording in the studio',
    series: 'More from {{series}}',
  },
  taken: {
    title: 'This room is open somewhere else',
    text: 'You came in with the same seat in another tab or on another device, so this one has stopped.',
    button: 'Continue here',
  },
  failed: {
    title: 'We could not bring you in',
    unsupported:
      'This browser cannot play live sessions. Update it, or open this address in a recent Chrome, Firefox or Safari.',
    address: 'Address for another browser',
    later: 'Published recordings can still be listened to in this browser.',
    series: 'Episodes of {{series}}',
    forbidden:
      'This invitation link is not for this session, or was revoked. Ask for a new one.',
    removed:
      'A host or moderator removed you from this session, so you cannot come in again. If this is a mistake, contact the library.',
    gone: 'This invitation link is no longer valid, or the session is over.',
    'not-found': 'There is no such session. Check the address.',
    other:
      'This page and the library do not understand each other. Reload the page and try again.',
    asListener: 'Come in as a listener',
    button: 'Try again',
  },
  problem: {
    unavailable: 'The room is full or not ready. Wait a moment, then try again.',
    'too-many': 'Too many attempts. Wait a minute, then try again.',
    other: 'That did not work yet. Try again in a moment.',
  },
};
