import { z } from 'zod';
import type { Source } from './words.ts';

/**
 * How much of the room a person has sent to them, and what that costs. What a mode leaves out does not leave the hub.
 *
 * - `full`: every picture on stage, each at the size it is shown.
 * - `light`: one small picture, of the shared screen or of whoever speaks.
 * - `slides`: no moving pictures; slides come as pictures over HTTP.
 * - `sound`: sound alone.
 */
export const DataMode = z.enum(['full', 'light', 'slides', 'sound']);
export type DataMode = z.infer<typeof DataMode>;

/** What a person wants to receive. A small screen is a phone's: there `full` costs a third. */
export const ReceptionWish = z.strictObject({ dataMode: DataMode, isSmallScreen: z.boolean() });
export type ReceptionWish = z.infer<typeof ReceptionWish>;

export const everything: ReceptionWish = { dataMode: 'full', isSmallScreen: false };

/** What each source is sent with at most, in bits per second. A camera has three layers, a screen a small one and a full one. */
export const bitrates = {
  voice: 48_000,
  smallCamera: 120_000,
  middleCamera: 500_000,
  fullCamera: 1_600_000,
  smallScreen: 120_000,
  fullScreen: 1_800_000,
  screenSound: 96_000,
} as const;

export const isPicture = (source: Source): source is 'camera' | 'screen' =>
  source === 'camera' || source === 'screen';

/** Whether a source reaches people in this mode at all. */
export function isReceived(dataMode: DataMode, source: Source): boolean {
  return !isPicture(source) || dataMode === 'full' || dataMode === 'light';
}

/** The largest layer that is sent: 0 small, 1 middle (a screen's full one), 2 full. */
export function largestLayer({ dataMode, isSmallScreen }: ReceptionWish): 0 | 1 | 2 {
  if (dataMode !== 'full') return 0;
  return isSmallScreen ? 1 : 2;
}

/** More than this is not sent in pictures, in bits per second, however many there are. */
export function pictureLimit({ dataMode, isSmallScreen }: ReceptionWish): number {
  if (dataMode !== 'full') return 200_000;
  return isSmallScreen ? 620_000 : 2_000_000;
}

type Picture = { producerId: string; peerId: string; source: Source; paused: boolean };

/**
 * The one picture of `light`: a shared screen, else the face of whoever speaks, else any face; none of one's own.
 * Hub and page decide alike, so that the page shows what the hub sends without being told.
 */
export function onePicture<T extends Picture>(
  sent: Iterable<T>,
  { viewer, activeSpeaker }: { viewer: string; activeSpeaker: string | undefined },
): T | undefined {
  const rank = ({ source, peerId }: Picture): number =>
    source === 'screen' ? 0 : peerId === activeSpeaker ? 1 : 2;
  const [first] = [...sent]
    .filter(({ source, peerId, paused }) => isPicture(source) && peerId !== viewer && !paused)
    // By id among equals: the order in which they came is not known on both sides.
    .sort((a, b) => rank(a) - rank(b) || (a.producerId < b.producerId ? -1 : 1));
  return first;
}

/** Bytes around each packet of media: IP 20, UDP 8, RTP 12, its extensions 12, SRTP's tag 16. */
const packetBytes = 68;
const soundPacketsPerSecond = 50;
/** What the device tells back about arriving pictures and sound, in bits per second. */
const feedback = { pictures: 8_000, sound: 2_000 } as const;
/** Pictures of slides, in bytes an hour: forty pages of 150 kB. */
const slideBytes = 6_000_000;

const aroundPackets = (perSecond: number): number => perSecond * packetBytes * 8;

/** What goes over the line in pictures at most, in bits per second. */
function pictureCost(wish: ReceptionWish): number {
  const { dataMode, isSmallScreen } = wish;
  if (dataMode === 'slides' || dataMode === 'sound') return 0;
  if (dataMode === 'light') return bitrates.smallCamera + aroundPackets(15) + feedback.pictures;
  return (isSmallScreen ? 570_000 : 1_830_000) + feedback.pictures;
}

/**
 * What listening costs, in bytes an hour, both ways and with everything around the packets: while one person speaks,
 * which is what rooms are for.
 */
export function promisedBytesPerHour(wish: ReceptionWish): number {
  const sound = bitrates.voice + aroundPackets(soundPacketsPerSecond) + feedback.sound;
  const slides = wish.dataMode === 'slides' ? slideBytes : 0;
  return ((pictureCost(wish) + sound) * 3_600) / 8 + slides;
}
