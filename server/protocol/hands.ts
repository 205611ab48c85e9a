import { z } from 'zod';
import { line } from './words.ts';

/** Raised hands: who wants to be heard, first come first. */

const Id = z.string().min(1).max(64);
const None = z.strictObject({});
const Empty = z.object({});

/** As long as fits under a name: what it is about, in a few words. */
export const handReasonLength = 80;

export const RaisedHand = z.object({
  peerId: Id,
  displayName: z.string(),
  /** May be empty. */
  reason: z.string(),
  raisedAt: z.iso.datetime(),
});
export type RaisedHand = z.infer<typeof RaisedHand>;

export const OwnHand = z.object({
  /** 1 is next. */
  place: z.int(),
  reason: z.string(),
});
export type OwnHand = z.infer<typeof OwnHand>;

export const handRequests = {
  'hands:read': {
    input: None,
    output: z.object({
      /** In order. Empty but for hosts and moderators. */
      hands: z.array(RaisedHand),
      mine: OwnHand.optional(),
    }),
  },
  /** Raises it, or says why; a hand that is up keeps its place. */
  'hand:raise': {
    input: z.strictObject({ reason: line(handReasonLength).or(z.literal('')).default('') }),
    output: OwnHand,
  },
  'hand:lower': { input: None, output: Empty },
  /** Takes another person's hand down. */
  'hand:dismiss': { input: z.strictObject({ peerId: Id }), output: Empty },
} as const;

export const handNotices = {
  /** All of them in order, for hosts and moderators, at most twice a second. */
  'hands:changed': z.object({ hands: z.array(RaisedHand) }),
  /** One's own: its place moved, it was taken down, or it was raised in another way. */
  'hand:changed': z.object({ mine: OwnHand.optional() }),
} as const;
