import type { Catalogue } from '../catalogue.ts';
import type { network as indonesian } from '../id/network.ts';

export const network: Catalogue<typeof indonesian> = {
  mode: {
    label: 'How much data to use',
    summary: '{{mode}}. {{cost}} Change',
    cost: 'About {{megabytes}} MB an hour.',
    full: 'All pictures',
    fullText: 'Everyone on stage and screens are seen.',
    light: 'One small picture',
    lightText: 'Only whoever is speaking, or a shared screen.',
    slides: 'Sound and slides',
    slidesText: 'No moving pictures. Slides are shown as still pictures.',
    sound: 'Sound only',
    soundText: 'Uses the least.',
  },
  reason: {
    'saves-data': 'We chose a saving one, because your browser is set to save data.',
    'slow-line': 'We chose a light one, because your connection is slow right now.',
    'phone-data': 'We chose a saving one, because you are on mobile data.',
  },
  hint: {
    light: 'Only one small picture, to save data.',
    slides: 'No moving pictures, to save data. You still hear everything.',
    sound: 'Sound only, to save data.',
    noH264:
      'This browser cannot show the cameras of this session: they are sent in H.264. You hear everything, and see screens and slides. To see faces too, open this page in Chrome, Edge or Safari. A new Firefox learns it by itself a few minutes after its first start: then load this page again.',
  },
  control: 'Data',
  sheet: 'Data and connection',
  measured: {
    title: 'Data used',
    used: 'Since you came in: {{megabytes}} MB.',
    rate: 'Now about {{megabytes}} MB an hour.',
    soon: 'The use per hour is being counted…',
  },
  sound: {
    muted: 'You have silenced the sound. The session goes on.',
  },
  route: {
    title: 'The way it comes',
    none: 'Sound and pictures are not connected yet.',
    noneWhy: 'We keep trying, by every way there is.',
    udp: 'Sound and pictures come straight from the library over UDP, the fastest way.',
    udpWhy: 'Nothing needs to be changed.',
    tcp: 'Sound and pictures come straight from the library over TCP, the second way.',
    tcpWhy:
      'Usually this is because your network (a firewall) holds back UDP, the faster way. They may stutter a little; if that disturbs you, try another network.',
    relay: 'Sound and pictures come through a server in between (TURN).',
    relayWhy:
      'This is because your network closes the direct way to the library. They may be a little late. They stay encrypted: the server in between only passes them on, and cannot hear or see them.',
    roundTrip: 'There and back takes {{milliseconds}} milliseconds.',
  },
};
