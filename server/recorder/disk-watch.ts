import { freeBytesOf } from '../platform/free-space.ts';

/** Once the disk was too full, this much more must be free before pictures are written again. */
const easeFactor = 1.25;

/** Whether the disk has room left. Sound is small and goes on longest. */
export class DiskWatch {
  readonly #dir: string;
  readonly #reserveBytes: number;
  readonly #freeBytesOf: typeof freeBytesOf;
  #isLooking = false;
  hasRoomForPictures = true;
  hasRoomForSound = true;

  constructor({
    recordingsDir,
    reserveBytes,
    ...options
  }: {
    recordingsDir: string;
    reserveBytes: number;
    /** A test's own disk. */
    freeBytesOf?: typeof freeBytesOf;
  }) {
    this.#dir = recordingsDir;
    this.#reserveBytes = reserveBytes;
    this.#freeBytesOf = options.freeBytesOf ?? freeBytesOf;
  }

  get room(): { pictures: boolean; sound: boolean } {
    return { pictures: this.hasRoomForPictures, sound: this.hasRoomForSound };
  }

  /** Looks again, unless it still does. A disk that does not say is taken to have room: writing will show. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const free = await this.#freeBytesOf(this.#dir).finally(() => (this.#isLooking = false));
    const ease = (hasRoom: boolean) => (hasRoom ? 1 : easeFactor);
    this.hasRoomForPictures = free >= this.#reserveBytes * ease(this.hasRoomForPictures);
    this.hasRoomForSound = free >= (this.#reserveBytes / 4) * ease(this.hasRoomForSound);
  }
}
