import type { Catalogue } from '../catalogue.ts';
import type { guide as indonesian } from '../id/guide.ts';

export const guide: Catalogue<typeof indonesian> = {
  title: 'Guide for hosts',
  lead: 'From making a session to its published recording, step by step. No experience needed.',
  contents: 'In this guide',
  prepare: {
    title: 'Some days before',
    series:
      'Make a series in the Studio, such as "Book Club". Give it a square cover; podcast apps show it.',
    session: 'Make a session in that series: title, date and starting time.',
    share:
      'Copy the link of the session and share it, for example in a WhatsApp group. Whoever opens it can listen, without an account or an app.',
    test: 'Send the link to test beforehand as well (it is under Share). Speakers and attendees check their sound, microphone, camera and connection days before, and send you the result.',
    speakers:
      'Make one speaker link for each speaker. It opens the stage, so send it only to that person. Whoever helps you with the questions gets a moderator link.',
    personal:
      'Does someone find phones hard? Make a personal link with their name on the page of the session, then send or print it. They only press one large button, Listen. If they cannot hear, you see it under People.',
    materials:
      'Slides or polls ready? Put them in from the session’s page in the Studio, so that one press is enough in the evening. The running order is there too: in the room you see what comes next and press Next, and each part becomes a chapter.',
  },
  before: {
    title: 'Half an hour before',
    room: 'Open the session in the Studio and press Open the room. Check your camera and microphone.',
    headset: 'Use earphones if you have them. Sound is clearer and does not echo.',
    practice:
      'Want to try first? Press Practice. You and the speakers meet in a room of its own; nothing is recorded, and all that is written there is deleted afterwards.',
    stage:
      'Go on stage together with the speakers. Listeners do not hear you yet; they wait in the lobby.',
    consent:
      'Everyone on stage is asked whether they agree to be recorded. Who does not can still speak, but is not recorded.',
    questions:
      'While they wait, listeners can already write questions. See them under Questions.',
  },
  live: {
    title: 'On air',
    start:
      'Press Go live. After a countdown of five seconds listeners come in, and recording runs.',
    proof:
      'Beside each name you see whether sound and picture are being saved. If something is not, ask that person to check their microphone.',
    mark: 'Press Mark when something important begins. The moment is kept at once; its title may follow, in the field that appears or under Flow. Each mark becomes a chapter of the recording.',
    lost: 'If your connection drops, stay calm. The session goes on, your place is kept, and you are connected again by itself.',
    lock: 'Nobody else should come in? Press Lock the room. Latecomers wait, and come in by themselves once you unlock it.',
    end: 'Press End when you are done. Listeners see that the session has ended.',
  },
  questions: {
    title: 'Running the questions',
    inbox:
      'New questions wait in the list New if you chose to look at them first. Press Approve, and everyone sees them and can support them.',
    queue:
      'Questions with the most support are on top. Put those to be answered into the Queue; its order can be changed.',
    answer:
      'Press Start answering when a speaker begins to answer, and Answered afterwards. The question stands large on everyone’s screen, and the answer becomes a chapter of the recording.',
    merge:
      'Two questions that say the same? Merge them. Their support is added up, the asker is told, and it can be undone.',
    written:
      'What there is no time for can be answered in writing, for everyone or for the asker alone, or carried to the next session.',
    fair: 'When a question is not taken, choose why. Its asker sees the reason, and everyone sees how many, so that it feels fair.',
    helper:
      'Two are better: one on stage, one sorting questions with a moderator link. You see when somebody else is on a question.',
  },
  audience: {
    title: 'Bringing the audience in',
    hands:
      'Listeners can raise a hand. Their order shows under People. Press Invite; they check their microphone first, are asked about the recording, and come on stage without joining again.',
    back: 'When they have spoken, send them back to the audience. Who disturbs can be muted or removed.',
    chat: 'Chat is for greetings and links. When it gets busy, slow it down. A message that is really a question can be turned into one.',
    polls: 'A poll opens with one press. You decide when its results are shown.',
  },
  phones: {
    title: 'For little data',
    data: 'Before joining, listeners choose how much data to use. Sound only takes about 35 MB an hour, all pictures about 300 MB.',
  },
  after: {
    title: 'Afterwards',
    wait: 'The recording is made into an episode by itself. The session’s page shows how far it is; you may close that page.',
    audio: 'Sound is ready first, then the video follows.',
    health:
      'See Health of the recording: it says whether everyone’s sound and pictures arrived whole.',
    check: 'Listen for a moment, correct the title and write notes.',
    publish:
      'Press Publish, unless your series publishes by itself. Podcast subscribers receive it without anything more from you.',
  },
  trouble: {
    title: 'When something goes wrong',
    noSound:
      'No sound: check whether the microphone is muted on the device, then choose another microphone in the settings.',
    echo: 'Echo: it mostly comes from one person with loudspeakers. Ask them to use earphones, or mute them while others speak.',
    slow: 'The picture stutters: turn the camera off. Sound always comes first.',
    listener:
      'A listener hears nothing: ask them to press Turn sound on, or to leave and come in again.',
    failed:
      'Processing failed: open the session’s page and press Try again. The original recording is not lost.',
  },
};
