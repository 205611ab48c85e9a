import type { Catalogue } from '../catalogue.ts';
import type { selfTest as indonesian } from '../id/self-test.ts';

export const selfTest: Catalogue<typeof indonesian> = {
  title: 'Try your device first',
  lead: 'Four short steps, about two minutes. No account. Do it again whenever you like.',
  place: 'Step {{number}} of {{count}}:',
  next: 'Next',
  goOn: 'Go on anyway',
  again: 'Try again',
  opening: 'Your browser will ask. Choose Allow.',
  names: {
    speaker: 'Speaker',
    microphone: 'Microphone',
    camera: 'Camera',
    line: 'Connection',
  },
  speaker: {
    title: 'Can you hear?',
    text: 'Press this button. You will hear a few soft tones.',
    play: 'Play the tones',
    question: 'Did you hear them?',
    yes: 'Yes, I heard them',
    no: 'No, I heard nothing',
    again: 'Play them again',
    help: 'Try these one by one, then press Play them again:',
    volume:
      'Turn up the sound with the buttons at the side of the phone, or the speaker keys of the computer.',
    silentSwitch: 'On an iPhone, slide the little switch on the left until no orange shows.',
    bluetooth:
      'If you have used a Bluetooth headset, the sound may come out there. Switch it off, or wear it.',
    noSpeaker:
      'If this computer has no speakers, plug in earphones or speakers. If it has several, choose the right one in its sound settings.',
    restart: 'Close other apps that play sound, such as music or videos.',
  },
  microphone: {
    title: 'Can you be heard?',
    text: 'Only needed if you are going to speak. Your voice is not sent anywhere.',
    open: 'Try the microphone',
    skip: 'I will only listen',
    level: 'Your voice',
    ready: 'Press the button below, then say your name and town. The line above should move.',
    record: 'Record three seconds',
    recordAgain: 'Record again',
    recording: 'Please speak now…',
    listen: 'Now listen: this is how others hear you.',
    clip: 'What you said',
    verdict: {
      well: 'We hear you well.',
      soft: 'We hear you softly. Come closer to the microphone, then record again.',
      silent:
        'We hear nothing. See whether the microphone is muted, or covered by a finger or the phone’s case, then record again.',
      nothing:
        'Nothing at all comes from the microphone, not even its hiss. Perhaps this device has none, or it is switched off. Connect it or switch it on, then record again.',
    },
  },
  camera: {
    title: 'Can you be seen?',
    text: 'Only needed if you want to be seen on stage. Your picture is not sent anywhere.',
    open: 'Try the camera',
    skip: 'I do not use a camera',
    preview: 'The picture of your camera',
    question: 'Do you see yourself?',
    yes: 'Yes, I do',
    no: 'No, or it is too dark',
    help: 'Open the camera’s cover if it has one, clean the lens, and sit facing a lamp or a window. Still nothing? You can take part with sound only.',
  },
  denied: {
    text: '{{name}}: not allowed in this browser yet.',
    android:
      'On an Android phone: press the picture to the left of this page’s address, choose Permissions, and allow: {{name}}. Then press Try again.',
    ios: 'On an iPhone or iPad: press the button beside this page’s address (aA, or a page), choose Website Settings, and allow: {{name}}. Then press Try again.',
    computer:
      'On a computer: press the picture to the left of this page’s address, allow: {{name}}, then press Try again.',
  },
  line: {
    title: 'Is your connection good enough?',
    text: 'We send a small sound to the library and receive it back. It takes about 10 seconds and about 1 MB of data.',
    start: 'Try the connection',
    skip: 'Skip this',
    running: 'Trying. There is nothing you need to do…',
    toResult: 'See the result',
    mode: 'Fit for this connection: {{mode}}.',
    verdict: {
      good: 'Your connection runs smoothly.',
      fair: 'Your connection is fair. The sound may stutter now and then.',
      poor: 'Your connection is not good. Go closer to the Wi-Fi, or try another network.',
    },
    problem: {
      'no-hub':
        'The library cannot be reached. See whether your internet is on, then try again.',
      'no-way':
        'This page opens, but sound does not get through. Your network may hold it back. Try another network, such as mobile data.',
      busy: 'Many people are testing right now. Wait a minute, then try again.',
      unsupported:
        'This browser cannot play live sessions. Update it, or use a recent Chrome, Firefox or Safari.',
    },
  },
  result: {
    title: 'The result',
    ready: 'You are ready to take part.',
    notYet:
      'Something needs another look. You can try again, or send this result to whoever helps you.',
    back: 'Back to the session',
    speaker: {
      heard: 'The tones were heard.',
      'not-heard':
        'The tones were not heard. Turn up the sound of your device, then try again.',
      skipped: 'Not tried yet.',
    },
    microphone: {
      well: 'We hear you well.',
      soft: 'We hear you softly. Come closer to the microphone.',
      silent: 'The microphone is on, but we hear nothing.',
      nothing: 'Nothing at all comes from the microphone: it is missing, or switched off.',
      skipped: 'Not tried. You need no microphone to listen.',
      denied: 'Not allowed in this browser yet.',
      'denied-by-system': 'Held back by this device’s system.',
      'not-found': 'No microphone was found.',
      'in-use': 'Another program uses it. Close that program, then try again.',
      insecure: 'Works only at an https address.',
      unsupported: 'This browser cannot use a microphone.',
      cancelled: 'Not allowed in this browser yet.',
      lost: 'Unplugged, or taken by another program.',
      unknown: 'It does not start.',
    },
    camera: {
      seen: 'You can be seen.',
      'not-seen': 'The camera is on, but you cannot be seen.',
      skipped: 'Not tried. You can take part without a camera.',
      denied: 'Not allowed in this browser yet.',
      'denied-by-system': 'Held back by this device’s system.',
      'not-found': 'No camera was found.',
      'in-use': 'Another program uses it. Close that program, then try again.',
      insecure: 'Works only at an https address.',
      unsupported: 'This browser cannot use a camera.',
      cancelled: 'Not allowed in this browser yet.',
      lost: 'Unplugged, or taken by another program.',
      unknown: 'It does not start.',
    },
    line: { skipped: 'Not tried yet. Nobody can take part without a good connection.' },
  },
  report: {
    title: 'Send this result',
    help: 'Send these lines to whoever helps you. We do not keep them.',
    label: 'Result to send',
    share: 'Share the result',
    copy: 'Copy the result',
    copied: 'The result is copied. Paste it into your message.',
    notCopied: 'The browser does not allow copying. Select the text and copy it yourself.',
    head: 'Device test, {{moment}}',
    device: 'Device: {{device}}',
    unknown: 'unknown',
    numbers:
      'Numbers: over {{route}}, there and back {{roundTrip}} ms, lost {{lost}}%, download {{megabits}} Mb/s',
  },
  invite: {
    fromLobby: 'Try your device first',
    link: 'Link to test beforehand',
    linkHelp:
      'Send it to speakers and attendees, so that they can test sound and connection before the session.',
  },
};
