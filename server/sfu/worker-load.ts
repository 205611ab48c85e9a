/** What a worker carries. */
export type WorkerLoad = {
  /** Rooms whose people on stage send to it. */
  rooms: number;
  /** Transports that receive, whether or not something flows over them yet. */
  receivers: number;
  /** Of one core, 0 to 1, over the last second or so. */
  cpuShare: number;
};

/** Numbers a test may want to change. */
export type SpreadLimits = {
  /**
   * Receivers that fill a worker. One picture of 1.27 Mb/s to each of 235 people is all that a core of 2.4 GHz forwards
   * without loss; two thirds of that leave room for a second picture.
   */
  receiversPerWorker: number;
  /** A room whose workers are all as full as this, 0 to 1, goes on on another one. */
  growAt: number;
  /** How much emptier another worker has to be for that. */
  margin: number;
};

/**
 * Growing early is cheap: a further worker costs as much as one more receiver. At forty that is 2.5 %. Waiting for the
 * worker to be busy would be too late: a lobby fills while nothing flows, and then everything does at once.
 */
export const spreadLimits: SpreadLimits = {
  receiversPerWorker: 160,
  growAt: 0.25,
  margin: 0.1,
};

/** How full a worker is: what it does now, or what its receivers will make it do, whichever is more. */
export function loadOf(
  { cpuShare, receivers }: WorkerLoad,
  { receiversPerWorker }: SpreadLimits,
): number {
  return Math.max(cpuShare, receivers / receiversPerWorker);
}

/**
 * The worker for a new room. Of those that are alike, within a tenth, the one with the fewest rooms, since rooms have yet
 * to fill. Undefined when there is none.
 */
export function chooseForRoom<W extends WorkerLoad>(
  workers: readonly W[],
  limits: SpreadLimits,
): W | undefined {
  const tenths = (worker: W): number => Math.floor(loadOf(worker, limits) * 10);
  const [first] = [...workers].sort((a, b) => tenths(a) - tenths(b) || a.rooms - b.rooms);
  return first;
}

/** The worker for one more receiver of a room: one that the room is on, or another. Undefined when there is none. */
export function chooseForReceiver<W extends WorkerLoad>(
  { own, others }: { own: readonly W[]; others: readonly W[] },
  limits: SpreadLimits,
): W | undefined {
  const [best] = byLoad(own, limits);
  const [other] = byLoad(others, limits);
  if (!best || !other || loadOf(best, limits) < limits.growAt) return best ?? other;
  return loadOf(other, limits) <= loadOf(best, limits) - limits.margin ? other : best;
}

const byLoad = <W extends WorkerLoad>(workers: readonly W[], limits: SpreadLimits): W[] =>
  [...workers].sort((a, b) => loadOf(a, limits) - loadOf(b, limits));
