import type { Readable } from 'node:stream';

/** What an object carries besides its bytes. */
export type ObjectMeta = {
  /** Served as it is, such as "audio/mpeg". */
  contentType: string;
  /** Served as it is, such as "public, max-age=31536000, immutable". */
  cacheControl: string;
};

export type ObjectInfo = ObjectMeta & {
  key: string;
  /** Bytes. */
  size: number;
  /** Strong and quoted, as HTTP wants it. Changes when the content does. */
  etag: string;
  lastModified: Date;
};

/** Inclusive byte positions; `end` may lie past the last byte and is then cut. */
export type ByteRange = { start: number; end: number };

/**
 * Where published media lives. Keys are slash-separated ASCII (`[a-zA-Z0-9._-]`, no `..`, at most 512 characters);
 * anything else throws `invalid-input`. A half-written object is never visible.
 *
 * Drivers: a directory (default) and any S3 API through minio. Both pass tests/contract/object-store.test.ts.
 */
export type ObjectStore = {
  /** Writes or replaces. Large bodies are sent in parts. Aborting leaves nothing behind. */
  put(
    key: string,
    body: Buffer | Readable | { file: string },
    meta: ObjectMeta,
    signal?: AbortSignal,
  ): Promise<ObjectInfo>;
  find(key: string): Promise<ObjectInfo | undefined>;
  /** The whole object or a range. Undefined when there is no such key. The caller must drain or destroy `body`. */
  read(
    key: string,
    range?: ByteRange,
  ): Promise<{ info: ObjectInfo; body: Readable } | undefined>;
  /** Keys and sizes below a prefix, ascending by key. */
  list(prefix: string): AsyncIterable<{ key: string; size: number }>;
  /** With all its versions, where the store keeps such. */
  delete(key: string): Promise<void>;
  /** Deletes everything below the prefix, with all versions. An empty prefix is refused. */
  deletePrefix(prefix: string): Promise<number>;
};
