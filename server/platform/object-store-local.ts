import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from './app-error.ts';
import { toBodyStream } from './object-body.ts';
import { readTrailer, writeTrailer } from './object-file.ts';
import { requireObjectKey, requireObjectPrefix } from './object-key.ts';
import type { ByteRange, ObjectInfo, ObjectMeta, ObjectStore } from './object-store.ts';

/** `@` is in no key, so neither name can be taken by an object, and a key may be a folder and an object at once. */
const incoming = '@incoming';
const suffix = '@';

/**
 * Objects as files below `root`. Each file is the content followed by a trailer that says the rest (object-file.ts):
 * one rename then makes content and description visible together, or not at all. A crash leaves files in
 * `@incoming` only, which the next open removes; the directory has one owner.
 */
export async function openLocalObjectStore(root: string): Promise<ObjectStore> {
  await rm(path.join(root, incoming), { recursive: true, force: true });
  await mkdir(path.join(root, incoming), { recursive: true });
  const fileOf = (key: string): string => path.join(root, ...key.split('/')) + suffix;

  async function openObject(
    key: string,
  ): Promise<{ handle: FileHandle; info: ObjectInfo } | undefined> {
    const handle = await unlessMissing(open(fileOf(key), 'r'));
    if (!handle) return undefined;
    try {
      return { handle, info: { key, ...(await readTrailer(handle)) } };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  const find: ObjectStore['find'] = async (key) => {
    requireObjectKey(key);
    const object = await openObject(key);
    await object?.handle.close();
    return object?.info;
  };

  return {
    async put(key, body, meta, signal) {
      requireObjectKey(key);
      const temporary = path.join(root, incoming, randomUUID());
      try {
        const written = await writeObject(temporary, toBodyStream(body, signal), meta, signal);
        await moveInto(temporary, fileOf(key));
        return { key, ...written };
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },

    find,

    async read(key, range) {
      requireObjectKey(key);
      const object = await openObject(key);
      if (!object) return undefined;
      const { handle, info } = object;
      try {
        return { info, body: await readContent(handle, info.size, range) };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },

    async *list(prefix) {
      requireObjectPrefix(prefix);
      for await (const key of walk(root, parentOf(prefix), prefix)) {
        const info = await find(key);
        // Gone since it was listed: nothing to tell.
        if (info) yield { key, size: info.size };
      }
    },

    async delete(key) {
      requireObjectKey(key);
      await deleteObject(root, fileOf(key));
    },

    async deletePrefix(prefix) {
      requireObjectPrefix(prefix);
      let deleted = 0;
      for await (const key of walk(root, parentOf(prefix), prefix)) {
        await deleteObject(root, fileOf(key));
        deleted += 1;
      }
      return deleted;
    },
  };
}

/** Writes content and trailer, and returns once both are on the disk itself. */
async function writeObject(
  file: string,
  body: Readable,
  meta: ObjectMeta,
  signal?: AbortSignal,
): Promise<Omit<ObjectInfo, 'key'>> {
  const handle = await open(file, 'wx');
  try {
    signal?.throwIfAborted();
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of body) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      size += bytes.length;
      await handle.writeFile(bytes);
    }
    signal?.throwIfAborted();
    const info = {
      ...meta,
      size,
      etag: `"${hash.digest('hex').slice(0, 32)}"`,
      lastModified: new Date(),
    };
    await writeTrailer(handle, info);
    await handle.sync();
    return info;
  } finally {
    body.destroy();
    await handle.close();
  }
}

async function moveInto(temporary: string, file: string): Promise<void> {
  const folder = path.dirname(file);
  for (;;) {
    await mkdir(folder, { recursive: true });
    try {
      await rename(temporary, file);
      break;
    } catch (error) {
      // A delete beside us removed the folder it had just emptied: make it again.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  // The rename itself survives a power cut only when the folder is on the disk.
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function readContent(
  handle: FileHandle,
  size: number,
  range: ByteRange = { start: 0, end: size - 1 },
): Promise<Readable> {
  const { start, end } = { start: range.start, end: Math.min(range.end, size - 1) };
  if (size === 0 && start === 0) {
    await handle.close();
    return Readable.from([]);
  }
  if (start > end)
    throw new AppError('invalid-input', 'The range holds no byte of the object.');
  return handle.createReadStream({ start, end, highWaterMark: 256 * 1024 });
}

async function deleteObject(root: string, file: string): Promise<void> {
  await rm(file, { force: true });
  // Empty folders go with their last object; one that is filled again at this moment simply stays.
  for (let folder = path.dirname(file); folder !== root; folder = path.dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

/** The folder that holds everything whose key begins with the prefix, as a key; '' for the root. */
function parentOf(prefix: string): string {
  return prefix.includes('/') ? prefix.slice(0, prefix.lastIndexOf('/')) : '';
}

/** Keys below a folder that begin with the prefix, in the order of whole keys (where `a.b` comes before `a/b`). */
async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<string> {
  const entries =
    (await unlessMissing(readdir(path.join(root, folder), { withFileTypes: true }))) ?? [];
  const keys = entries
    .filter((entry) => entry.name !== incoming)
    .map((entry) => {
      const key = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? `${key}/` : key.slice(0, -suffix.length);
    })
    .filter((key) => key.startsWith(prefix) || (key.endsWith('/') && prefix.startsWith(key)));
  for (const key of keys.sort()) {
    if (key.endsWith('/')) yield* walk(root, key.slice(0, -1), prefix);
    else yield key;
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
