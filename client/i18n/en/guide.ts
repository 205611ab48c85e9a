import type { Catalogue } from '../catalogue.ts';
import type { guide as indonesian } from '../id/guide.ts';

export const guide: Catalogue<typeof indonesian> = {
  title: 'Guide for hosts',
  lead: 'From making a session to its published recording, step by step. No experience needed.',
  prepare: {
    title: 'Some days before',
    series:
      'Make a series in the Studio, such as "Book Club". Give it a square cover; podcast apps show it.',
    session: 'Make a session in that series: title, date and starting time.',
    share:
      'Copy the link of the session and share it. Whoever opens it can listen, without an account.',
    speakers:
      'Make one speaker link for each speaker. It opens the stage, so send it only to that person.',
  },
  before: {
    title: 'Half an hour before',
    room: 'Open the session in the Studio and press Open the room. Check your camera and microphone.',
    headset: 'Use earphones if you have them. Sound is clearer and does not echo.',
    stage:
      'Go on stage together with the speakers. Listeners do not hear you yet; they wait in the lobby.',
    consent:
      'Everyone on stage is asked whether they agree to be recorded. Who does not can still speak, but is not recorded.',
  },
  live: {
    title: 'On air',
    start: 'Press Go live. Listeners come in at once, and recording runs.',
    proof:
      'Beside each name you see whether sound and picture are being saved. If something is not, ask that person to check their microphone.',
    mark: 'Press Mark when something important begins. The mark becomes a chapter of the recording.',
    lost: 'If your connection drops, stay calm. Your place is kept, and you are connected again by itself.',
    end: 'Press End when you are done. Listeners see that the session has ended.',
  },
  after: {
    title: 'Afterwards',
    wait: 'The recording is made into an episode by itself. The session’s page shows how far it is; you may close that page.',
    audio: 'Sound is ready first, then the video follows.',
    check: 'Listen for a moment, correct the title and write notes.',
    publish:
      'Press Publish, unless your series publishes by itself. Podcast subscribers receive it without anything more from you.',
  },
  trouble: {
    title: 'When something goes wrong',
    noSound:
      'No sound: check whether the microphone is muted on the device, then choose another microphone in the settings.',
    slow: 'The picture stutters: turn the camera off. Sound always comes first.',
    failed:
      'Processing failed: open the session’s page and press Try again. The original recording is not lost.',
  },
};
