import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../platform/app-error.ts';
import type { Serial } from '../platform/serial.ts';
import { uuidV5 } from '../platform/uuid-v5.ts';
import type { MarkBoard } from '../marks/mark-board.ts';
import type { Rundown, RundownChange, RundownPlace } from '../protocol/rundown.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns, ignoreClosed } from '../rooms/turns.ts';
import {
  changeItems,
  emptyRundown,
  placeOf,
  stale,
  toRundown,
  type RundownRepository,
  type StoredRundown,
} from './rundown.ts';

/** The rundown of one room. It is read anew each time, being read little, and changed in the studio too. */
export class RundownBoard {
  readonly #sessionId: string;
  readonly #floor: RoomFloor;
  readonly #repository: RundownRepository;
  readonly #marks: MarkBoard;
  readonly #inTurn: Serial;
  /** As last seen: what items were called, and what the audience was told. */
  #seen: StoredRundown | undefined;

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

  read(): Promise<Rundown> {
    return this.#inTurn(async () => toRundown(await this.#see()));
  }

  readPlace(): Promise<RundownPlace> {
    return this.#inTurn(async () => placeOf(await this.#see()));
  }

  change(change: RundownChange): Promise<Rundown> {
    return this.#inTurn(async () => {
      await this.#see();
      return this.#announce(await changeItems(this.#repository, this.#sessionId, change));
    });
  }

  /** Goes on to an item. It becomes a chapter through a mark, the first time only: its mark's id follows from its own. */
  goTo(caller: Caller, itemId: string): Promise<Rundown> {
    return this.#inTurn(async () => {
      const stored = await this.#see();
      const item = stored.items.find((one) => one.itemId === itemId);
      if (!item) throw new AppError('not-found', 'The rundown has no such item.');
      if (stored.current?.itemId === itemId) return toRundown(stored);
      await this.#marks.add(caller, { markId: this.#markOf(itemId), title: item.title });
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

  #markOf(itemId: string): string {
    return uuidV5(itemId, this.#sessionId);
  }

  async #stored(): Promise<StoredRundown> {
    return (await this.#repository.find(this.#sessionId)) ?? emptyRundown(this.#sessionId);
  }

  /** What is stored. The first time it is what later changes are held against. */
  async #see(): Promise<StoredRundown> {
    const stored = await this.#stored();
    this.#seen ??= stored;
    return stored;
  }

  async #announce(stored: StoredRundown): Promise<Rundown> {
    const before = this.#seen ?? stored;
    this.#seen = stored;
    const rundown = toRundown(stored);
    this.#floor.tell('rundown:changed', rundown, ({ role }) => seesEveryone(role));
    const place = placeOf(stored);
    if (!isDeepStrictEqual(place, placeOf(before))) {
      this.#floor.tell('rundown:moved', place, ({ role }) => !seesEveryone(role));
    }
    await this.#renameMarks(before, stored);
    return rundown;
  }

  /** An item that has made its mark may be renamed: the chapter is called the same. */
  async #renameMarks(before: StoredRundown, after: StoredRundown): Promise<void> {
    const titles = new Map(before.items.map(({ itemId, title }) => [itemId, title]));
    for (const { itemId, title } of after.items) {
      const from = titles.get(itemId);
      if (from === undefined || from === title) continue;
      await this.#marks.follow(this.#markOf(itemId), { from, to: title });
    }
  }
}
