import { AppError } from '../platform/app-error.ts';
import type { RequestOutput } from '../protocol/protocol.ts';
import type { ShownSlide } from '../protocol/slides.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns } from '../rooms/turns.ts';
import type { Serial } from '../platform/serial.ts';
import { toDeck, toShownSlide, type DeckRepository, type StoredDeck } from './deck.ts';

/** What is shown on stage as a picture, and the decks it is taken from. */
export class SlideBoard {
  readonly #sessionId: string;
  readonly #floor: RoomFloor;
  readonly #decks: DeckRepository;
  readonly #inTurn: Serial;
  #shown: { deckId: string; page: number } | undefined;
  #slide: ShownSlide | undefined;

  constructor(sessionId: string, floor: RoomFloor, decks: DeckRepository) {
    this.#sessionId = sessionId;
    this.#floor = floor;
    this.#decks = decks;
    this.#inTurn = createTurns(floor.scope);
  }

  async read(caller: Caller): Promise<RequestOutput<'slides:read'>> {
    const decks = this.#mayShow(caller) ? await this.#decks.list(this.#sessionId) : [];
    return {
      ...(this.#slide && this.#maySee(caller) ? { shown: this.#slide } : {}),
      decks: decks.map(toDeck),
    };
  }

  show({ deckId, page }: { deckId: string; page: number }): Promise<void> {
    return this.#inTurn(async () => {
      const deck = await this.#get(deckId);
      const slide = toShownSlide(deck, page);
      if (!slide) throw new AppError('not-found', 'The deck has no such page yet.');
      this.#shown = { deckId, page };
      this.#slide = slide;
      this.#noteShown(deck, page);
      this.#floor.tell('slides:shown', slide, (caller) => this.#maySee(caller));
    });
  }

  hide(): Promise<void> {
    return this.#inTurn(() => {
      if (!this.#shown) return;
      this.#shown = undefined;
      this.#slide = undefined;
      this.#floor.note({ type: 'slide.hide' });
      this.#floor.tell('slides:hidden', {}, () => true);
    });
  }

  note(input: { deckId: string; page: number; notes: string }): Promise<void> {
    return this.#inTurn(async () => {
      await this.#get(input.deckId);
      if (!(await this.#decks.setNotes(input.deckId, input.page, input.notes))) {
        throw new AppError('not-found', 'The deck has no such page.');
      }
      await this.#tellDecks();
    });
  }

  /** Going live: what is shown already is part of the recording from its first moment. */
  wentLive(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#shown || !this.#slide) return;
      this.#noteShown(await this.#get(this.#shown.deckId), this.#shown.page);
      this.#floor.tell('slides:shown', this.#slide, (caller) => this.#maySee(caller));
    });
  }

  /** A deck was made, went further, was noted or deleted elsewhere. */
  decksChanged(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#tellDecks();
      if (!this.#shown) return;
      const { deckId, page } = this.#shown;
      const deck = await this.#decks.find(deckId);
      const slide = deck && toShownSlide(deck, page);
      // Its next page may have been made meanwhile.
      if (slide) this.#slide = slide;
    });
  }

  async #tellDecks(): Promise<void> {
    const decks = await this.#decks.list(this.#sessionId);
    const payload = { decks: decks.map(toDeck) };
    this.#floor.tell('decks:changed', payload, (caller) => this.#mayShow(caller));
  }

  #noteShown({ deckId, title, pages }: StoredDeck, page: number): void {
    const picture = pages[page]?.full;
    if (picture) this.#floor.note({ type: 'slide.show', deckId, title, page, ...picture });
  }

  async #get(deckId: string): Promise<StoredDeck> {
    const deck = await this.#decks.find(deckId);
    if (deck?.sessionId !== this.#sessionId) {
      throw new AppError('not-found', 'There is no such deck.');
    }
    return deck;
  }

  /** The stage and its staff have the decks, with notes. */
  #mayShow({ role, onStage }: Caller): boolean {
    return seesEveryone(role) || onStage;
  }

  /** Before going live the stage rehearses; the audience sees nothing of it. */
  #maySee(caller: Caller): boolean {
    return this.#floor.session().state === 'live' || caller.role !== 'listener';
  }
}
