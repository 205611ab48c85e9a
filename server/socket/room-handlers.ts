import { AppError } from '../platform/app-error.ts';
import type { Keys } from '../platform/keys.ts';
import type { Identity } from '../people/identity.ts';
import { toPersonKey } from '../people/person-key.ts';
import type { ParsedInput, SessionInfo } from '../protocol/protocol.ts';
import type { Visit } from '../rooms/peer.ts';
import { mayTakeStage } from '../rooms/permissions.ts';
import type { Rooms } from '../rooms/room-registry.ts';
import { nothing, type Handlers } from './handle.ts';

export type RoomHandlerDeps = {
  rooms: Pick<Rooms, 'getSession' | 'enter'>;
  identity: Pick<Identity, 'fromCookies' | 'linkRole'>;
  keys: Pick<Keys, 'sign'>;
};

/** Whom a visitor is known to be. */
type Entering = Pick<Visit, 'role' | 'linkId' | 'personId' | 'displayName'> & {
  /** The same for one person on all their devices, as far as we can tell. */
  who: string;
  deviceId: string | undefined;
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
  /** Asked anew each time: an account may have been closed, a link revoked. */
  const whoEnters = async (
    { practiceOf, ...session }: SessionInfo,
    cookie: string | undefined,
    { invitation, tabId }: Pick<ParsedInput<'lobby:enter'>, 'invitation' | 'tabId'>,
  ): Promise<Entering> => {
    const { person, deviceId } = await identity.fromCookies(cookie);
    const { sessionId } = practiceOf ?? session;
    const link = invitation ? await identity.linkRole(invitation, sessionId) : undefined;
    const isPersonal = link?.role === 'listener';
    if (person && !isPersonal) {
      const { personId, displayName } = person;
      return {
        who: personId,
        deviceId,
        role: 'host',
        personId,
        linkId: undefined,
        displayName,
      };
    }
    if (invitation && !link)
      throw new AppError('gone', 'This invitation link no longer works.');
    // Whoever is named in a link is that person on any device, also on one that others use, or that a host tries it on.
    // Of a browser that keeps no cookies, a tab is all there is to know a person by.
    const who = isPersonal ? `link:${link.linkId}` : (deviceId ?? tabId);
    const { role = 'listener', linkId, displayName = '' } = link ?? {};
    return { who, deviceId, role, personId: undefined, linkId, displayName };
  };

  return {
    'lobby:enter': (connection, input) =>
      connection.inTurn(async () => {
        const session = await rooms.getSession(input.code);
        const { cookie } = connection.socket.request.headers;
        const { who, deviceId, ...visitor } = await whoEnters(session, cookie, input);
        await connection.leaveAllBut(session.sessionId);
        const keyIn = (sessionId: string): string => toPersonKey(keys, sessionId, who);
        const deviceKeyIn = (sessionId: string): string =>
          toPersonKey(keys, sessionId, deviceId ?? who);
        const { room, lobby } = await rooms.enter(session.code, {
          connectionId: connection.connectionId,
          peerId: toPeerId(keys, session.sessionId, who, input.tabId),
          personKey: keyIn(session.sessionId),
          keyIn,
          deviceKey: deviceKeyIn(session.sessionId),
          deviceKeyIn,
          ...visitor,
          leave: undefined,
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
