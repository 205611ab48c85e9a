import { bitrates } from '../protocol/data-mode.ts';
import type { RecordingForecast } from '../protocol/recording-forecast.ts';

/** For what goes round the media, sent again, and for people who send more than they were asked to. */
const margin = 1.2;
/** More than anyone plans; where a disk does not say how much is free. */
const mostMinutes = 100_000;

/** What is planned: how long, and how many people on stage at once. */
export type RecordingPlan = { plannedMinutes: number; people: number };

/**
 * How long a recording with everyone's camera, microphone and one shared screen may last before the disk is down to its
 * reserve, where pictures are given up.
 */
export function forecastSpace(
  { plannedMinutes, people }: RecordingPlan,
  { freeBytes, reserveBytes }: { freeBytes: number; reserveBytes: number },
): RecordingForecast {
  const { fullCamera, voice, fullScreen, screenSound } = bitrates;
  const bitsPerSecond = people * (fullCamera + voice) + fullScreen + screenSound;
  const bytesPerMinute = (60 * margin * bitsPerSecond) / 8;
  const usable = Math.max(0, freeBytes - reserveBytes);
  const minutes = Math.min(mostMinutes, Math.floor(usable / bytesPerMinute));
  return { isEnough: minutes >= plannedMinutes, minutes, plannedMinutes, people };
}
