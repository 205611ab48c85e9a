import type { types } from 'mediasoup';
import type { Logger } from '../platform/log.ts';
import { openAnnex, type Annex } from './annex.ts';
import { mediaCodecs } from './codecs.ts';
import type { PoolWorker } from './open-worker.ts';
import type { Place, WorkerPool } from './worker-pool.ts';

/** A room's router, and what a transport on it needs. */
export type RoomRouter = PoolWorker & { readonly router: types.Router };

/** Where one transport receives, counted until released. */
export type ReceivingPlace = RoomRouter & {
  /** Makes a producer of the room consumable here. */
  bring(producerId: string): Promise<void>;
  /** Whether the room lives on when this worker dies. */
  isAnnex: boolean;
  release(): void;
};

type Entry = { opening: Promise<Annex>; receivers: number };

/**
 * The routers of one room. Home is where its stage sends, where levels are taken and where it is recorded from; a room
 * that outgrows its worker has annexes on others. An annex is there while somebody receives in it.
 */
export class RoomRouters {
  readonly home: RoomRouter;
  readonly #pool: WorkerPool;
  readonly #log: Logger;
  readonly #annexes = new Map<types.Worker, Entry>();

  private constructor(home: RoomRouter, pool: WorkerPool, log: Logger) {
    this.home = home;
    this.#pool = pool;
    this.#log = log;
  }

  static async open(pool: WorkerPool, log: Logger): Promise<RoomRouters> {
    const place = await pool.take();
    try {
      const router = await place.worker.createRouter({ mediaCodecs });
      router.observer.once('close', () => place.release());
      return new RoomRouters({ ...place, router }, pool, log);
    } catch (error) {
      place.release();
      throw error;
    }
  }

  /** Opens something to receive with, where there is room for it; elsewhere when that worker dies meanwhile. */
  async openReceiver<T>(open: (place: ReceivingPlace) => Promise<T>): Promise<T> {
    const { worker, router } = this.home;
    for (;;) {
      if (router.closed) throw new Error('The room has closed.');
      const claim = await this.#pool.takeForReceiver([worker, ...this.#annexes.keys()]);
      let place: ReceivingPlace | undefined;
      try {
        place = await this.#enter(claim);
        return await open(place);
      } catch (error) {
        (place ?? claim).release();
        if (claim.worker === worker || !claim.worker.died) throw error;
      }
    }
  }

  async #enter(claim: Place): Promise<ReceivingPlace> {
    const { worker, router } = this.home;
    if (claim.worker === worker) {
      return { ...claim, router, isAnnex: false, bring: () => Promise.resolve() };
    }
    const entry = this.#annexes.get(claim.worker) ?? this.#openAnnex(claim);
    entry.receivers += 1;
    const release = (): void => {
      claim.release();
      entry.receivers -= 1;
      if (entry.receivers > 0) return;
      this.#forget(claim.worker, entry);
      entry.opening.then(
        (annex) => annex.close(),
        () => undefined,
      );
    };
    return { ...(await entry.opening), isAnnex: true, release };
  }

  #openAnnex(place: PoolWorker): Entry {
    const { worker } = place;
    const opening = openAnnex(this.home.router, place, this.#log);
    const entry: Entry = { opening, receivers: 0 };
    this.#annexes.set(worker, entry);
    const forget = (): void => this.#forget(worker, entry);
    opening.then(({ router }) => {
      this.#log.info({ pid: worker.pid }, 'room goes on on a further worker');
      router.observer.once('close', forget);
    }, forget);
    return entry;
  }

  /** Whoever comes next opens another. */
  #forget(worker: types.Worker, entry: Entry): void {
    if (this.#annexes.get(worker) === entry) this.#annexes.delete(worker);
  }
}
