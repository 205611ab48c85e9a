import { z } from 'zod';
import { Chapter } from './rest.ts';
import { line, nameLength } from './words.ts';

/** What hosts change in an episode after its session: cuts, silenced stretches, chapters. Times are the session's. */

/**
 * Three hours with 120 answers stay below them. `chapters` is what every form of them can hold, those of answers after the
 * session included: ID3 and MP4 count theirs in one byte.
 */
export const editLimits = { edits: 300, chapters: 250, chapterTitle: 200 } as const;

/** What a change of that size can take, most of it titles in any script. Bytes. */
export const maxEditsBytes = 512 * 1024;

const shape = {
  /** Made by the client (a UUID), so that an edit is the same one when it is moved. */
  editId: z.uuid(),
  /** Milliseconds since the recording began. */
  fromMs: z.int().nonnegative(),
  toMs: z.int().nonnegative(),
};

export const Edit = z
  .discriminatedUnion('kind', [
    /** Left out: at the beginning and the end it trims. */
    z.strictObject({ kind: z.literal('cut'), ...shape }),
    /** Of one person nothing is heard, or nothing of their screen. */
    z.strictObject({
      kind: z.literal('mute'),
      peerId: z.string().min(1).max(64),
      /** Only what the person's screen played. */
      source: z.literal('screen-audio').optional(),
      ...shape,
    }),
  ])
  .refine(({ fromMs, toMs }) => toMs > fromMs);
export type Edit = z.infer<typeof Edit>;

export const Edits = z.object({
  /** Goes up with each change; 0 before the first. A change names the version it saw, and is refused when stale. */
  version: z.int().nonnegative(),
  edits: z.array(Edit),
  /** In place of those the pipeline found; null while a host has not changed them. */
  chapters: z.array(Chapter).nullable(),
  /**
   * The version in which somebody was last taken out of the recording; 0 where nobody was. What a page knows from before
   * may be theirs: it begins anew, with nothing to take back.
   */
  forgottenVersion: z.int().nonnegative(),
});
export type Edits = z.infer<typeof Edits>;

export const noEdits: Edits = { version: 0, edits: [], chapters: null, forgottenVersion: 0 };

export const EditsBody = z.strictObject({
  version: z.int().nonnegative(),
  edits: z
    .array(Edit)
    .max(editLimits.edits)
    .refine((edits) => new Set(edits.map(({ editId }) => editId)).size === edits.length),
  chapters: z
    .array(
      z.strictObject({
        startMs: z.int().nonnegative(),
        title: line(editLimits.chapterTitle),
        kind: Chapter.shape.kind,
      }),
    )
    .max(editLimits.chapters)
    .nullable(),
});
export type EditsBody = z.infer<typeof EditsBody>;

const Stretch = z.object({ fromMs: z.number(), toMs: z.number() });

/** What the pipeline found in a session, for whoever edits its episode. Kept in the object store. */
export const ReviewFacts = z.object({
  durationMs: z.number(),
  people: z.array(
    z.object({
      peerId: z.string(),
      displayName: z.string(),
      /** One byte a tenth of a second, base64: dBFS + 120. */
      levels: z.string(),
    }),
  ),
  /** Whose screens were heard. Facts that were kept before them have none. */
  screens: z.array(z.object({ peerId: z.string(), displayName: z.string() })).default([]),
  chapters: z.array(Chapter),
  /** Questions answered aloud. */
  answers: z.array(Stretch.extend({ title: z.string() })),
});
export type ReviewFacts = z.infer<typeof ReviewFacts>;

/** A page about one session's recording: what was found, what was changed, and what of it can be heard already. */
export const Review = z.object({
  facts: ReviewFacts,
  edits: Edits,
  /** The episode as it is: made from this version of the edits, without these cuts; its session begins after `leadMs`. */
  made: z.object({
    version: z.int().nonnegative(),
    cuts: z.array(Stretch),
    leadMs: z.int().nonnegative(),
  }),
});
export type Review = z.infer<typeof Review>;

/** Takes everyone of a name out of a recording, for good, or one question of an asker without a name. */
export const WithdrawalBody = z.union([
  z.strictObject({ displayName: z.string().max(nameLength) }),
  z.strictObject({ questionId: z.string().min(1).max(64) }),
]);
