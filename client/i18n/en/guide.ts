import type { Catalogue } from '../catalogue.ts';
import type { guide as indonesian } from '../id/guide.ts';

export const guide: Catalogue<typeof indonesian> = {
  title: 'Guide for hosts',
  lead: 'From making a session to its published recording, step by step. No experience needed. The pictures show the Indonesian pages.',
  contents: 'In this guide',
  once: {
    title: 'Once, at the beginning',
    series:
      'In the Studio, press New series and give it a name, such as "Book Club". A series holds sessions that come again and again.',
    cover:
      'Give the series a square cover. It shows on the page of the series and in podcast apps. The same page takes an intro and an outro for its episodes.',
    publish:
      'Choose as well: recordings are published by themselves, or wait until you have checked them. Whether voices are cleaned for the episode is set there too.',
    people:
      'Does a colleague host with you? On the page People, make an invitation link for them. They choose their own password.',
  },
  prepare: {
    title: 'Some days before',
    session: 'In the series, press New session. Fill in title, date and starting time.',
    share:
      'On the session’s page, copy its link and share it, for example in a WhatsApp group. Whoever opens it can listen, without an account or an app.',
    test: 'Send the link to test beforehand as well. Speakers and attendees check their sound, microphone, camera and connection, and send you the result.',
    speakers:
      'Make one speaker link for each speaker. It opens the stage, so send it only to that person.',
    moderator:
      'Whoever helps you with the questions gets a moderator link. A link sent to the wrong person can be revoked.',
    rundown:
      'Write the running order: what happens, and for how many minutes. The audience sees the titles of what is on and what comes next, unless you hide them.',
    slides:
      'Upload slides as a PDF or as pictures. They cost your listeners far less data than a shared screen.',
    polls: 'Prepare polls. In the room you open one with one press.',
    broadcast:
      'Just one speaker, with a good camera? On the session’s page, switch on Broadcast mode. While the speaker is alone on stage, the picture goes into the episode as the camera sent it, wherever that is possible. You want to edit the original recording yourselves? Any video editor reads it; whoever looks after the server gets you the file.',
  },
  easy: {
    title: 'For those who seldom use a phone',
    personal:
      'Does someone find phones hard? Make a personal link with their name on the session’s page. They need not type anything.',
    print:
      'Send the link in a message, or press Print. The paper has their name, a QR code and the steps. Give each person their own paper.',
    listen:
      'Their phone shows one large button: Listen. This is easy mode. It is sound alone, so it needs little data.',
    hand: 'They can raise a hand. If you invite them, they answer with one press and speak. Their face is not seen.',
    deaf: 'If they press I cannot hear, it shows beside their name under People. Ring them up, or ask somebody near them to help.',
  },
  before: {
    title: 'Half an hour before',
    room: 'Open the session in the Studio and press Open the room.',
    headset: 'Use earphones if you have them. Sound is clearer and does not echo.',
    practice:
      'Want to try first? Press More, then Practice; the page of the session in the studio can do it too. You and the speakers meet in a room of its own; nothing is recorded unless you press Record this practice, and all that is written there is deleted afterwards. What was recorded is yours to download for a day. Your polls and running order are copied into it.',
    check:
      'Press Go on stage. Check your camera and microphone: the line must move while you speak.',
    consent:
      'Everyone on stage is asked whether they agree to be recorded. Who does not can still speak, but is not recorded. The answer can be changed under My recording.',
    stage:
      'Meet the speakers on stage. Listeners do not see or hear you yet; they wait in the lobby.',
    questions:
      'While they wait, listeners can already write questions. See them under Questions.',
  },
  live: {
    title: 'On air',
    start:
      'Press Go live. After a countdown of five seconds listeners come in, and recording runs.',
    proof:
      'Under People you see whether everyone’s sound and picture are being saved. If something does not arrive, ask that person to turn their microphone or camera off and on again.',
    warnings:
      'When something needs your attention, such as a microphone that nobody hears or an echo, a box of warnings appears above the stage. It says what to do. If the session is not being recorded, the button Record now is there. No box means that all is well.',
    rundown:
      'The running order shows above the stage. Press Next when you go on to the next part. Each part becomes a chapter of the recording.',
    slides:
      'Under Slides, press the page to show, then Next. The notes below it are seen only by hosts and by the person who presents those slides.',
    mark: 'Something important outside the running order? Press Mark, or the letter C. Its title may follow. Each mark becomes a chapter too.',
    lock: 'Nobody else should come in? Press More, then Lock the room. Latecomers wait, and come in by themselves once you unlock it.',
    end: 'Press End when you are done. Listeners see that the session has ended. A session that has ended cannot be started again.',
  },
  questions: {
    title: 'Running the questions',
    settings:
      'Open Find, write, settings, then Settings. Choose whether questions are checked first, and whether askers’ names are seen.',
    words:
      'There is also a list of words. A question with one of these words is held until you have looked at it.',
    inbox:
      'Waiting questions are in the list New. Press Approve, and everyone sees them and can support them.',
    queue:
      'Questions with the most support are on top. Press Queue for those to be answered; their order can be changed. Press Enlarge to see all lists at once.',
    answer:
      'Press Answer when a speaker begins to answer, and Done answering afterwards. The question stands on everyone’s screen, and the answer becomes a chapter of the recording.',
    screen:
      'Press Speaker screen for a second screen, such as on the speaker’s table or in the hall: one question in large letters.',
    merge:
      'Two questions that say the same? Press More, then Join. Their support is united, the asker is told, and it can be undone.',
    written:
      'What there is no time for can be answered in writing, for everyone or for the asker alone, or put off to the next session.',
    fair: 'When a question is not taken, choose why. Its asker sees the reason, and everyone sees how many. It feels fair.',
    helper:
      'Two are better: one on stage, one sorting questions. You see when somebody else is on a question.',
  },
  audience: {
    title: 'Bringing the audience in',
    hands:
      'Listeners can raise a hand. Their order shows under People. Press Invite up; they check their microphone first, are asked about the recording, and come on stage without joining again.',
    back: 'When they have spoken, press Actions beside their name, then Back to the audience. There you also turn off somebody’s microphone, or remove them.',
    polls:
      'Open a poll under Polls. Answers have no names. You decide when the results are shown.',
    chat: 'Chat is for greetings and links. When it gets busy, turn on slow mode under Chat settings. A message that is really a question can be turned into one.',
    data: 'Little data? Before joining, or with the button Data, listeners choose how much to use. Sound only takes about 35 MB an hour, all pictures about 290 MB.',
  },
  after: {
    title: 'Afterwards',
    wait: 'The recording is made into an episode by itself. The session’s page shows how far it is; you may close that page. Sound is ready first, then the video follows.',
    health:
      'See Health of the recording: it says whether everyone’s sound and pictures arrived whole.',
    check:
      'Listen for a moment, then correct the title and the notes. Written answers and results of polls are in the draft already.',
    edit: 'Something too much? Open Edit the recording: cut the beginning, the end or a stretch in between, silence one person, correct the chapters. Then press the button that makes the episode again. The recording itself stays whole.',
    publish:
      'Press Publish, unless your series publishes by itself. On the page of the episode, chapters and questions can be pressed to go straight to their moment.',
    podcast:
      'Podcast subscribers receive it without anything more from you. The podcast’s address is on the page of the series; register it once with Apple Podcasts and Spotify.',
    transcript:
      'So that people can read what was said: on the session’s page, open Transcript. Upload a VTT or SRT file, or write it yourself as it plays. Correct it, choose who speaks, then press Publish the transcript. The words appear in the video, on the episode’s page and in podcast apps.',
    written:
      'Was there no time for some questions? On the session’s page, answer them in writing, by voice for up to three minutes, or carry them to the next session. What you say is put at the end of the episode. Questions, chat and the results of polls can be downloaded there too, for a report perhaps.',
    mistake:
      'Published by mistake? Press Withdraw. The episode is gone from the page of the series and from the podcast, and can be published again.',
    withdraw:
      'Someone withdraws their consent? On the session’s page, open Take someone out of the recording. Their voice and picture are deleted for good, and the episode is made again without them and their questions. Whoever only asked is there as well. Look through the title and notes you wrote yourself, too; when you change them, press Make the episode again below them.',
    keep: 'The original recording is kept for 30 days after its episode was last made, published or edited, unless whoever looks after the server set it otherwise. The date is on the session’s page. After that the episode stays, but can no longer be edited. When someone withdraws their consent then, the whole episode is deleted.',
    delete:
      'Does a whole session have to go? At the bottom of its page, press Delete the session. Recording, episode, questions and chat are deleted for ever. What people have downloaded cannot be called back.',
  },
  trouble: {
    title: 'When something goes wrong',
    noSound:
      'Nobody hears you: check whether the microphone is muted on the device, then choose another microphone under Devices.',
    echo: 'Echo: it mostly comes from one person with loudspeakers. Ask them to use earphones, or turn their microphone off while others speak.',
    slow: 'The picture stutters: turn the camera off. Sound always comes first.',
    listener:
      'A listener hears nothing: ask them to press Turn the sound on. Still nothing? Ask them to press Leave and come in again.',
    lost: 'Your connection drops: stay calm. The session goes on, your place is kept, and you are connected again by itself. If the computer dies, open the same link on a phone.',
    away: 'You cannot come back: a moderator may end the session. When everyone has left, it ends by itself after some minutes; while somebody stays on stage, after an hour. The recording is saved.',
    power:
      'The electricity or the server fails: as soon as it is back, everyone comes in again by themselves. What was recorded is not lost.',
    disk: 'A warning that space is running out: ask whoever looks after the server to make room. Sound is still recorded meanwhile.',
    outage:
      'A warning that the database or the storage cannot be reached: go on. The session and its recording are not disturbed, and the warning goes by itself. Tell whoever looks after the server.',
    rude: 'Somebody disturbs: remove them under Actions. They cannot come in again until you let them. Should they come back on another device as somebody new, lock the room.',
    failed:
      'Processing failed: open the session’s page and press Try again. The original recording is not lost.',
  },
  pictures: {
    selfTest:
      'The test page on a phone: step 1 of 4, a button that plays the notes again, then buttons for heard and not heard.',
    links:
      'Invitations to the stage: a field for whom it is, then buttons for a speaker link and a moderator link.',
    rundown: 'The running order: four parts with their minutes, and a button to change them.',
    personal:
      'Personal links: a field for the listener’s name, then the button that makes the link.',
    easyDoor: 'Easy mode on a phone: a greeting to Uni Ros, and one large button to listen.',
    check:
      'Checking camera and microphone, with the camera’s picture and a line for the voice.',
    consent: 'The question whether one may be recorded, with the answers yes and no.',
    room: 'The room on a computer: the stage and the question being answered on the left, all lists of questions on the right.',
    slides:
      'A slide, large on the stage. Beside it the other pages and the button for the next one.',
    settings:
      'Settings for questions: check before showing, names of askers, and the list of words.',
    roomPhone:
      'The room on a listener’s phone: the stage, the question being answered, and the button to ask.',
    speaker: 'The speaker’s screen: one question in very large letters.',
    hands:
      'The list of people: a raised hand with its reason, and the button that invites them.',
    print:
      'The paper printed for Uni Ros: title of the session, its time, the steps, and a QR code.',
    poll: 'A poll on a phone: bars with the results of four choices.',
    making: 'The session’s page: the steps of processing the recording, and how far they are.',
    episode:
      'The page of an episode on a phone: the picture, the button that plays, and the choice of video or sound alone.',
  },
};
