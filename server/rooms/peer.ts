import type { ReceptionWish } from '../protocol/data-mode.ts';
import type { PeerState, ProducerState, SoundTrouble } from '../protocol/protocol.ts';
import type { Role, Source } from '../protocol/words.ts';
import type { MediaProducer, MediaTransport, Opaque } from './media-plane.ts';
import { standingRole, type StageLeave } from './permissions.ts';
import type { Reception } from './reception.ts';

/** Something a peer sends. */
export type PeerProducer = {
  readonly media: MediaProducer;
  readonly source: Source;
  paused: boolean;
  /** 0 to 10; undefined until mediasoup has an opinion. */
  score: number | undefined;
};

/** A socket in the lobby: it knows who it will be, and can receive as soon as it joins. */
export type Visit = {
  readonly connectionId: string;
  readonly peerId: string;
  /** The person behind it: the same in all tabs of a device, or of an account or personal link, within one session. */
  readonly personKey: string;
  /** Their key in another session. */
  readonly keyIn: (sessionId: string) => string;
  /** The device behind it, whoever is signed in on it. */
  readonly deviceKey: string;
  /** Its key in another session. */
  readonly deviceKeyIn: (sessionId: string) => string;
  /** What let this person in, which may stop working: an account, or an invitation link. */
  readonly personId: string | undefined;
  readonly linkId: string | undefined;
  /** From the account or the invitation link. */
  readonly role: Role;
  /** Set by the room, which knows what was decided about this person. */
  leave: StageLeave | undefined;
  /** A name we know, from the account or the personal link. */
  readonly displayName: string;
  /** Where from, for the proof of consent. */
  readonly address: string;
  reception: Reception | undefined;
};

/** One participant's seat: who they are, and what they send and receive. Rules live in the room. */
export class Peer {
  readonly peerId: string;
  /** See Visit. */
  readonly personKey: string;
  readonly keyIn: (sessionId: string) => string;
  readonly deviceKey: string;
  readonly personId: string | undefined;
  readonly linkId: string | undefined;
  /** What this person came with; what they may do now is `standing`. */
  readonly role: Role;
  readonly attendanceId: string;
  displayName: string;
  address: string;
  /** Undefined while the socket is away and the seat is kept. */
  connectionId: string | undefined;
  rtpCapabilities: Opaque;
  wish: ReceptionWish;
  onStage = false;
  /** See StageInvites, which decides it. */
  leave: StageLeave | undefined;
  /** Who asked this person up, while they have not answered. */
  invitedBy: string | undefined;
  /** What staff stopped, until the person sends it again. */
  readonly stopped = new Set<Source>();
  /** Has said so, and it was not taken back. */
  cannotHear = false;
  /** The last answer to the recording question; undefined until there is one. */
  consent: boolean | undefined;
  /** 0 to 10 as last announced; undefined while nothing is sent. */
  quality: number | undefined;
  /** As last announced; see SoundWatch. */
  soundTrouble: SoundTrouble | undefined;
  sendTransport: MediaTransport | undefined;
  reception: Reception | undefined;
  /** By id. */
  readonly producers = new Map<string, PeerProducer>();
  /** While the socket is away: cancels the end of the grace time. */
  cancelGrace: (() => void) | undefined;

  constructor(
    visit: Visit,
    seat: {
      attendanceId: string;
      displayName: string;
      rtpCapabilities: Opaque;
      reception: ReceptionWish;
    },
  ) {
    this.peerId = visit.peerId;
    this.personKey = visit.personKey;
    this.keyIn = visit.keyIn;
    this.deviceKey = visit.deviceKey;
    this.personId = visit.personId;
    this.linkId = visit.linkId;
    this.role = visit.role;
    this.leave = visit.leave;
    this.address = visit.address;
    this.connectionId = visit.connectionId;
    this.attendanceId = seat.attendanceId;
    this.displayName = seat.displayName;
    this.rtpCapabilities = seat.rtpCapabilities;
    this.wish = seat.reception;
  }

  /** The role that counts now. */
  get standing(): Role {
    return standingRole(this.role, this.leave);
  }

  /** As the peer itself and the staff see it. */
  get state(): PeerState {
    return { ...this.shownState, ...(this.cannotHear ? { cannotHear: true } : {}) };
  }

  /** As everyone else sees it: that somebody cannot hear is for those who can help. */
  get shownState(): PeerState {
    return {
      peerId: this.peerId,
      displayName: this.displayName,
      role: this.standing,
      onStage: this.onStage,
      ...(this.invitedBy === undefined ? {} : { invitedBy: this.invitedBy }),
      ...(this.stopped.size > 0 ? { stopped: [...this.stopped] } : {}),
      connected: this.connectionId !== undefined,
      ...(this.consent === undefined ? {} : { recordingConsent: this.consent }),
      ...(this.quality === undefined ? {} : { quality: this.quality }),
      ...(this.soundTrouble === undefined ? {} : { soundTrouble: this.soundTrouble }),
    };
  }

  get producerStates(): ProducerState[] {
    return [...this.producers.values()].map((producer) => this.producerState(producer));
  }

  producerState(producer: PeerProducer): ProducerState {
    return {
      producerId: producer.media.producerId,
      peerId: this.peerId,
      kind: producer.media.kind,
      source: producer.source,
      paused: producer.paused,
    };
  }

  transport(transportId: string): MediaTransport | undefined {
    return [this.sendTransport, this.reception?.transport].find(
      (transport) => transport?.transportId === transportId,
    );
  }
}
