import type { Database } from '../../server/platform/database.ts';
import type { Scope } from '../../server/platform/scope.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import { toSessionInfo } from '../../server/sessions/session.ts';
import { openTestDatabase } from './database.ts';
import { FakeMediaPlane } from './fake-media-plane.ts';
import { openRoomHub, type RoomHub } from './room-hub.ts';
import type { RoomPeer } from './room-peer.ts';
import { aSession } from './stored.ts';

/** Who is there, and how long it takes one after the other to knock: this machine also plays all of them. */
export const crowd = 1_000;
const atOnce = 50;

export type CrowdHub = { hub: RoomHub; session: SessionInfo };

/** A live session on a hub with room for a crowd from one address, which keeps what it is told to in a database. */
export async function openCrowdHub(
  scope: Scope,
  keep: (
    db: Database,
  ) => Pick<Parameters<typeof openRoomHub>[0], 'pollRepository' | 'questionRepository'>,
): Promise<CrowdHub> {
  const db = await openTestDatabase(scope);
  const unlimited = { burst: 1e6, perSecond: 1e6 };
  const hub = await openRoomHub({
    plane: new FakeMediaPlane(),
    ...keep(db),
    roomLimits: { members: crowd + 10 },
    socketLimits: {
      requests: unlimited,
      address: { sockets: 2 * crowd, connects: unlimited, requests: unlimited },
    },
  });
  scope.defer('hub', () => hub.close());
  const session: SessionInfo = { ...toSessionInfo(await aSession(db)), state: 'live' };
  hub.sessions.stored.set(session.sessionId, session);
  return { hub, session };
}

/** All of them, as listeners in the lobby. */
export async function enterCrowd({ hub, session }: CrowdHub): Promise<RoomPeer[]> {
  const people: RoomPeer[] = [];
  while (people.length < crowd) {
    const next = Array.from({ length: atOnce }, (_, at) =>
      hub.enterAs('listener', session.code, { cookie: `device=crowd-${people.length + at}` }),
    );
    people.push(...(await Promise.all(next)));
  }
  return people;
}
