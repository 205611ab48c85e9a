import type { TimelineEntry } from '../../media/contract/timeline.ts';
import { MediaKind } from '../protocol/words.ts';
import type { Cast } from './cast.ts';

type Note = Extract<TimelineEntry, { type: 'disk.full' | 'disk.free' }>;
type Options = {
  cast: Cast;
  append: (entry: TimelineEntry) => Promise<void>;
  /** Of which the timeline says so already: an earlier run of the hub told it. */
  full: readonly MediaKind[];
};

/**
 * Keeps on the timeline since when there is no room for something that should be recorded, and when there is again: who
 * comes on stage meanwhile has no take that would tell.
 */
export class DiskNotes {
  readonly #options: Options;
  readonly #full: Set<MediaKind>;

  constructor(options: Options) {
    this.#options = options;
    this.#full = new Set(options.full);
  }

  /** There is something to tell. */
  get isDue(): boolean {
    return this.#due.length > 0;
  }

  /** Rejects when the disk refuses; it is then still due. */
  async tell(): Promise<void> {
    for (const note of this.#due) {
      await this.#options.append(note);
      if (note.type === 'disk.full') this.#full.add(note.kind);
      else this.#full.delete(note.kind);
    }
  }

  get #due(): Note[] {
    const { cast } = this.#options;
    return MediaKind.options.flatMap((kind): Note | [] => {
      const isTold = this.#full.has(kind);
      if (isTold) return cast.hasRoomOf(kind) ? { type: 'disk.free', kind } : [];
      return cast.lacksRoomOf(kind) ? { type: 'disk.full', kind } : [];
    });
  }
}
