import type { Catalogue } from '../catalogue.ts';
import type { sounds as indonesian } from '../id/sounds.ts';

export const sounds: Catalogue<typeof indonesian> = {
  series: {
    title: 'Intro and outro',
    text: 'Heard at the beginning and the end of every episode, as loud as the session. At most 1 minute: WAV, MP3, M4A, Opus or FLAC. A change is heard in episodes made from then on.',
    rights: 'Use only music that you may broadcast.',
    intro: 'Intro',
    outro: 'Outro',
    introNone: 'There is no intro yet.',
    outroNone: 'There is no outro yet.',
    introChoose: 'Choose an intro',
    introReplace: 'Replace the intro',
    introRemove: 'Remove the intro',
    outroChoose: 'Choose an outro',
    outroReplace: 'Replace the outro',
    outroRemove: 'Remove the outro',
    sending: 'Being sent…',
    saved: 'The sound is saved.',
    removed: 'The sound is removed. Finished episodes stay as they are.',
  },
  problem: {
    unreadable:
      'This file cannot be read as sound. Save it as WAV, MP3, M4A, Opus or FLAC, then send it again.',
    'no-sound': 'There is no sound in this file.',
    'too-short': 'This sound is too short: less than a second.',
    'too-long': 'This sound is too long. Cut it first, then send it again.',
    silent: 'This sound is empty: nothing can be heard in it.',
    'too-large': 'This file is too large. Save it as MP3 or M4A, then send it again.',
  },
};
