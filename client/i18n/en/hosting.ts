import type { Catalogue } from '../catalogue.ts';
import type { hosting as indonesian } from '../id/hosting.ts';

export const hosting: Catalogue<typeof indonesian> = {
  guest: 'Guest',
  someone: 'The host',
  hand: {
    raise: 'Raise hand',
    lower: 'Lower hand',
    up: 'Your hand is up.',
    next: 'You are next.',
    place: 'You are number {{place}}.',
    reason: 'About: {{reason}}',
    addReason: 'Say why',
    changeReason: 'Change it',
    reasonTitle: 'What is it about?',
    reasonField: 'What it is about, in a few words',
    reasonHelp: 'Only hosts and moderators read it.',
    saveReason: 'Send',
  },
  hands: {
    title: 'Raised hands',
    none: 'Nobody has raised a hand yet.',
    dismiss: 'Lower hand',
    dismissName: 'Lower hand: {{name}}',
  },
  invite: {
    title: 'You are invited on stage',
    text: '{{name}} invites you to speak. First you check your camera and microphone; nobody sees or hears you yet.',
    accept: 'Go on stage',
    decline: 'Not now',
    covered: '{{name}} invites you on stage. Close this sheet to answer.',
    invite: 'Invite up',
    inviteName: 'Invite up: {{name}}',
    waiting: 'Invited, no answer yet',
    takeBack: 'Take the invite back',
    declined: '{{name}} would rather not come on stage now.',
  },
  deed: {
    'sent-back':
      '{{name}} brought you back to the audience. Your camera and microphone are off. Thank you for speaking.',
    microphone: '{{name}} muted you. Switch your microphone on again when you speak.',
    camera: '{{name}} switched your camera off. You can switch it on again.',
    screen: '{{name}} stopped the screen you shared.',
  },
  hearing: {
    cannot: 'Cannot hear',
    clear: 'Hears now',
    clearName: 'Hears now: {{name}}',
  },
  removed: {
    title: 'Removed',
    by: 'by {{name}}',
    readmit: 'Let in again',
    readmitName: 'Let in again: {{name}}',
    action: 'Remove from the session',
    confirmTitle: 'Remove {{name}}?',
    confirmText:
      'They leave at once and cannot come back to this session with the same account or device. A host can let them in again.',
  },
  talk: {
    spoken: 'Spoke for {{length}}, {{when}}',
    underAMinute: 'less than a minute',
    justNow: 'just now',
    notYet: 'Has not spoken yet',
    since:
      'How long people spoke is counted from {{clock}} on, when this room was opened again. What was said before is not in it.',
  },
  people: {
    actions: 'Actions',
    actionsFor: 'Actions: {{name}}',
    away: 'disconnected',
    stop: {
      microphone: 'Mute',
      camera: 'Switch camera off',
      screen: 'Stop screen',
    },
    muteAll: 'Mute everyone',
    sendBack: 'Back to the audience',
  },
};
