import { AppError } from '../../server/platform/app-error.ts';
import type { DeckRepository, StoredDeck } from '../../server/slides/deck.ts';

/** Keeps decks in memory; passes the same contract suite as the one on a database. */
export function memoryDecks() {
  const stored = new Map<string, StoredDeck>();
  return {
    stored,
    list: (sessionId) =>
      Promise.resolve(
        [...stored.values()]
          .filter((deck) => deck.sessionId === sessionId)
          .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
      ),
    find: (deckId) => Promise.resolve(stored.get(deckId)),
    create(deck) {
      if (stored.has(deck.deckId)) {
        return Promise.reject(new AppError('conflict', 'This deck is there already.'));
      }
      stored.set(deck.deckId, { ...deck, pages: [] });
      return Promise.resolve();
    },
    change(deckId, change) {
      const deck = stored.get(deckId);
      if (deck) stored.set(deckId, { ...deck, ...change });
      return Promise.resolve();
    },
    addPage(deckId, position, page) {
      const deck = stored.get(deckId);
      if (!deck) return Promise.reject(new AppError('not-found', 'No such deck.'));
      stored.set(deckId, { ...deck, pages: deck.pages.toSpliced(position, 0, page) });
      return Promise.resolve();
    },
    setNotes(deckId, position, notes) {
      const deck = stored.get(deckId);
      const page = deck?.pages[position];
      if (!deck || !page) return Promise.resolve(false);
      stored.set(deckId, { ...deck, pages: deck.pages.with(position, { ...page, notes }) });
      return Promise.resolve(true);
    },
    interruptUnfinished() {
      for (const deck of stored.values()) {
        if (!deck.problem && deck.pages.length < deck.pageCount) deck.problem = 'interrupted';
      }
      return Promise.resolve();
    },
    delete: (deckId) => Promise.resolve(stored.delete(deckId)),
  } satisfies DeckRepository & Record<string, unknown>;
}
