import type { Catalogue } from '../catalogue.ts';
import type { transcript as indonesian } from '../id/transcript.ts';

/** What was said, in writing. */
export const transcript: Catalogue<typeof indonesian> = {
  title: 'Transcript',
  lead: 'What was said, in writing. Once published, people can read it on the episode’s page, as captions in the video, and in podcast apps.',
  making: 'The episode is still being prepared. This page loads it by itself.',
  words: 'Words',
  wordsText:
    'Press a line to correct it. Times are those of the recording: what was cut or silenced in the episode is not published.',
  text: 'Text',
  keys: 'Enter: next line. Shift + Enter: the one before. Ctrl + Enter: play from this line. Esc: close.',
  speaker: 'Who',
  nobody: 'No name',
  empty: '(empty)',
  begins: 'Begins',
  ends: 'Ends',
  earlier: '{{label}}: {{seconds}} seconds earlier',
  later: '{{label}}: {{seconds}} seconds later',
  here: 'Current position',
  hereOf: '{{label}}: current position',
  play: 'Play from here',
  split: 'Split at the cursor',
  merge: 'Join with the next',
  remove: 'Delete',
  removed: 'Line deleted. Press Undo if that was a mistake.',
  close: 'Close',
  add: 'Add a line at the current position',
  showCurrent: 'Go to the line being played',
  undo: 'Undo',
  redo: 'Redo',
  cannot:
    'That cannot be done here. Put the cursor inside the text to split it; lines that are joined must not become too long.',
  joined: 'Somebody else edits this transcript too. Their changes are shown as well.',
  lost_one: 'Somebody else corrected a line that you changed too. What is shown is theirs.',
  lost_other:
    'Somebody else corrected {{count}} lines that you changed too. What is shown is theirs.',
  unclear_one:
    'One line without a known speaker lies where somebody is silenced in the episode. It may be theirs, so it is not published:',
  unclear_other:
    '{{count}} lines without a known speaker lie where somebody is silenced in the episode. They may be theirs, so they are not published. The first:',
  unclearText:
    'If somebody else said it, choose their name under “Who”: then it is published. If it was the silenced person, there is nothing to do.',
  partly_one:
    'A part of one line is cut out or silenced in the episode. Nothing of this line is published:',
  partly_other:
    'Parts of {{count}} lines are cut out or silenced in the episode. Nothing of these lines is published. The first:',
  missing: 'not heard: {{times}}',
  partlyText:
    'To publish what is heard of it: open the line and split it before and after the words that are gone. Then move “Begins” and “Ends” of the parts that are heard, until they lie outside that time. The words that are gone need not be deleted.',
  recognition: {
    waiting: 'Speech recognition on the server waits for its turn.',
    nobody:
      'The draft of the transcript waits: no machine that recognises speech is on. Ask whoever runs the server. It is written by itself once one is on; you can also upload a transcript or write it yourself.',
    running:
      'Speech recognition on the server is writing a draft ({{percent}}%). You may close this page.',
    rooms:
      'The draft of the transcript waits: a live session needs the server. It is gone on with by itself once there is room.',
    disk: 'The draft of the transcript waits: the server’s disk is nearly full, and what is left is kept for recording live sessions. Have some room made; it is gone on with by itself.',
    done: 'This draft was written by speech recognition. Something is surely wrong in it: listen and correct it before you publish.',
    failed:
      'The server could not write a draft of the transcript. Recording and episode are not affected, and you can still upload a transcript or write it yourself.',
    detail: 'Details for whoever runs the server',
  },
  publish: {
    title: 'Publish',
    none: 'This transcript is not published. Only hosts can read it.',
    some: 'What is published is the transcript before. Your changes are saved, but not published.',
    all: 'This transcript is published.',
    publishing:
      'This transcript is not with people yet: the server is publishing it. If something is in the way, it tries again by itself every half a minute.',
    undoing:
      'This transcript is being taken back, but people may still be able to read it. If something is in the way, the server tries again by itself every half a minute.',
    retry: 'Try to publish it now',
    retryUndo: 'Try to take it back now',
    now: 'Publish the transcript',
    again: 'Publish the changes',
    done: 'The transcript is published. The video did not have to be made again.',
    undo: 'Take the transcript back',
    undoTitle: 'Take the transcript back?',
    undoText:
      'People can no longer read it, and the video has no captions any more. The words stay here.',
    undone: 'The transcript was taken back.',
    open: 'See the episode’s page',
  },
  upload: {
    title: 'Upload a file',
    text: 'A VTT or SRT file from another program, 2 MB at most. Speakers’ names inside a VTT file are read too.',
    clock: 'Times in this file count from the beginning of',
    episode: 'the published episode, without what was cut',
    session: 'the whole recording',
    choose: 'Choose a VTT or SRT file',
    busy: 'Uploading…',
    tooLarge: 'This file is too large. 2 MB is the most.',
    done_one: 'One line was read. Check it, then publish.',
    done_other: '{{count}} lines were read. Check them, then publish.',
    replaceTitle: 'Replace the transcript?',
    replaceText:
      'All lines there are now are replaced by those of this file. That cannot be undone.',
    replace: 'Replace',
  },
  problem: {
    line: 'Line {{line}}:',
    encoding: 'This file is no text that can be read. Save it as UTF-8 and upload it again.',
    empty: 'There are no words in this file.',
    'no-time': 'here should be a time, such as 00:01.000 --> 00:04.000.',
    time: 'the time cannot be read. It should look like 00:01.000 --> 00:04.000.',
    backwards: 'it would end before it begins.',
    beyond:
      'the time lies behind the end of the recording. Check whether the file belongs to this session.',
    'too-long': 'the text is too long. 500 characters at a time are the most.',
    'too-many': 'This file is too long. 8,000 lines are the most.',
  },
};
