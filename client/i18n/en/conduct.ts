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
      'The server has room for about {{minutes}} minutes with {{people}} people on stage; this session is planned for {{plannedMinutes}} minutes. After that only sound is recorded, for as long as it can be. Have space made on the server, or keep cameras off.',
    live_one:
      'The server has room for about {{count}} more minute with {{people}} people on stage. After that only sound is recorded, for as long as it can be. Have space made on the server, or keep cameras off.',
    live_other:
      'The server has room for about {{count}} more minutes with {{people}} people on stage. After that only sound is recorded, for as long as it can be. Have space made on the server, or keep cameras off.',
    making:
      'The server has room to record this session, but perhaps not to make its episode afterwards. The recording is safe. Ask whoever looks after the server to make room before the session ends.',
    none: 'The server is nearly out of space: pictures will not be recorded, and sound may not be either. Ask whoever looks after the server to make room first.',
    others_one:
      'What one other session that is being recorded on this server still needs is taken off already.',
    others_other:
      'What {{count}} other sessions that are being recorded on this server still need is taken off already.',
  },
  practice: {
    name: 'Practice',
    fact: 'Practice — not recorded',
    action: 'Practice',
    title: 'Practise first?',
    text: 'A practice has a locked room of its own: you, the speakers, and whoever you let in. Nothing is recorded unless you ask for it there, and all that is written there is deleted when the practice ends. Drafted polls and the running order are there as copies. The session itself does not change.',
    open: 'Start the practice',
    about:
      'Try the stage, slides and polls in a locked room of its own. The session does not change, and all that is written there is deleted afterwards. Speakers and moderators are shown the way there by their links; anyone else waits until you unlock it.',
    running: 'A practice is going on.',
    join: 'Join the practice',
    hintRecorded:
      'This is a practice, and its sound is recorded. Chat, questions and polls are deleted when it ends; the recording a day later.',
    record: 'Record this practice',
    recordTitle: 'Record this practice?',
    recordText:
      'Everyone on stage is asked first, and whoever says no is not recorded. After the practice you can download the sound of each speaker and the mix in the studio for 24 hours; then it is deleted. Nothing is published. Recording stops when the practice ends.',
    recording: 'The practice is being recorded.',
    consentTitle: 'This practice is now recorded. May you be recorded?',
    consentText:
      'The recording of a practice is for the hosts alone, is not published, and is deleted 24 hours after the practice.',
    consentYesText: 'Your voice goes into the recording of the practice, with your name.',
    hint: 'This is a practice. Nothing is recorded, and chat, questions and polls are deleted when it ends.',
    entrance:
      'This is a practice, not the session itself. All that is written is deleted afterwards. Your voice is recorded only if a host asks for it and you agree.',
    nameHelp: 'Seen by everyone in this practice.',
    endTitle: 'End the practice?',
    endText:
      'Everyone leaves the practice, and its chat, questions and polls are deleted. The session itself does not change.',
    endTextRecorded:
      'Everyone leaves the practice, and its chat, questions and polls are deleted. You can download the recorded sound in the studio for 24 hours. The session itself does not change.',
    end: 'End the practice',
    afterTitle: 'The practice is over',
    afterText: 'All that was written here is deleted, and nothing was recorded.',
    afterKept:
      'All that was written here is deleted. The recorded sound is for the hosts alone, and is deleted on',
    toRecording: 'To the recording',
    toSession: 'To the session itself',
  },
  practices: {
    title: 'Practice recordings',
    text: 'For you and the other hosts alone. Not published.',
    held: 'Practice of',
    until: 'Deleted with everything on',
    state: {
      processing: 'The sound is being prepared. This usually takes a few minutes.',
      ready: 'Ready to download.',
      failed: 'The sound could not be prepared.',
      empty: 'Nothing was recorded: nobody agreed, or nobody spoke.',
    },
    mix: 'Everyone together',
    microphone: 'Voice of {{name}}',
    screen: 'Sound from the screen of {{name}}',
    file: '{{track}} (MP3, {{megabytes}} MB)',
    retry: 'Try again',
    delete: 'Delete now',
    deleteTitle: 'Delete this practice recording?',
    deleteText: 'The sound of each person and the mix are deleted for good.',
    deleted: 'The practice recording is deleted.',
  },
  abandoned: {
    text: 'No host is in the room. If nobody comes back, the session ends by itself and is saved, in {{count}} min.',
    mayEnd: 'No host is in the room. The session goes on, and you may end it.',
  },
};
