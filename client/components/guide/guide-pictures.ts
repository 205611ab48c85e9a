import check from '../../pictures/check-part.webp';
import consent from '../../pictures/consent-part.webp';
import easyDoor from '../../pictures/easy-door-phone.webp';
import episode from '../../pictures/episode-phone.webp';
import hands from '../../pictures/hands-part.webp';
import links from '../../pictures/links-part.webp';
import making from '../../pictures/making-part.webp';
import personal from '../../pictures/personal-part.webp';
import poll from '../../pictures/poll-phone.webp';
import print from '../../pictures/print-part.webp';
import room from '../../pictures/room-desktop.webp';
import roomPhone from '../../pictures/room-phone.webp';
import rundown from '../../pictures/rundown-part.webp';
import selfTest from '../../pictures/self-test-phone.webp';
import settings from '../../pictures/settings-part.webp';
import sizes from '../../pictures/sizes.json';
import slides from '../../pictures/slides-desktop.webp';
import speaker from '../../pictures/speaker-desktop.webp';

/** By the name of their description in the words of the guide. Made by `npm run pictures`. */
export const guidePictures = {
  check: { url: check, ...sizes['check-part'] },
  consent: { url: consent, ...sizes['consent-part'] },
  easyDoor: { url: easyDoor, ...sizes['easy-door-phone'] },
  episode: { url: episode, ...sizes['episode-phone'] },
  hands: { url: hands, ...sizes['hands-part'] },
  links: { url: links, ...sizes['links-part'] },
  making: { url: making, ...sizes['making-part'] },
  personal: { url: personal, ...sizes['personal-part'] },
  poll: { url: poll, ...sizes['poll-phone'] },
  print: { url: print, ...sizes['print-part'] },
  room: { url: room, ...sizes['room-desktop'] },
  roomPhone: { url: roomPhone, ...sizes['room-phone'] },
  rundown: { url: rundown, ...sizes['rundown-part'] },
  selfTest: { url: selfTest, ...sizes['self-test-phone'] },
  settings: { url: settings, ...sizes['settings-part'] },
  slides: { url: slides, ...sizes['slides-desktop'] },
  speaker: { url: speaker, ...sizes['speaker-desktop'] },
};

export type GuidePicture = keyof typeof guidePictures;
