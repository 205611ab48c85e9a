import type { Clock } from '../platform/clock.ts';
import type { RoomState, SessionInfo } from '../protocol/protocol.ts';
import type { Peer } from './peer.ts';
import type { RecordingLine } from './recording-line.ts';
import type { Roster } from './roster.ts';

type Parts = {
  roster: Roster;
  recording: Pick<RecordingLine, 'proof'>;
  session: SessionInfo;
  activeSpeaker: Peer | undefined;
  clock: Clock;
};

/** The whole room, as this peer may see it. */
export function roomStateFor(
  peer: Peer,
  heldTransports: readonly string[],
  { roster, recording, session, activeSpeaker, clock }: Parts,
): RoomState {
  return {
    session,
    you: peer.state,
    peers: roster.visibleTo(peer),
    producers: roster.onStage.flatMap((owner) => owner.producerStates),
    consumers: peer.reception?.states ?? [],
    keptTransports: heldTransports.filter((id) => peer.transport(id)),
    listenerCount: roster.listenerCount,
    ...(activeSpeaker ? { activeSpeaker: activeSpeaker.peerId } : {}),
    recording: roster.proofFor(peer, recording.proof()),
    serverTime: clock.now().toISOString(),
  };
}
