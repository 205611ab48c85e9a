import { z } from 'zod';
import { MediaKind, Source } from '../../server/protocol/words.ts';
import type { PartOrder } from './part-order.ts';

/** A key that is always there in our types, and left out of JSON where it says nothing. */
const orNothing = <T extends z.ZodType>(schema: T) =>
  schema.optional().transform((value) => value);

const Rect = z.strictObject({
  ...{ x: z.number(), y: z.number(), width: z.number(), height: z.number() },
});
const Span = z.strictObject({ fromMs: z.number(), toMs: z.number() });

const Slot = z.strictObject({
  peerId: z.string(),
  displayName: z.string(),
  rect: Rect,
  picture: orNothing(
    z.strictObject({
      takeId: z.string(),
      source: Source,
      fit: z.strictObject({
        scaled: z.strictObject({ width: z.number(), height: z.number() }),
        crop: Rect,
        place: Rect,
      }),
    }),
  ),
  slide: z.exactOptional(z.strictObject({ key: z.string(), place: Rect })),
  isNew: z.exactOptional(z.boolean()),
  isKnown: z.exactOptional(z.boolean()),
});

const Part = z.strictObject({
  startFrame: z.int(),
  frames: z.int().min(1),
  offset: z.int(),
  entry: z.strictObject({
    startFrame: z.int(),
    endFrame: z.int(),
    layout: z.enum(['title', 'full', 'grid', 'speaker', 'screen', 'end', 'answer']),
    slots: z.array(Slot),
    question: z.exactOptional(z.string()),
    answeredBy: z.exactOptional(z.string()),
  }),
  copied: z.exactOptional(
    z.strictObject({
      takeId: z.string(),
      groups: z.array(
        z.strictObject({ startFrame: z.int(), fromMs: z.number(), pictures: z.int() }),
      ),
      untilMs: z.number(),
    }),
  ),
});

const Group = z.strictObject({
  ...{ fromMs: z.number(), pictures: z.int(), bytes: z.int(), longestMs: z.number() },
  form: z.exactOptional(z.string()),
});

const Take = z.strictObject({
  takeId: z.string(),
  peerId: z.string(),
  displayName: z.string(),
  kind: MediaKind,
  source: Source,
  codec: z.enum(['opus', 'vp8', 'h264']),
  file: z.string(),
  firstMs: z.number(),
  lastMs: z.number(),
  frames: z.int(),
  keyframesMs: z.array(z.number()),
  chunkDigests: z.array(z.strictObject({ chunk: z.int(), digest: z.string() })),
  groups: z.exactOptional(z.array(Group)),
  sizes: z.array(z.strictObject({ fromMs: z.number(), width: z.number(), height: z.number() })),
  gaps: z.array(Span.extend({ isShed: z.exactOptional(z.literal(true)) })),
  pauses: z.array(Span),
  breaks: z.array(Span),
  health: z.strictObject({
    packets: z.number(),
    lostPackets: z.number(),
    senderReports: z.number(),
    driftPpm: z.number(),
    clockSteps: z.array(z.strictObject({ atMs: z.number(), stepMs: z.number() })),
    damagedBytes: z.number(),
  }),
});

const Order = z.strictObject({
  maker: z.string(),
  names: z.array(z.string()),
  part: Part,
  titles: z.strictObject({
    libraryName: z.string(),
    seriesTitle: z.string(),
    sessionTitle: z.string(),
    coverKey: orNothing(z.string()),
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .optional(),
  }),
  takes: z.array(Take),
}) satisfies z.ZodType<PartOrder>;

/** Who left an order may run an older or a newer version than who reads it: what they say is told before what they mean. */
const Signed = z.object({ maker: z.string() });

/** An order as another machine wrote it. Throws where it is of another maker (see makerOf), or no order. */
export function parseOrder(text: string, maker: string): PartOrder {
  const found: unknown = JSON.parse(text);
  const signed = Signed.parse(found);
  if (signed.maker !== maker) throw new Error(`This machine is ${maker}, not ${signed.maker}.`);
  return Order.parse(found);
}
