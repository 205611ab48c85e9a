import { buffer } from 'node:stream/consumers';
import { AppError } from '../../platform/app-error.ts';
import type { ObjectInfo, ObjectStore } from '../../platform/object-store.ts';
import { prepare, type Prepared } from './prepared.ts';

/**
 * Objects up to here are served from memory: 5 to 15 times cheaper than a file stream for each request. Six seconds
 * of our best picture are about 1.7 MB.
 */
const maxObjectBytes = 2 * 1024 * 1024;
const maxTotalBytes = 64 * 1024 * 1024;
/** What an entry costs besides its bytes, roughly; keeps the number of entries bounded too. */
const entryBytes = 1024;
/** Objects never change under their key, but they are deleted: this is how long a deleted one may still be served. */
const trustMs = 60_000;

export type CachedObject = {
  info: ObjectInfo;
  /** Undefined for a large object, which is streamed. */
  memory: Pick<Prepared, 'body' | 'compressed'> | undefined;
};

type Entry = { object: CachedObject; bytes: number; checkedAtMs: number };

/** The most recently used small objects, and what is known of large ones. */
export class MediaCache {
  readonly #store: ObjectStore;
  readonly #now: () => number;
  /** Oldest use first: a Map keeps the order of insertion. */
  readonly #entries = new Map<string, Entry>();
  /** So that a hundred people who press play at once cause one read. */
  readonly #loading = new Map<string, Promise<CachedObject | undefined>>();
  #totalBytes = 0;

  constructor(store: ObjectStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  async find(key: string): Promise<CachedObject | undefined> {
    const entry = this.#entries.get(key);
    if (entry && this.#now() - entry.checkedAtMs < trustMs) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return entry.object;
    }
    let loading = this.#loading.get(key);
    if (!loading) {
      loading = this.#load(key, entry).finally(() => this.#loading.delete(key));
      this.#loading.set(key, loading);
    }
    return loading;
  }

  forget(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#totalBytes -= entry.bytes;
  }

  async #load(key: string, known: Entry | undefined): Promise<CachedObject | undefined> {
    try {
      const info = await this.#store.find(key);
      if (!info) {
        this.forget(key);
        return undefined;
      }
      if (known?.object.info.etag === info.etag) return this.#keep(key, known.object);
      return info.size > maxObjectBytes
        ? this.#keep(key, { info, memory: undefined })
        : await this.#readWhole(key);
    } catch (error) {
      // The store is away: what we hold is still right, since nothing changes under its key.
      if (known?.object.memory && error instanceof AppError && error.code === 'unavailable') {
        return known.object;
      }
      throw error;
    }
  }

  async #readWhole(key: string): Promise<CachedObject | undefined> {
    const read = await this.#store.read(key);
    if (!read) return undefined;
    const { info } = read;
    const prepared = await prepare({ ...info, body: await buffer(read.body) });
    return this.#keep(key, { info, memory: prepared });
  }

  #keep(key: string, object: CachedObject): CachedObject {
    this.forget(key);
    const { memory } = object;
    const held = memory ? [memory, ...memory.compressed] : [];
    const bytes = held.reduce((sum, { body }) => sum + body.length, entryBytes);
    this.#entries.set(key, { object, bytes, checkedAtMs: this.#now() });
    this.#totalBytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#totalBytes <= maxTotalBytes) break;
      this.forget(oldest);
    }
    return object;
  }
}
