import { AppError } from '../platform/app-error.ts';
import type { Serial } from '../platform/serial.ts';
import { uuidV5 } from '../platform/uuid-v5.ts';
import type { MarkBoard } from '../marks/mark-board.ts';
import type { Rundown, RundownItem } from '../protocol/rundown.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns, ignoreClosed } from '../rooms/turns.ts';
import {
  changeItems,
  emptyRundown,
  stale,
  toRundown,
  type RundownRepository,
  type StoredRundown,
} from './rundown.ts';

/** The rundown of one room. Nothing is kept here: it is read little, and changed in the studio too. */
export class RundownBoard {
  readonly #sessionId: string;
  readonly #floor: RoomFloor;
  readonly #repository: RundownRepository;
  readonly #marks: MarkBoard;
  readonly #inTurn: Serial;

  constructor(
    sessionId: string,
    floor: RoomFloor,
    repository: RundownRepository,
    marks: MarkBoard,
  ) {
    this.#sessionId = sessionId;
    this.#floor = floor;
    this.#repository = repository;
    this.#marks = marks;
    this.#inTurn = createTurns(floor.scope);
  }

  async read(): Promise<Rundown> {
    return toRundown(await this.#stored());
  }

  change(change: { version: number; items: RundownItem[] }): Promise<Rundown> {
    return this.#inTurn(async () =>
      this.#announce(await changeItems(this.#repository, this.#sessionId, change)),
    );
  }

  /** Goes on to an item. It becomes a chapter through a mark, the first time only: its mark's id follows from its own. */
  goTo(caller: Caller, itemId: string): Promise<Rundown> {
    return this.#inTurn(async () => {
      const stored = await this.#stored();
      const item = stored.items.find((one) => one.itemId === itemId);
      if (!item) throw new AppError('not-found', 'The rundown has no such item.');
      if (stored.current?.itemId === itemId) return toRundown(stored);
      const markId = uuidV5(itemId, this.#sessionId);
      await this.#marks.add(caller, { markId, title: item.title });
      const current = { itemId, since: this.#floor.clock.now() };
      const moved = { ...stored, current, version: stored.version + 1 };
      if (!(await this.#repository.save(moved))) throw stale();
      return this.#announce(moved);
    });
  }

  /** It was changed in the studio. */
  reread(): void {
    this.#inTurn(async () => this.#announce(await this.#stored())).catch(ignoreClosed);
  }

  async #stored(): Promise<StoredRundown> {
    return (await this.#repository.find(this.#sessionId)) ?? emptyRundown(this.#sessionId);
  }

  #announce(stored: StoredRundown): Rundown {
    const rundown = toRundown(stored);
    this.#floor.tell('rundown:changed', rundown, ({ role }) => seesEveryone(role));
    return rundown;
  }
}
