import { AppError } from '../platform/app-error.ts';
import type { Serial } from '../platform/serial.ts';
import { markLimits, type Mark } from '../protocol/marks.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns } from '../rooms/turns.ts';
import { toMark, type MarkRepository, type StoredMark } from './mark.ts';

type NewMark = {
  markId: string;
  title: string;
  /** For how long it had waited at whoever asks. */
  heldMs?: number;
};

/** The marks of one room. A mark is of the moment in which it was pressed, however long storing it takes. */
export class MarkBoard {
  readonly #sessionId: string;
  readonly #floor: RoomFloor;
  readonly #repository: MarkRepository;
  readonly #inTurn: Serial;
  /** In the order of their times; undefined until they are read. */
  #marks: StoredMark[] | undefined;

  constructor(sessionId: string, floor: RoomFloor, repository: MarkRepository) {
    this.#sessionId = sessionId;
    this.#floor = floor;
    this.#repository = repository;
    this.#inTurn = createTurns(floor.scope);
  }

  read(): Promise<{ marks: Mark[] }> {
    return this.#change((marks) => ({ marks: marks.map(toMark) }));
  }

  /** Resolves once it is on the timeline and stored. */
  add({ peerId }: Caller, { markId, title, heldMs = 0 }: NewMark): Promise<Mark> {
    const atMs = Math.max(0, (this.#floor.sessionMs() ?? 0) - heldMs);
    // The timeline stamps what it is told with its own clock, so it is told at once; and again by whoever heard no answer,
    // since a hub that died may have stored the mark alone. Told twice, the first counts.
    const held = heldMs > 0 ? { heldMs } : {};
    const noted = this.#floor.keep({ type: 'mark', markId, title, peerId, ...held });
    // Whoever asked hears of it in their turn.
    noted.catch(() => undefined);
    return this.#change(async (marks) => {
      await noted;
      const known = marks.find((mark) => mark.markId === markId);
      if (known) return toMark(known);
      const mark = { markId, sessionId: this.#sessionId, title, atMs };
      try {
        if (marks.length >= markLimits.marks) {
          throw new AppError('too-many', 'This session has as many marks as it may have.');
        }
        await this.#repository.add(mark);
      } catch (error) {
        await this.#floor.note({ type: 'mark.remove', markId });
        throw error;
      }
      this.#announce([...marks, mark].toSorted((a, b) => a.atMs - b.atMs));
      return toMark(mark);
    });
  }

  rename({ markId, title }: { markId: string; title: string }): Promise<Mark> {
    return this.#change(async (marks) => {
      const mark = marks.find((one) => one.markId === markId);
      if (!mark) throw new AppError('not-found', 'There is no such mark.');
      return toMark(await this.#rename(mark, title));
    });
  }

  /** Its title follows that of what it was made for, unless somebody gave it another or removed it. */
  follow(markId: string, { from, to }: { from: string; to: string }): Promise<void> {
    return this.#change(async (marks) => {
      const mark = marks.find((one) => one.markId === markId);
      if (mark?.title === from) await this.#rename(mark, to);
    });
  }

  remove(markId: string): Promise<void> {
    return this.#change(async (marks) => {
      if (!marks.some((mark) => mark.markId === markId)) return;
      // The timeline first: of a hub that dies in between it is still to be removed when it is asked for again.
      await this.#floor.keep({ type: 'mark.remove', markId });
      await this.#repository.remove(markId);
      this.#announce(marks.filter((mark) => mark.markId !== markId));
    });
  }

  /** Within a turn. Noted even where nothing changes: a hub that died may have told the database alone. */
  async #rename(mark: StoredMark, title: string): Promise<StoredMark> {
    const { markId } = mark;
    if (mark.title !== title) await this.#repository.rename(markId, title);
    await this.#floor.keep({ type: 'mark.rename', markId, title });
    const renamed = { ...mark, title };
    this.#announce((this.#marks ?? []).map((one) => (one === mark ? renamed : one)));
    return renamed;
  }

  #change<T>(task: (marks: StoredMark[]) => Promise<T> | T): Promise<T> {
    return this.#inTurn(async () => {
      this.#marks ??= await this.#repository.list(this.#sessionId);
      return task(this.#marks);
    });
  }

  #announce(marks: StoredMark[]): void {
    this.#marks = marks;
    const payload = { marks: marks.map(toMark) };
    this.#floor.tell('marks:changed', payload, ({ role }) => seesEveryone(role));
  }
}
