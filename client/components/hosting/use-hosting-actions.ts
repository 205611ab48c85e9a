import type { StoppableSource } from '../../../server/protocol/orders.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { useAction } from '../room/use-action.ts';

/** What hosts and moderators do to others. Each says in words what did not work. */
export type HostingActions = {
  dismissHand: (peerId: string) => void;
  /** Whoever said that they cannot hear, hears. */
  clearHearing: (peerId: string) => void;
  invite: (peerId: string) => void;
  sendBack: (peerId: string) => void;
  stop: (peerId: string, source: StoppableSource) => void;
  muteAll: () => void;
  remove: (peerId: string) => void;
};

export function useHostingActions({ request }: Pick<RoomSession, 'request'>): HostingActions {
  const run = useAction({ repeats: true });
  return {
    dismissHand: (peerId) => void run(() => request('hand:dismiss', { peerId })),
    clearHearing: (peerId) => void run(() => request('hearing:clear', { peerId })),
    invite: (peerId) => void run(() => request('stage:invite', { peerId })),
    stop: (peerId, source) => void run(() => request('stage:stop', { peerId, source })),
    remove: (peerId) => void run(() => request('person:remove', { peerId })),
    muteAll: () => void run(() => request('stage:mute-all', {})),
    sendBack: (peerId) => void run(() => request('stage:send-back', { peerId })),
  };
}
