import type { Catalogue } from '../catalogue.ts';
import type { health as indonesian } from '../id/health.ts';

export const health: Catalogue<typeof indonesian> = {
  verdict: {
    good: 'Health of the recording: good. All sound and pictures arrived whole.',
    fair: 'Health of the recording: fair. Something went wrong on the way and was put right.',
    poor: 'Health of the recording: poor. Some of it is missing or wants a look.',
    empty: 'Health of the recording: empty. Nothing was recorded.',
  },
  nothing: {
    'nobody-on-stage': 'Nobody came on stage with a microphone or a camera.',
    'nobody-consented':
      'Nobody agreed to be recorded, or everyone took it back. So nothing was kept.',
    'all-off': 'Microphones and cameras on stage were off all the time.',
    'no-room':
      'The server was out of space, so nothing could be kept. Make room before the next session.',
    'not-kept':
      'Sound and pictures came, but the recorder kept none of it, because the server wrote too slowly or was out of space. Ask whoever runs the server to look at it before the next session.',
    'nothing-arrived': 'People came on stage, but no sound or picture arrived whole.',
    'taken-out': 'Everyone who was recorded has been taken out of this recording.',
    untold:
      'Something was recorded after all, but the log of the session is damaged. An episode can be made once what is lost has been put back.',
  },
  missing: {
    line: '{{when}} {{why}}: {{what}}.',
    when: {
      between: 'Not recorded from {{from}} to {{to}}',
      short: 'Not recorded for {{seconds, number}} seconds from {{from}} on',
      open: 'Not recorded any more from {{from}} on',
    },
    why: {
      'no-room': 'because the server was out of space',
      'recorder-failed': 'because the recorder failed and had to be started again',
      'server-failed': 'because the server stopped suddenly',
      'not-kept':
        'because the recorder did not keep it (the server wrote too slowly, or was out of space)',
      'nothing-arrived': 'because nothing arrived whole',
    },
    kinds: { audio: 'sound', video: 'pictures', both: 'sound and pictures' },
    of: '{{what}} of {{names}}',
  },
  damage: {
    lines_one:
      'One line in the log of the session is damaged and cannot be read; the server’s disk may be failing. It may have said who was speaking, or who took their consent back. So the episode is not published by itself: listen to it first, and ask whoever runs the server to look at the disk.',
    lines_other:
      '{{count}} lines in the log of the session are damaged and cannot be read; the server’s disk may be failing. They may have said who was speaking, or who took their consent back. So the episode is not published by itself: listen to it first, and ask whoever runs the server to look at the disk.',
    takes:
      'The following was recorded and is still on the server, but is not in the episode, because its line is lost from the log of the session. Whoever runs the server can put it back until the original recording is deleted. First ask the people whether they may be heard: their answer may be lost as well.',
    unknown: 'Nobody knows whose',
  },
  madeWhole: {
    'too-little':
      'The podcast took longer to make, because too little could be prepared during the session. Nothing is wrong with it.',
    unusable:
      'The podcast took longer to make, because what was prepared during the session was of no use. Nothing is wrong with it.',
  },
  maybeHeard:
    'Someone was taken out, or took their consent back, before it was known which other microphones had picked them up. They may still be heard there, softly: listen to the episode, and cut out what is left of them.',
  stillHeard: {
    text: 'Other microphones also picked up someone who was taken out, or took their consent back. Where their own person said nothing, they are silent there now. Where that person was speaking too, the other voice may still be heard beneath it: listen there, and cut it out on the editing page if need be.',
    where_one: 'One place to listen to',
    where_other: '{{count}} places to listen to',
    line: 'From {{from}} to {{to}}, in the microphone of {{name}}',
  },
  details: 'Details of each person',
  guest: 'Guest',
  from: 'from {{position}}, {{length}}',
  fine: 'Arrived whole.',
  found: {
    'no-clock':
      'Its time is a guess, because the device sent no clock. See whether picture and sound agree.',
    stalled: 'The device stood still for moments ({{stalls}} times). Its time was put right.',
    lost: '{{seconds, number}} seconds did not arrive because the connection failed ({{gaps}} stretches).',
    shed: '{{shedSeconds, number}} seconds were not kept because the server wrote too slowly or was out of space ({{shed}} stretches).',
    damaged:
      'The end of its log is damaged, mostly because the server stopped hard. The rest is whole.',
    drifting: 'The device’s clock is off by {{driftPpm}} ppm. It was followed.',
    silent: 'The microphone was on, but nothing was to be heard.',
    quiet:
      'The voice is very quiet ({{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS). It was raised in the episode.',
    loud: 'The voice is very loud ({{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS) and may sound distorted.',
    noisy:
      'It was noisy around the voice ({{noise, number(maximumFractionDigits: 0)}} dB). Next time, a microphone nearer to the mouth will help.',
    echo: 'The microphone also heard what others said. Next time, earphones will help.',
  },
  numbers: {
    packets: '{{packets, number}} packets, {{lost, number}} lost',
    clock: 'clock {{ppm}} ppm from {{reports}} reports',
    damaged: '{{bytes, number}} bytes damaged',
    sizes: 'sizes {{sizes}}',
    loudness: '{{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS',
    levelled:
      'in the episode {{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS',
    noise: 'noise {{db, number(maximumFractionDigits: 0)}} dBFS',
  },
};
