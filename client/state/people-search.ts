import type { PeerState } from '../../server/protocol/protocol.ts';

/** Those whose names hold every one of these words, in the order of the alphabet. */
export function namedLike(people: readonly PeerState[], text: string): PeerState[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return people
    .filter(({ displayName }) => words.every((word) => plain(displayName).includes(word)))
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'id'));
}

/** Without marks above letters, and small. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
