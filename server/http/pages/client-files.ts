import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { prepare, type Prepared } from '../delivery/prepared.ts';

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** The built application. There are few files and they are small, so each is read and compressed once. */
export type ClientFiles = {
  /** Undefined when the application has not been built. */
  indexHtml: string | undefined;
  /** By the path of its address, such as /assets/index-abc.js. */
  find(urlPath: string): Promise<Prepared | undefined>;
};

/** @param dist the folder that Vite builds into; it may be missing. */
export async function openClientFiles(dist: string): Promise<ClientFiles> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map(
    entries
      .filter((entry) => entry.isFile() && entry.name !== 'index.html')
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [`/${path.relative(dist, file).split(path.sep).join('/')}`, file];
      }),
  );
  const prepared = new Map<string, Promise<Prepared>>();
  return {
    indexHtml: await readFile(path.join(dist, 'index.html'), 'utf8').catch(() => undefined),
    async find(urlPath) {
      const file = files.get(urlPath);
      if (file === undefined) return undefined;
      let answer = prepared.get(urlPath);
      if (!answer) {
        answer = readClientFile(file, urlPath);
        prepared.set(urlPath, answer);
        // A file that could not be read now may be readable next time.
        answer.catch(() => prepared.delete(urlPath));
      }
      return answer;
    },
  };
}

async function readClientFile(file: string, urlPath: string): Promise<Prepared> {
  const [body, { mtime }] = await Promise.all([readFile(file), stat(file)]);
  return prepare(
    {
      body,
      etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
      lastModified: mtime,
      contentType: contentTypes[path.extname(file)] ?? 'application/octet-stream',
      // Vite puts a hash into the name of everything below /assets.
      cacheControl: urlPath.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=3600',
    },
    ['br', 'gzip'],
  );
}
