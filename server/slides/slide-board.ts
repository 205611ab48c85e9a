import { AppError } from '../platform/app-error.ts';
import type { RequestOutput } from '../protocol/protocol.ts';
import type { Deck, ShownSlide } from '../protocol/slides.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns } from '../rooms/turns.ts';
import type { Serial } from '../platform/serial.ts';
import {
  toDeck,
  toDeckWithoutNotes,
  toShownSlide,
  type DeckRepository,
  type StoredDeck,
} from './deck.ts';

type OnePage = { deckId: string; page: number };

/** What is shown on stage as a picture, and the decks it is taken from. */
export class SlideBoard {
  readonly #sessionId: string;
  readonly #floor: RoomFloor;
  readonly #decks: DeckRepository;
  readonly #inTurn: Serial;
  #shown: { deckId: string; page: number; presenterKey: string } | undefined;
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
      decks: this.#toDecks(decks, caller),
    };
  }

  /** Whoever brings a deck on stage presents it until another is shown or it is hidden, whoever turns its pages. */
  show(caller: Caller, { deckId, page }: OnePage): Promise<void> {
    return this.#inTurn(async () => {
      const deck = await this.#get(deckId);
      const slide = toShownSlide(deck, page);
      if (!slide) throw new AppError('not-found', 'The deck has no such page yet.');
      const isTurned = this.#shown?.deckId === deckId;
      const presenterKey = (isTurned && this.#shown?.presenterKey) || caller.personKey;
      this.#shown = { deckId, page, presenterKey };
      this.#slide = slide;
      this.#noteShown(deck, page);
      this.#floor.tell('slides:shown', slide, (each) => this.#maySee(each));
      if (!isTurned) await this.#tellDecks();
    });
  }

  hide(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#shown) return;
      this.#shown = undefined;
      this.#slide = undefined;
      void this.#floor.note({ type: 'slide.hide' });
      this.#floor.tell('slides:hidden', {}, () => true);
      await this.#tellDecks();
    });
  }

  note(caller: Caller, input: OnePage & { notes: string }): Promise<void> {
    return this.#inTurn(async () => {
      await this.#get(input.deckId);
      if (!this.#mayNote(caller, input.deckId)) {
        throw new AppError('forbidden', 'Notes are for who presents the deck.');
      }
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
    for (const reader of ['host', 'presenter', 'other'] as const) {
      const fits = (caller: Caller) =>
        this.#mayShow(caller) && this.#readsAs(caller) === reader;
      const one = this.#floor.callers().find(fits);
      if (one) this.#floor.tell('decks:changed', { decks: this.#toDecks(decks, one) }, fits);
    }
  }

  /** All of one kind get the same decks. */
  #readsAs(caller: Caller): 'host' | 'presenter' | 'other' {
    if (caller.role === 'host') return 'host';
    return this.#presents(caller) ? 'presenter' : 'other';
  }

  #toDecks(decks: StoredDeck[], caller: Caller): Deck[] {
    return decks.map((deck) =>
      this.#mayNote(caller, deck.deckId) ? toDeck(deck) : toDeckWithoutNotes(deck),
    );
  }

  #presents({ personKey }: Caller): boolean {
    return this.#shown?.presenterKey === personKey;
  }

  #noteShown({ deckId, title, pages }: StoredDeck, page: number): void {
    const picture = pages[page]?.full;
    if (picture) void this.#floor.note({ type: 'slide.show', deckId, title, page, ...picture });
  }

  async #get(deckId: string): Promise<StoredDeck> {
    const deck = await this.#decks.find(deckId);
    if (deck?.sessionId !== this.#sessionId) {
      throw new AppError('not-found', 'There is no such deck.');
    }
    return deck;
  }

  /** Hosts upload the decks and note what is to be said; of the others, who presents one reads its notes. */
  #mayNote(caller: Caller, deckId: string): boolean {
    return caller.role === 'host' || (this.#presents(caller) && this.#shown?.deckId === deckId);
  }

  /** The stage and its staff have the decks. */
  #mayShow({ role, onStage }: Caller): boolean {
    return seesEveryone(role) || onStage;
  }

  /** Before going live the stage rehearses; the audience sees nothing of it. */
  #maySee(caller: Caller): boolean {
    return this.#floor.session().state === 'live' || caller.role !== 'listener';
  }
}
