import type {
  Notice,
  NoticeName,
  PeerState,
  ProducerState,
  RoomState,
  SessionInfo,
} from '../../server/protocol/protocol.ts';
import type { RecordingProof } from '../../server/protocol/recording-proof.ts';
import type { Source } from '../../server/protocol/words.ts';

/** What this page knows of the room. Replaced whole by joining; moved on by notices. Never changed in place. */
export type RoomView = {
  session: SessionInfo;
  you: PeerState;
  /** Everyone this page may know of, itself included, in the order they came. */
  peers: ReadonlyMap<string, PeerState>;
  producers: ReadonlyMap<string, ProducerState>;
  activeSpeaker: string | undefined;
  /** Who spoke last, also while it is silent now. */
  lastSpeaker: string | undefined;
  /** Loudness in dBov of whoever can be heard right now, by peer. */
  levels: ReadonlyMap<string, number>;
  listenerCount: number;
  recording: RecordingProof;
  /** Add to this device's clock to get the hub's, in milliseconds. */
  clockOffsetMs: number;
};

/** One notice with its name, so that a switch over the name knows the payload. */
export type NamedNotice = {
  [N in NoticeName]: { name: N; notice: Notice<N> };
}[NoticeName];

export function openRoomView(state: RoomState, nowMs: number): RoomView {
  const peers = new Map(state.peers.map((peer) => [peer.peerId, peer]));
  peers.set(state.you.peerId, state.you);
  return {
    session: state.session,
    you: state.you,
    peers,
    producers: new Map(state.producers.map((producer) => [producer.producerId, producer])),
    activeSpeaker: state.activeSpeaker,
    lastSpeaker: state.activeSpeaker,
    levels: new Map(),
    listenerCount: state.listenerCount,
    recording: state.recording,
    clockOffsetMs: Date.parse(state.serverTime) - nowMs,
  };
}

/** The room after one notice. Notices about what this page does not know (yet, or any more) change nothing. */
export function applyNotice(view: RoomView, { name, notice }: NamedNotice): RoomView {
  switch (name) {
    case 'session:changed':
      return { ...view, session: notice };
    case 'peer:joined':
    case 'peer:changed':
      return withPeer(view, notice);
    case 'peer:left':
      return withoutPeer(view, notice.peerId);
    case 'producer:opened':
    case 'producer:changed':
      return { ...view, producers: new Map(view.producers).set(notice.producerId, notice) };
    case 'producer:closed':
      return { ...view, producers: without(view.producers, notice.producerId) };
    case 'speaker:changed':
      return {
        ...view,
        activeSpeaker: notice.peerId,
        lastSpeaker: notice.peerId ?? view.lastSpeaker,
      };
    case 'levels:changed':
      return {
        ...view,
        levels: new Map(notice.levels.map((level) => [level.peerId, level.dbov])),
      };
    case 'listeners:changed':
      return { ...view, listenerCount: notice.listenerCount };
    case 'recording:changed':
      return { ...view, recording: notice };
    // Media and seats: the session acts on these, the view shows nothing of them.
    case 'consumer:opened':
    case 'consumer:closed':
    case 'room:moved':
    case 'transport:lost':
    case 'seat:taken':
    case 'stage:left':
    case 'stage:stopped':
    case 'seat:ended':
    case 'practice:changed':
    case 'removals:changed':
    // What goes on beside the stage has stores of its own.
    case 'poll:changed':
    case 'poll:gone':
    case 'poll:counted':
    case 'hands:changed':
    case 'hand:changed':
    case 'invite:declined':
    case 'chat:said':
    case 'chat:configured':
    case 'chat:muted':
    case 'reactions:counted':
    // What goes on beside the stage has stores of its own.
    case 'questions:changed':
    case 'votes:changed':
    case 'questions:configured':
    case 'questions:counted':
    case 'asker:muted':
    case 'slides:shown':
    case 'slides:hidden':
    case 'decks:changed':
    case 'marks:changed':
    case 'talk-times:changed':
    case 'rundown:changed':
    case 'rundown:moved':
      return view;
  }
}

/** Everyone on stage, in the order they came, so that nobody's tile jumps when another one leaves. */
export function peopleOnStage(view: RoomView): PeerState[] {
  return [...view.peers.values()].filter((peer) => peer.onStage);
}

/** What a peer shows or lets hear from one source, if anything. */
export function findProducer(
  view: RoomView,
  peerId: string,
  source: Source,
): ProducerState | undefined {
  for (const producer of view.producers.values()) {
    if (producer.peerId === peerId && producer.source === source) return producer;
  }
  return undefined;
}

/** Whether someone's microphone lets nothing through: switched off, or not there at all. */
export function isMuted(view: RoomView, peerId: string): boolean {
  return findProducer(view, peerId, 'microphone')?.paused ?? true;
}

function withPeer(view: RoomView, peer: PeerState): RoomView {
  const peers = new Map(view.peers).set(peer.peerId, peer);
  return { ...view, peers, you: peer.peerId === view.you.peerId ? peer : view.you };
}

function withoutPeer(view: RoomView, peerId: string): RoomView {
  return {
    ...view,
    peers: without(view.peers, peerId),
    // The hub closes them too, but its notices may be missed, and a ghost's picture must not stay.
    producers: new Map(
      [...view.producers].filter(([, producer]) => producer.peerId !== peerId),
    ),
    levels: without(view.levels, peerId),
    activeSpeaker: view.activeSpeaker === peerId ? undefined : view.activeSpeaker,
  };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** Whether people on stage are asked about being recorded: always, but in a practice that nobody records. */
export const asksConsent = ({ session, recording }: RoomView): boolean =>
  session.practiceOf === undefined || recording.state !== 'off';
