import { z } from 'zod';

/** Whether the disk has room for a session as it is planned. */
export const RecordingForecast = z.object({
  isEnough: z.boolean(),
  /** And to make its episode on this machine afterwards. */
  isEnoughToMake: z.boolean(),
  /** For how many more minutes of sound and pictures there is room; very many where the disk does not say. */
  minutes: z.int().nonnegative(),
  /** As planned. */
  plannedMinutes: z.int(),
  /** How many people on stage this is counted for. */
  people: z.int(),
  /** How many other sessions are recorded now: what they still need is counted as gone. */
  others: z.int().nonnegative(),
});
export type RecordingForecast = z.infer<typeof RecordingForecast>;
