import { z } from 'zod';

/** Taken out of the recording, when and by which host. */
const TakenOut = z.object({ at: z.iso.datetime({ offset: true }), by: z.string() });

/** Whose takes a recording has, each once: by the name they last had, with those that are taken out with it. */
export const RecordedPerson = z.object({
  displayName: z.string(),
  alsoAs: z.array(z.string()),
  /** All of theirs was. */
  withdrawn: TakenOut.optional(),
});

/** Whose questions are told in its episode, and whose were. */
export const RecordedAsker = z.object({
  /** Empty where hosts do not know it: then they are known by a question, without words once it was taken out. */
  displayName: z.string(),
  question: z.object({ questionId: z.string(), text: z.string() }).optional(),
  withdrawn: TakenOut.optional(),
});
