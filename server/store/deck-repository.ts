import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { Deck } from '../protocol/slides.ts';
import type { DeckRepository, StoredDeck, StoredPage } from '../slides/deck.ts';
import { translateStoreErrors } from './store-errors.ts';

const include = { pages: { orderBy: { position: 'asc' } } } satisfies Prisma.DeckInclude;
type Row = Prisma.DeckGetPayload<{ include: typeof include }>;

export function createDeckRepository(prisma: PrismaClient): DeckRepository {
  const db = translateStoreErrors(prisma);
  return {
    async list(sessionId) {
      const rows = await db.deck.findMany({
        where: { sessionId },
        include,
        orderBy: [{ createdAt: 'asc' }, { deckId: 'asc' }],
      });
      return rows.map(toStoredDeck);
    },
    async find(deckId) {
      const row = await db.deck.findUnique({ where: { deckId }, include });
      return row ? toStoredDeck(row) : undefined;
    },
    async create({ problem, ...deck }) {
      await db.deck.create({ data: { ...deck, problem: problem ?? null } });
    },
    async change(deckId, { pageCount, problem }) {
      await db.deck.updateMany({
        where: { deckId },
        data: {
          ...(pageCount === undefined ? {} : { pageCount }),
          ...(problem ? { problem } : {}),
        },
      });
    },
    async addPage(deckId, position, page) {
      await db.slide.create({ data: { deckId, position, ...toData(page) } });
    },
    async setNotes(deckId, position, notes) {
      const where = { deckId, position };
      return (await db.slide.updateMany({ where, data: { notes } })).count > 0;
    },
    async interruptUnfinished() {
      const unfinished = await db.deck.findMany({
        where: { problem: null },
        select: { deckId: true, pageCount: true, _count: { select: { pages: true } } },
      });
      const deckIds = unfinished
        .filter(({ pageCount, _count }) => _count.pages < pageCount)
        .map(({ deckId }) => deckId);
      await db.deck.updateMany({
        where: { deckId: { in: deckIds } },
        data: { problem: 'interrupted' },
      });
    },
    async delete(deckId) {
      return (await db.deck.deleteMany({ where: { deckId } })).count > 0;
    },
  };
}

function toData({ full, small, text, notes }: StoredPage) {
  return {
    ...{ fullKey: full.key, fullWidth: full.width, fullHeight: full.height },
    ...{ smallKey: small.key, smallWidth: small.width, smallHeight: small.height },
    ...{ text, notes },
  };
}

function toStoredDeck({ problem, pages, ...deck }: Row): StoredDeck {
  return {
    ...deck,
    problem: Deck.shape.problem.safeParse(problem ?? undefined).data,
    pages: pages.map((page) => ({
      full: { key: page.fullKey, width: page.fullWidth, height: page.fullHeight },
      small: { key: page.smallKey, width: page.smallWidth, height: page.smallHeight },
      ...{ text: page.text, notes: page.notes },
    })),
  };
}
