import { AppError } from '../platform/app-error.ts';
import type { Keys } from '../platform/keys.ts';
import type { Identity } from '../people/identity.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { Role } from '../protocol/words.ts';
import { mayTakeStage } from '../rooms/permissions.ts';
import type { Rooms } from '../rooms/room-registry.ts';
import { nothing, type Handlers } from './handle.ts';

export type RoomHandlerDeps = {
  rooms: Pick<Rooms, 'getSession' | 'enter'>;
  identity: Pick<Identity, 'fromCookies' | 'linkRole'>;
  keys: Pick<Keys, 'sign'>;
};

/** Into the lobby, into the room, and out again. */
export function createRoomHandlers({
  rooms,
  identity,
  keys,
}: RoomHandlerDeps): Pick<
  Handlers,
  'lobby:enter' | 'lobby:prepare' | 'room:join' | 'room:leave'
> {
  const roleIn = async (
    session: SessionInfo,
    person: unknown,
    invitation: string | undefined,
  ): Promise<{ role: Role; linkId: string | undefined }> => {
    if (person) return { role: 'host', linkId: undefined };
    if (!invitation) return { role: 'listener', linkId: undefined };
    const link = await identity.linkRole(invitation, (session.practiceOf ?? session).sessionId);
    if (!link) throw new AppError('gone', 'This invitation link no longer works.');
    return link;
  };

  return {
    'lobby:enter': (connection, { code, invitation, tabId }) =>
      connection.inTurn(async () => {
        const session = await rooms.getSession(code);
        // Asked anew each time: an account may have been closed, a link revoked.
        const { person, deviceId } = await identity.fromCookies(
          connection.socket.request.headers.cookie,
        );
        const { role, linkId } = await roleIn(session, person, invitation);
        await connection.leaveAllBut(session.sessionId);
        // Of a browser that keeps no cookies, a tab is all there is to know a person by.
        const who = person?.personId ?? deviceId ?? tabId;
        const { room, lobby } = await rooms.enter(session.code, {
          connectionId: connection.connectionId,
          peerId: toPeerId(keys, session.sessionId, who, tabId),
          personKey: toPersonKey(keys, session.sessionId, who),
          deviceKey: toPersonKey(keys, session.sessionId, deviceId ?? who),
          personId: person?.personId,
          linkId,
          role,
          leave: undefined,
          displayName: person?.displayName ?? '',
          address: connection.address,
          reception: undefined,
        });
        connection.enter(room);
        const { code: practiceCode } = room.practice;
        const tellsPractice = practiceCode !== undefined && mayTakeStage(lobby.role);
        return tellsPractice ? { ...lobby, practiceCode } : lobby;
      }),
    'lobby:prepare': ({ room, connectionId }, input) => room.prepare(connectionId, input),
    'room:join': ({ room, connectionId }, input) => room.join(connectionId, input),
    'room:leave': async (connection) => {
      await connection.leaveAllBut(undefined);
      return nothing;
    },
  };
}

/** Stable for a reload of the same tab, and says nothing about the person. */
export function toPeerId(
  keys: Pick<Keys, 'sign'>,
  sessionId: string,
  who: string,
  tabId: string,
): string {
  return keys.sign('peer', `${sessionId}:${who}:${tabId}`).slice(0, 16);
}

/** The same in all tabs of a device, or of an account, and in no other session. */
function toPersonKey(keys: Pick<Keys, 'sign'>, sessionId: string, who: string): string {
  return keys.sign('peer', `${sessionId}:${who}`).slice(0, 22);
}
