import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import { RoomSession } from '../../client/session/room-session.ts';
import type { Role } from '../../server/protocol/words.ts';
import { FakeHub } from './fake-hub.ts';

/** Lets everything that is under way come to rest: none of these tests waits for time to pass. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}

/** Of a device that is not there. */
export function track(kind: 'audio' | 'video' = 'audio'): MediaStreamTrack {
  const target = new EventTarget();
  return Object.assign(target, {
    kind,
    id: kind,
    readyState: 'live',
    enabled: true,
    stop: () => undefined,
  }) as unknown as MediaStreamTrack;
}

export type TestSession = {
  hub: FakeHub;
  session: RoomSession;
  /** Through the lobby into the room. */
  joined: (role?: Role) => Promise<void>;
  /** There, with a microphone. */
  onStage: () => Promise<void>;
};

/** A page's session with a hub that is told what to answer. */
export function openTestSession(): TestSession {
  const hub = new FakeHub();
  const session = new RoomSession({
    code: 'klub-buku',
    invitation: undefined,
    tabId: 'tab-0001',
    reception: { dataMode: 'full', isSmallScreen: true },
    openSignalling: hub.openSignalling,
    createDevice: () =>
      Promise.resolve(
        new Device({ handlerFactory: FakeHandler.createFactory(testFakeParameters) }),
      ),
  });
  const joined = async (role: Role = 'listener'): Promise<void> => {
    hub.you = { ...hub.you, role };
    session.enter();
    await settled();
    await session.join('Ani');
    await settled();
  };
  const onStage = async (): Promise<void> => {
    await joined('speaker');
    await session.enterStage(true);
    await session.publisher.publish('microphone', track());
    await settled();
  };
  return { hub, session, joined, onStage };
}
