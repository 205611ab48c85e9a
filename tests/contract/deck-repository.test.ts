import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { DeckRepository } from '../../server/slides/deck.ts';
import { createDeckRepository } from '../../server/store/deck-repository.ts';
import { addDeck, aPage } from '../support/a-deck.ts';
import { openTestDatabase } from '../support/database.ts';
import { memoryDecks } from '../support/memory-decks.ts';
import { aSeries, aSession } from '../support/stored.ts';

type Opened = { decks: DeckRepository; sessionId: string; otherId: string };

async function onDatabase(scope: Scope): Promise<Opened> {
  const database = await openTestDatabase(scope);
  const { seriesId } = await aSeries(database, {});
  const { sessionId } = await aSession(database, { seriesId });
  const other = await aSession(database, { seriesId });
  const decks = createDeckRepository(database.prisma);
  return { decks, sessionId, otherId: other.sessionId };
}
const inMemory = (): Promise<Opened> =>
  Promise.resolve({ decks: memoryDecks(), sessionId: 'one', otherId: 'other' });

describe.each([
  ['in memory', inMemory],
  ['on a database', onDatabase],
])('decks %s', (_where, open) => {
  const scope = new Scope('decks', silentLog);
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(scope);
  });
  afterAll(() => scope.close('done'));

  test('are listed with their pages in order, each session its own', async () => {
    const { decks, sessionId, otherId } = opened;
    const deckId = newId();
    await addDeck(decks, { deckId, sessionId });
    await addDeck(decks, { deckId: newId(), sessionId: otherId });
    const listed = await decks.list(sessionId);
    expect(listed).toEqual([await decks.find(deckId)]);
    expect(listed[0]).toMatchObject({ title: 'Kuliah satu', pageCount: 3, problem: undefined });
    expect(listed[0]!.pages).toEqual([aPage(0), aPage(1), aPage(2)]);
  });

  test('an id is used once', async () => {
    const { decks, sessionId } = opened;
    const deckId = newId();
    await addDeck(decks, { deckId, sessionId });
    await expect(addDeck(decks, { deckId, sessionId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('notes, length and trouble change; what is not there does not', async () => {
    const { decks, sessionId } = opened;
    const deckId = newId();
    await addDeck(decks, { deckId, sessionId });
    expect(await decks.setNotes(deckId, 1, 'Pelan.')).toBe(true);
    expect(await decks.setNotes(deckId, 3, 'Pelan.')).toBe(false);
    await decks.change(deckId, { pageCount: 5, problem: 'damaged' });
    const deck = await decks.find(deckId);
    expect(deck).toMatchObject({ pageCount: 5, problem: 'damaged' });
    expect(deck!.pages[1]!.notes).toBe('Pelan.');
  });

  test('what nobody makes any more is marked, what is whole or in trouble is not', async () => {
    const { decks, sessionId } = opened;
    const [whole, half, damaged] = [newId(), newId(), newId()];
    for (const deckId of [whole, half, damaged]) await addDeck(decks, { deckId, sessionId });
    await decks.change(half, { pageCount: 4 });
    await decks.change(damaged, { pageCount: 4, problem: 'damaged' });
    await decks.interruptUnfinished();
    const problems = await Promise.all([whole, half, damaged].map((id) => decks.find(id)));
    expect(problems.map((deck) => deck!.problem)).toEqual([
      undefined,
      'interrupted',
      'damaged',
    ]);
  });

  test('a deleted deck is gone with its pages, once', async () => {
    const { decks, sessionId } = opened;
    const deckId = newId();
    await addDeck(decks, { deckId, sessionId });
    expect(await decks.delete(deckId)).toBe(true);
    expect(await decks.delete(deckId)).toBe(false);
    expect(await decks.find(deckId)).toBeUndefined();
  });
});
