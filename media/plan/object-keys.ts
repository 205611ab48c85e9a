import { episodeFolder } from '../contract/recording-files.ts';

/** Where a revision of an episode's media lives. What is in it never changes: another content is another directory. */
export function episodePrefix(
  episodeId: string,
  revision: number,
  contentHash: string,
): string {
  return `${episodeFolder(episodeId)}/${revision}-${contentHash.slice(0, 8)}`;
}

/** Served with everything below an episode's prefix. */
export const immutable = 'public, max-age=31536000, immutable';
