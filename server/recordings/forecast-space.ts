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

/** What a session still needs of the disk as it is planned, in bytes: while it is recorded, and for its episode. */
function neededSpace(
  { plannedMinutes, people, pastMinutes }: RecordingPlan,
  makingBits: MakingBits,
): { recording: number; making: number } {
  const recordedBits = spaceMargin * recordedBitsPerSecond(people);
  const leftMinutes = Math.max(
    plannedMinutes - pastMinutes,
    pastMinutes > 0 ? beyondMinutes : 0,
  );
  return {
    recording: bytesOf(leftMinutes, recordedBits),
    // Of what is over, too, the episode is to be made.
    making: bytesOf(pastMinutes + leftMinutes, makingBits({ people, recordedBits })),
  };
}

const bytesOf = (minutes: number, bits: number): number => (minutes * 60 * bits) / 8;
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/**
 * For how many more minutes there is room for everyone's camera, microphone and one shared screen, before the disk is down
 * to its reserve, where pictures are given up; and whether there is room to make the episode afterwards. What other
 * sessions on air still need is not there. Their episodes make way for what is recorded, and not for another episode.
 */
export function forecastSpace(
  plan: RecordingPlan,
  space: {
    freeBytes: number;
    reserveBytes: number;
    makingBits: MakingBits;
    /** Other sessions that are recorded on the same disk now. Default: none. */
    others?: readonly RecordingPlan[];
  },
): RecordingForecast {
  const { freeBytes, reserveBytes, makingBits, others = [] } = space;
  const needed = neededSpace(plan, makingBits);
  const theirs = others.map((other) => neededSpace(other, makingBits));
  const left = freeBytes - reserveBytes - sum(theirs.map(({ recording }) => recording));
  const leftToMake = left - sum(theirs.map(({ making }) => making));
  const { plannedMinutes, people } = plan;
  const ofMinute = bytesOf(1, spaceMargin * recordedBitsPerSecond(people));
  const minutes = Math.floor(Math.max(0, left) / ofMinute);
  return {
    isEnough: left >= needed.recording,
    isEnoughToMake: leftToMake >= needed.recording + needed.making,
    ...{ minutes: Math.min(mostMinutes, minutes), plannedMinutes, people },
    others: others.length,
  };
}
