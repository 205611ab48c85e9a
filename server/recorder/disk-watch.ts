import { statfs } from 'node:fs/promises';

/** Once the disk was too full, this much more must be free before pictures are written again. */
const easeFactor = 1.25;

/** Whether the disk has room left. Sound is small and goes on longest. */
export class DiskWatch {
  readonly #dir: string;
  readonly #reserveBytes: number;
  hasRoomForPictures = true;
  hasRoomForSound = true;

  constructor({
    recordingsDir,
    reserveBytes,
  }: {
    recordingsDir: string;
    reserveBytes: number;
  }) {
    this.#dir = recordingsDir;
    this.#reserveBytes = reserveBytes;
  }

  /** Looks again. A disk that does not say is taken to have room: writing will show. */
  async look(): Promise<void> {
    const free = await statfs(this.#dir).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => Infinity,
    );
    const ease = (hasRoom: boolean) => (hasRoom ? 1 : easeFactor);
    this.hasRoomForPictures = free >= this.#reserveBytes * ease(this.hasRoomForPictures);
    this.hasRoomForSound = free >= (this.#reserveBytes / 4) * ease(this.hasRoomForSound);
  }
}
