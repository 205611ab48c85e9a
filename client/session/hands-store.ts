import type { OwnHand, RaisedHand } from '../../server/protocol/protocol.ts';
import type { NamedNotice } from '../state/room-view.ts';
import { LiveStore, type SessionTalk } from './live-store.ts';

export type HandsView = {
  /** In order; empty but for hosts and moderators. */
  hands: readonly RaisedHand[];
  mine: OwnHand | undefined;
};

export type HandsStore = LiveStore<HandsView>;

/** What this page knows of raised hands. */
export function openHandsStore(session: SessionTalk): HandsStore {
  return new LiveStore<HandsView>(session, {
    read: async (request) => {
      const { hands, mine } = await request('hands:read', {});
      return { hands, mine };
    },
    apply: applyToHands,
  });
}

export function applyToHands(view: HandsView, { name, notice }: NamedNotice): HandsView {
  if (name === 'hands:changed') return { ...view, hands: notice.hands };
  if (name === 'hand:changed') return { ...view, mine: notice.mine };
  return view;
}
