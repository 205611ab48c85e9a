import { z } from 'zod';
import { prose } from './words.ts';

/** What client and server say to each other about slides: pages shown on stage as pictures. */
const Id = z.string().min(1).max(64);
const None = z.strictObject({});
const Empty = z.object({});

export const slideLimits = {
  /** Of one deck. */
  pages: 200,
  decks: 20,
  notes: 2_000,
  title: 120,
  /** One PDF or picture. */
  uploadBytes: 40 * 1024 * 1024,
} as const;

const SlidePicture = z.object({ url: z.string(), width: z.int(), height: z.int() });

/** One page in two sizes: for phones, and for large screens and the recording. */
export const SlidePage = z.object({
  small: SlidePicture,
  full: SlidePicture,
  /** What is written on it, as far as its file told: read aloud to those who do not see it. */
  text: z.string(),
});
export type SlidePage = z.infer<typeof SlidePage>;

/** What everyone sees. Later pages are nowhere in it, but for the next one, which is fetched ahead. */
export const ShownSlide = SlidePage.extend({
  deckId: Id,
  title: z.string(),
  /** From 0. */
  page: z.int().nonnegative(),
  pages: z.int().min(1),
  next: SlidePage.optional(),
});
export type ShownSlide = z.infer<typeof ShownSlide>;

/** For those who show it: people on stage, hosts and moderators. */
export const Deck = z.object({
  deckId: Id,
  title: z.string(),
  /** How many there will be; those not in `pages` yet are still being made. */
  pageCount: z.int().nonnegative(),
  /** Notes only for hosts, and for the person who presents this deck. */
  pages: z.array(SlidePage.extend({ notes: z.string().optional() })),
  /** Why the rest could not be made. */
  problem: z.enum(['damaged', 'interrupted']).optional(),
});
export type Deck = z.infer<typeof Deck>;

/** Answer of the JSON API. */
export const StudioDecks = z.object({ decks: z.array(Deck) });
export type StudioDecks = z.infer<typeof StudioDecks>;
export const SlideNotesBody = z.strictObject({ notes: prose(slideLimits.notes) });

const onePage = { deckId: Id, page: z.int().nonnegative() };

export const slideRequests = {
  /** What is shown now, and for those who may show them, the decks. Asked on each arrival. */
  'slides:read': {
    input: None,
    output: z.object({ shown: ShownSlide.optional(), decks: z.array(Deck) }),
  },
  /** Shows a page, or turns to it. */
  'slides:show': { input: z.strictObject(onePage), output: Empty },
  'slides:hide': { input: None, output: Empty },
  /** By the person who presents the deck, and by hosts; nobody else gets them. */
  'slides:note': {
    input: z.strictObject({ ...onePage, notes: prose(slideLimits.notes) }),
    output: Empty,
  },
} as const;

export const slideNotices = {
  'slides:shown': ShownSlide,
  'slides:hidden': z.object({}),
  /** To those who may show them: made, gone further, noted, deleted. */
  'decks:changed': z.object({ decks: z.array(Deck) }),
} as const;
