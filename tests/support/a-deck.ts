import type { DeckRepository, StoredPage } from '../../server/slides/deck.ts';

export const aPage = (n: number): StoredPage => ({
  full: { key: `slides/s/full-${n}.webp`, width: 1920, height: 1080 },
  small: { key: `slides/s/small-${n}.webp`, width: 800, height: 450 },
  text: `Halaman ${n}`,
  notes: `Rahasia ${n}`,
});

/** A deck of three pages, all made. */
export async function addDeck(
  decks: DeckRepository,
  { deckId, sessionId }: { deckId: string; sessionId: string },
): Promise<void> {
  const deck = { deckId, sessionId, title: 'Kuliah satu', pageCount: 3, problem: undefined };
  await decks.create({ ...deck, createdAt: new Date('2026-11-28T12:00:00Z') });
  for (let n = 0; n < 3; n += 1) await decks.addPage(deckId, n, aPage(n));
}
