import type { Catalogue } from '../catalogue.ts';
import type { easy as indonesian } from '../id/easy.ts';

export const easy: Catalogue<typeof indonesian> = {
  door: {
    hello: 'Hello, {{name}}.',
    welcome: 'Welcome.',
    listen: 'Listen',
    live: 'It is on now. Press Listen.',
    early:
      'It has not begun yet. Press Listen, then leave this page open. The sound comes by itself.',
    noMicrophone: 'You only listen: your microphone and camera are not used. {{cost}}',
    left: 'You have left. Press Listen if you would like to hear it again.',
  },
  gone: {
    title: 'This link no longer works',
    text: 'Ask whoever sent it, or the library, for a new one. You may also listen without your name.',
    without: 'Listen without a name',
  },
  room: {
    you: 'You: {{name}}',
    leave: 'Leave',
  },
  hearing: {
    on: 'You are listening',
    onStage: 'You are on stage',
    connecting: 'The sound is on its way…',
    off: 'The sound is off',
    speaker: 'Speaking: {{name}}',
    you: 'You are speaking.',
    quiet: 'It is quiet right now.',
    nobody: 'Nobody is speaking yet. Wait a moment.',
  },
  volume: {
    label: 'Volume',
    louder: 'Louder',
    softer: 'Softer',
    step: 'Volume {{step}} of {{steps}}.',
    loudest:
      'This is the loudest. Not enough? Press the volume button on the side of the phone.',
    phone: 'To make it louder or softer, press the volume buttons on the side of the phone.',
  },
  hand: {
    why: 'Raise your hand if you would like to ask or say something.',
  },
  deaf: {
    report: 'I cannot hear',
    title: 'The host has been told',
    try: 'While you wait, try this:',
    buttons: 'Press the volume button on the side of the phone until it is loudest.',
    headset: 'Unplug earphones, or switch off a Bluetooth speaker.',
    again: 'If you still hear nothing, press Leave, then Listen.',
    hear: 'I can hear now',
  },
  invite: {
    title: 'You may speak',
    text: '{{name}} asks you to speak. Everyone will hear your voice. Your face is not seen.',
    allowed: 'Everyone will hear your voice. Your face is not seen.',
    accept: 'Yes, I would like to speak',
    decline: 'Not now',
    opening: 'Switching on the microphone…',
  },
  consent: {
    title: 'May your voice be recorded?',
    text: 'Anyone on the internet can listen to the recording. If you say no, you can still speak and be heard now.',
    permission: 'Your phone may ask about the microphone next. Choose Allow.',
    yes: 'It may be recorded',
    no: 'Do not record me',
    back: 'Back',
  },
  speaking: {
    heard: 'Please speak. Everyone hears you.',
    muted: 'Your sound is off',
    recorded: 'Your voice is recorded.',
    notRecorded: 'Your voice is not recorded.',
    mute: 'Turn my sound off',
    unmute: 'Speak again',
    done: 'I am done speaking',
  },
};
