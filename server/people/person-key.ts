import type { Keys } from '../platform/keys.ts';

/**
 * A person within one session: the same in all tabs of a device, or of an account or personal link, and another one in
 * every other session.
 * @param who the id of a device or account, or what stands for a link.
 */
export function toPersonKey(keys: Pick<Keys, 'sign'>, sessionId: string, who: string): string {
  return keys.sign('peer', `${sessionId}:${who}`).slice(0, 22);
}

/** The key under which somebody asks anonymously. */
export const toPseudonym = (keys: Pick<Keys, 'sign'>, personKey: string): string =>
  keys.sign('asker', personKey).slice(0, 22);
