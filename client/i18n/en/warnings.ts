import type { Catalogue } from '../catalogue.ts';
import type { warnings as indonesian } from '../id/warnings.ts';

export const warnings: Catalogue<typeof indonesian> = {
  title: 'Needs attention',
  record: 'Record now',
  server: {
    'not-recording':
      'This session is not being recorded: its recording did not start. The server tries again every few seconds, and a host can press Record now. If it stays like this, call whoever looks after the server: it may be out of space.',
    'recording-over':
      'The recording of this session has ended, and its episode is being made. Nothing that is said now is recorded. Press End; to go on, plan a new session.',
    'recorded-elsewhere':
      'The recording of this session is on another server. What is said here does not come into its episode. If that server is lost, end this session, go on in a new one, and ask whoever looks after the server to rescue the recording.',
    'disk-low':
      'The server is nearly out of space: pictures are no longer recorded, sound still is. Make room on the server.',
    'disk-full': 'The server is out of space: something is not recorded. Make room now.',
    'disk-slow':
      'The server writes the recording too slowly. If this goes on, pictures are skipped.',
    'disk-error': 'The server cannot write the recording. Call whoever looks after it.',
    'database-away':
      'The database cannot be reached. The session and its recording go on here on this server. Questions, chat and people who arrive wait until it is back.',
    'store-away':
      'The storage cannot be reached. The session and its recording go on here on this server. The episode is made once it is back.',
    'store-refuses':
      'The storage takes no copy of the recording; it may be full. The session and its recording go on, but for now on this server alone. Tell whoever looks after it.',
  },
  about: {
    'not-recorded':
      '{{name}} does not reach the recording. Ask them to switch microphone or camera off and on.',
    'not-heard':
      'The microphone of {{name}} is on, but nothing was heard yet. Ask them to check it.',
    echo: 'There is an echo through the microphone of {{name}}. Ask them to use earphones, or to mute while silent.',
    weak: 'The connection of {{name}} is weak. Switching their camera off may help the sound.',
    away: 'The connection of {{name}} is lost. Their place is kept.',
  },
};
