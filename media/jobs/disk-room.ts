/** What media work may use of this machine's disk. */
export type DiskRoom = {
  /**
   * How much it may still write, in bytes: all but the reserve, and twice that while a room is live here, whose recorder
   * gives up pictures at the reserve. Below 0 when more is used already; Infinity where the disk does not say.
   */
  spareBytes(): number;
  isLive(): boolean;
  /** A live recording is about to lose pictures: what was made and can be made again is to make way. */
  isSqueezed(): boolean;
};

/** Before the recorder gives up pictures. */
const squeezedFactor = 1.5;

export function createDiskRoom({
  reserveBytes,
  freeBytes,
  isLive,
}: {
  reserveBytes: number;
  freeBytes: () => number;
  /** Whether a room is live on this machine. */
  isLive: () => boolean;
}): DiskRoom {
  return {
    spareBytes: () => freeBytes() - (isLive() ? 2 : 1) * reserveBytes,
    isLive,
    isSqueezed: () => isLive() && freeBytes() < squeezedFactor * reserveBytes,
  };
}

/** For tests and tools: it always has room. */
export const openDisk: DiskRoom = createDiskRoom({
  ...{ reserveBytes: 0, freeBytes: () => Infinity, isLive: () => false },
});
