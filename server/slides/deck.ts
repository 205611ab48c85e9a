import type { Deck, ShownSlide, SlidePage } from '../protocol/slides.ts';

export type StoredPicture = { key: string; width: number; height: number };

export type StoredPage = {
  full: StoredPicture;
  small: StoredPicture;
  text: string;
  notes: string;
};

/** Pages of a session, to be shown on stage one at a time. */
export type StoredDeck = {
  deckId: string;
  sessionId: string;
  title: string;
  createdAt: Date;
  /** How many there will be. */
  pageCount: number;
  problem: Deck['problem'];
  /** Those that are made, in order. */
  pages: StoredPage[];
};

export type DeckRepository = {
  /** Oldest first. */
  list(sessionId: string): Promise<StoredDeck[]>;
  find(deckId: string): Promise<StoredDeck | undefined>;
  create(deck: Omit<StoredDeck, 'pages'>): Promise<void>;
  change(
    deckId: string,
    change: { pageCount?: number; problem?: Deck['problem'] },
  ): Promise<void>;
  addPage(deckId: string, position: number, page: StoredPage): Promise<void>;
  /** False when there is no such page. */
  setNotes(deckId: string, position: number, notes: string): Promise<boolean>;
  /** Marks what is unfinished as `interrupted`: whoever was making it is no more. */
  interruptUnfinished(): Promise<void>;
  /** False when there was none. */
  delete(deckId: string): Promise<boolean>;
};

/** Everything of a session's slides lies below this. */
export const slidesPrefix = (sessionId: string): string => `slides/${sessionId}`;

const toPicture = ({ key, width, height }: StoredPicture) => ({
  url: `/media/${key}`,
  width,
  height,
});

function toSlidePage({ full, small, text }: StoredPage): SlidePage {
  return { full: toPicture(full), small: toPicture(small), text };
}

/** For its hosts, and for the person who presents it. */
export function toDeck(deck: StoredDeck): Deck {
  const { deckId, title, pageCount, problem, pages } = deck;
  return {
    ...{ deckId, title, pageCount },
    pages: pages.map((page) => ({ ...toSlidePage(page), notes: page.notes })),
    ...(problem ? { problem } : {}),
  };
}

/** For the others who may show it: what it says to its presenter is not for them. */
export const toDeckWithoutNotes = (deck: StoredDeck): Deck => ({
  ...toDeck(deck),
  pages: deck.pages.map(toSlidePage),
});

/** For everyone; undefined when the deck has no such page (yet). */
export function toShownSlide(deck: StoredDeck, page: number): ShownSlide | undefined {
  const shown = deck.pages[page];
  if (!shown) return undefined;
  const next = deck.pages[page + 1];
  const { deckId, title, pages } = deck;
  return {
    ...toSlidePage(shown),
    ...{ deckId, title, page, pages: Math.max(deck.pageCount, pages.length) },
    ...(next ? { next: toSlidePage(next) } : {}),
  };
}
