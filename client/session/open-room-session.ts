import type { DataMode } from '../../server/protocol/data-mode.ts';
import { createDevice } from './create-device.ts';
import { openFloor, type Floor } from './floor.ts';
import { recallDataMode, receptionWish } from './data-mode-memory.ts';
import { RoomSession } from './room-session.ts';
import { createSignalling } from './signalling.ts';
import { tabId } from './tab-id.ts';

export type RoomOptions = {
  code: string;
  invitation: string | undefined;
  /** For a page that leaves no choice. Without: what this device was used with last. */
  dataMode?: DataMode;
};

/** Opens this page's way into a session. This file is loaded only where it is needed: it brings the media code along. */
export function openRoomSession({ code, invitation, dataMode }: RoomOptions): {
  session: RoomSession;
  floor: Floor;
} {
  const session = new RoomSession({
    ...{ code, invitation },
    reception: receptionWish(dataMode ?? recallDataMode().dataMode),
    tabId: tabId(),
    openSignalling: createSignalling,
    createDevice,
  });
  return {
    session,
    floor: openFloor(session, code, () => session.snapshot.room?.you.role),
  };
}
