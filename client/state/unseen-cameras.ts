import { isReceived } from '../../server/protocol/data-mode.ts';
import type { SessionSnapshot } from '../session/session-snapshot.ts';
import type { RoomView } from './room-view.ts';

/**
 * Whether somebody's camera is not sent to this page because its browser has no H.264, in which a session in broadcast
 * mode sends them. What a data mode leaves out is not missed.
 */
export function hasUnseenCamera(
  { session, producers, you }: RoomView,
  { tracks, dataMode, seesH264 }: Pick<SessionSnapshot, 'tracks' | 'dataMode' | 'seesH264'>,
): boolean {
  if (!session.broadcast || seesH264 || !isReceived(dataMode, 'camera')) return false;
  return [...producers.values()].some(
    ({ producerId, peerId, source, paused }) =>
      source === 'camera' && peerId !== you.peerId && !paused && !tracks.has(producerId),
  );
}
