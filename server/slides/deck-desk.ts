import { randomBytes } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { PdfPages } from '../platform/pdf-pages.ts';
import type { Pictures, WebPicture } from '../platform/pictures.ts';
import { slideLimits, type Deck } from '../protocol/slides.ts';
import type { SessionState } from '../protocol/words.ts';
import { slidesPrefix, toDeck, type DeckRepository, type StoredPicture } from './deck.ts';

type Session = { sessionId: string; state: SessionState };

/** Decks of a session: uploaded, made into pictures, noted, deleted. */
export type DeckDesk = {
  list(session: Session): Promise<Deck[]>;
  /**
   * Begins a deck with a PDF or its first picture. Resolves when that was understood; the pages of a PDF follow.
   * Throws `invalid-input` for anything else than PDF, JPEG, PNG or WebP.
   */
  create(session: Session, upload: { title: string; bytes: Buffer }): Promise<Deck>;
  /** One more picture at the end. */
  addPicture(session: Session, deckId: string, bytes: Buffer): Promise<Deck>;
  note(session: Session, deckId: string, page: number, notes: string): Promise<void>;
  delete(session: Session, deckId: string): Promise<void>;
  /** After a start: what was being made when the hub stopped says so, to be sent again. */
  recover(): Promise<void>;
};

type Deps = {
  decks: DeckRepository;
  objects: ObjectStore;
  pictures: Pictures;
  pdf: PdfPages;
  clock: Clock;
  log: Logger;
  /** Tells an open room that its decks have changed. */
  onChanged?: ((sessionId: string) => void) | undefined;
};

const sides = { full: 1920, small: 800 } as const;
const meta = {
  contentType: 'image/webp',
  cacheControl: 'public, max-age=31536000, immutable',
} as const;

export function createDeckDesk(deps: Deps): DeckDesk {
  const { decks, objects, pictures, pdf, clock, log, onChanged } = deps;

  const get = async ({ sessionId }: Session, deckId: string) => {
    const deck = await decks.find(deckId);
    if (deck?.sessionId !== sessionId)
      throw new AppError('not-found', 'There is no such deck.');
    return deck;
  };
  const open = ({ state }: Session): void => {
    if (state === 'ended') throw new AppError('gone', 'The session has ended.');
  };

  /** Nobody finds a page by guessing: each has a secret of its own in its address. */
  const store = async (sessionId: string, picture: WebPicture): Promise<StoredPicture> => {
    const { body, width, height } = picture;
    const key = `${slidesPrefix(sessionId)}/${randomBytes(16).toString('hex')}.webp`;
    await objects.put(key, body, meta);
    return { key, width, height };
  };

  const addPage = async (
    { sessionId }: Session,
    deckId: string,
    position: number,
    { bytes, text }: { bytes: Buffer; text: string },
  ): Promise<void> => {
    const [full, small] = await Promise.all([
      pictures.toWebp(bytes, sides.full),
      pictures.toWebp(bytes, sides.small),
    ]);
    if (!full || !small) {
      throw new AppError('invalid-input', 'This picture cannot be read to its end.');
    }
    await decks.addPage(deckId, position, {
      full: await store(sessionId, full),
      small: await store(sessionId, small),
      ...{ text, notes: '' },
    });
    onChanged?.(sessionId);
  };

  /** The pages of a PDF, one after the other: the first ones can be shown while the last are made. */
  const makePages = async (session: Session, deckId: string, bytes: Buffer): Promise<void> => {
    let position = 0;
    for await (const page of pdf.pages(bytes)) {
      await addPage(session, deckId, position, page);
      position += 1;
    }
  };

  return {
    list: async ({ sessionId }) => (await decks.list(sessionId)).map(toDeck),

    async create(session, { title, bytes }) {
      open(session);
      const { sessionId } = session;
      if ((await decks.list(sessionId)).length >= slideLimits.decks) {
        throw new AppError('too-many', 'There are too many decks. Delete some first.');
      }
      const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
      const pageCount = isPdf ? await pdf.count(bytes) : 1;
      if (pageCount > slideLimits.pages) {
        throw new AppError('too-large', `A deck has at most ${slideLimits.pages} pages.`);
      }
      if (!isPdf && !(await pictures.inspectAny(bytes))) {
        throw new AppError('invalid-input', 'Send a PDF, or a JPEG, PNG or WebP picture.');
      }
      const deckId = newId();
      const deck = { deckId, sessionId, title, createdAt: clock.now(), pageCount };
      await decks.create({ ...deck, problem: undefined });
      if (isPdf) {
        makePages(session, deckId, bytes)
          .catch(async (error: unknown) => {
            log.warn({ err: error, deckId }, 'a deck could not be made to its end');
            await decks.change(deckId, { problem: 'damaged' });
            onChanged?.(sessionId);
          })
          // Nobody waits for it: with the database away too, a stray failure would end the hub.
          .catch((error: unknown) =>
            log.error({ err: error, deckId }, 'a deck is left unmade'),
          );
      } else {
        try {
          await addPage(session, deckId, 0, { bytes, text: '' });
        } catch (error) {
          await decks.delete(deckId);
          throw error;
        }
      }
      onChanged?.(sessionId);
      return toDeck(await get(session, deckId));
    },

    async addPicture(session, deckId, bytes) {
      open(session);
      const { pages, pageCount } = await get(session, deckId);
      if (pages.length < pageCount) {
        throw new AppError('conflict', 'This deck is still being made.');
      }
      if (pageCount >= slideLimits.pages) {
        throw new AppError('too-large', `A deck has at most ${slideLimits.pages} pages.`);
      }
      if (!(await pictures.inspectAny(bytes))) {
        throw new AppError('invalid-input', 'Send a JPEG, PNG or WebP picture.');
      }
      await addPage(session, deckId, pageCount, { bytes, text: '' });
      await decks.change(deckId, { pageCount: pageCount + 1 });
      onChanged?.(session.sessionId);
      return toDeck(await get(session, deckId));
    },

    async note(session, deckId, page, notes) {
      await get(session, deckId);
      if (!(await decks.setNotes(deckId, page, notes))) {
        throw new AppError('not-found', 'The deck has no such page.');
      }
      onChanged?.(session.sessionId);
    },

    async delete(session, deckId) {
      const { pages } = await get(session, deckId);
      // What was shown is part of the recording, which may still have to be made.
      if (session.state !== 'scheduled') {
        throw new AppError('conflict', 'Decks stay once the session has begun.');
      }
      await decks.delete(deckId);
      for (const { full, small } of pages) {
        await objects.delete(full.key);
        await objects.delete(small.key);
      }
      onChanged?.(session.sessionId);
    },

    recover: () => decks.interruptUnfinished(),
  };
}
