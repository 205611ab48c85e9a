import { Device } from 'mediasoup-client';
import { openFloor, type Floor } from './floor.ts';
import { recallDataMode, receptionWish } from './data-mode-memory.ts';
import { RoomSession } from './room-session.ts';
import { createSignalling } from './signalling.ts';
import { tabId } from './tab-id.ts';

/** Opens this page's way into a session. This file is loaded only where it is needed: it brings the media code along. */
export function openRoomSession(options: { code: string; invitation: string | undefined }): {
  session: RoomSession;
  floor: Floor;
} {
  const session = new RoomSession({
    ...options,
    reception: receptionWish(recallDataMode().dataMode),
    tabId: tabId(),
    openSignalling: createSignalling,
    createDevice: () => Device.factory(),
  });
  return {
    session,
    floor: openFloor(session, options.code, () => session.snapshot.room?.you.role),
  };
}
