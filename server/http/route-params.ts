import { z } from 'zod';
import { SeriesSoundPlace } from '../protocol/sounds.ts';

/** What stands in addresses. */
const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9-]+$/);
const Code = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9-]+$/);
const Id = z
  .string()
  .max(64)
  .regex(/^[\w-]+$/);

export const BySlug = z.strictObject({ slug: Slug });
export const BySlugSound = z.strictObject({ slug: Slug, place: SeriesSoundPlace });
export const ByCode = z.strictObject({ code: Code });
export const ByLink = z.strictObject({ code: Code, linkId: Id });
export const ByPoll = z.strictObject({ code: Code, pollId: Id });
export const ByQuestion = z.strictObject({ code: Code, questionId: Id });
export const ByQuestionVersion = z.strictObject({
  ...ByQuestion.shape,
  version: z.coerce.number().int().min(0).max(1e9),
});
export const ByDeck = z.strictObject({ code: Code, deckId: Id });
export const ByDeckPage = z.strictObject({
  code: Code,
  deckId: Id,
  page: z.coerce.number().int().min(0).max(1_000),
});
export const ByPractice = z.strictObject({ code: Code, practice: Code });
export const ByPracticeTrack = z.strictObject({
  ...ByPractice.shape,
  file: z
    .string()
    .max(80)
    .regex(/^[\w-]+\.mp3$/),
});
export const ByPerson = z.strictObject({ personId: Id });
