import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { everything } from '../protocol/data-mode.ts';
import type { ParsedInput, RequestOutput, SessionInfo } from '../protocol/protocol.ts';
import type { Visit } from './peer.ts';
import { standingRole } from './permissions.ts';
import type { Receivers } from './receivers.ts';
import type { RoomMedia } from './room-media.ts';
import type { Roster } from './roster.ts';

type Parts = {
  roster: Roster;
  media: RoomMedia;
  receivers: Receivers;
  clock: Clock;
  session: () => SessionInfo;
  /** Peers and visitors of the room together. */
  membersMax: number;
  onChange: () => void;
};

/** So many visitors of a room are connected before they join: most people read the page for a few seconds. */
const preparedMax = 100;

/** Before the room: a visitor learns who it is here, and gets a transport so that joining costs no extra round trip. */
export class Lobby {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async enter(visit: Visit): Promise<RequestOutput<'lobby:enter'>> {
    const { roster, media, receivers, membersMax, session, clock } = this.#parts;
    const { connectionId, peerId } = visit;
    const seated = roster.peers.get(peerId);
    if (!seated && roster.peers.size + roster.visits.size >= membersMax) {
      throw new AppError('too-many', 'The room is full. Try again when someone has left.');
    }
    roster.visits.get(connectionId)?.reception?.close();
    // Listed before the transport is there, so that a socket lost meanwhile takes it along.
    roster.visits.set(connectionId, visit);
    const isHere = (): boolean => roster.visits.get(connectionId) === visit;
    try {
      const reception = await receivers.open(peerId, seated?.wish ?? everything);
      if (!isHere()) {
        reception.close();
        throw new AppError('not-joined', 'You have left the lobby.');
      }
      visit.reception = reception;
      return {
        session: session(),
        role: standingRole(visit.role, visit.leave),
        displayName: seated?.displayName ?? visit.displayName,
        rtpCapabilities: media.room.rtpCapabilities,
        receiveTransport: media.optionsOf(reception.transport, peerId),
        listenerCount: roster.listenerCount,
        serverTime: clock.now().toISOString(),
      };
    } catch (error) {
      if (isHere()) this.leave(visit);
      throw error;
    }
  }

  /** Opens what is sent, waiting, for a page to connect over. A lobby with too many of them does without. */
  async prepare(
    visit: Visit,
    { rtpCapabilities, reception }: ParsedInput<'lobby:prepare'>,
  ): Promise<RequestOutput<'lobby:prepare'>> {
    const { roster, media, receivers } = this.#parts;
    media.room.checkCapabilities(rtpCapabilities);
    const prepared = [...roster.visits.values()].filter((one) => one.reception?.isPrepared);
    if (prepared.length >= preparedMax && !prepared.includes(visit)) return { consumers: [] };
    return {
      consumers: await receivers.prepare(visit, { rtpCapabilities, wish: reception }),
    };
  }

  leave(visit: Visit): void {
    this.#parts.roster.visits.delete(visit.connectionId);
    visit.reception?.close();
    this.#parts.onChange();
  }
}
