import { bitrates } from '../protocol/data-mode.ts';
import type { RecordingForecast } from '../protocol/recording-forecast.ts';

/** For what goes round the media, sent again, and for people who send more than they were asked to. */
export const spaceMargin = 1.2;
/** More than anyone plans; where a disk does not say how much is free. */
const mostMinutes = 100_000;

/** For how much longer there must be room when a session is at its planned end, or beyond it. */
const beyondMinutes = 15;

/** What is planned: how long, and how many people on stage at once; and how much of it is over, and on the disk already. */
export type RecordingPlan = { plannedMinutes: number; people: number; pastMinutes: number };

/** What is recorded, in bits a second: everyone's camera and microphone, and one shared screen. */
export function recordedBitsPerSecond(people: number): number {
  const { fullCamera, voice, fullScreen, screenSound } = bitrates;
  return people * (fullCamera + voice) + fullScreen + screenSound;
}

/** What making the episode adds on this machine, in bits for each second of the session. */
export type MakingBits = (session: { people: number; recordedBits: number }) => number;

/**
 * For how many more minutes there is room for everyone's camera, microphone and one shared screen, before the disk is down
 * to its reserve, where pictures are given up; and whether there is room to make the episode afterwards.
 */
export function forecastSpace(
  { plannedMinutes, people, pastMinutes }: RecordingPlan,
  space: { freeBytes: number; reserveBytes: number; makingBits: MakingBits },
): RecordingForecast {
  const recordedBits = spaceMargin * recordedBitsPerSecond(people);
  const usable = Math.max(0, space.freeBytes - space.reserveBytes);
  const bytesOf = (minutes: number, bits: number): number => (minutes * 60 * bits) / 8;
  const leftMinutes = Math.max(
    plannedMinutes - pastMinutes,
    pastMinutes > 0 ? beyondMinutes : 0,
  );
  const needed = bytesOf(leftMinutes, recordedBits);
  // Of what is over, too, the episode is to be made.
  const making = bytesOf(pastMinutes + leftMinutes, space.makingBits({ people, recordedBits }));
  const minutes = Math.floor(usable / bytesOf(1, recordedBits));
  return {
    isEnough: usable >= needed,
    isEnoughToMake: usable >= needed + making,
    ...{ minutes: Math.min(mostMinutes, minutes), plannedMinutes, people },
  };
}
