import { z } from 'zod';
import { chatNotices, chatRequests } from './chat.ts';
import { everything, ReceptionWish } from './data-mode.ts';
import type { WireError } from './errors.ts';
import { pollNotices, pollRequests } from './polls.ts';
import { practiceNotices, practiceRequests } from './practices.ts';
import { handNotices, handRequests } from './hands.ts';
import { hearingRequests } from './hearing.ts';
import { inviteNotices, inviteRequests } from './invites.ts';
import { lineTestRequests, TransportOptions } from './line-tests.ts';
import { reactionNotices, reactionRequests } from './reactions.ts';
import { markNotices, markRequests } from './marks.ts';
import { orderNotices, orderRequests } from './orders.ts';
import { questionNotices, questionRequests } from './questions.ts';
import { RecordingForecast } from './recording-forecast.ts';
import { RecordingProof } from './recording-proof.ts';
import { rundownNotices, rundownRequests } from './rundown.ts';
import { slideNotices, slideRequests } from './slides.ts';
import { removalNotices, removalRequests } from './removals.ts';
import { talkTimeNotices, talkTimeRequests } from './talk-times.ts';
import { SessionInfo } from './session-info.ts';
import { line, MediaKind, nameLength, Role, Source } from './words.ts';

/**
 * What client and server say to each other over the socket. One row per request and per notice.
 *
 * mediasoup's own objects (RTP and DTLS parameters) are checked to be objects and passed on as they are:
 * mediasoup validates them itself.
 */
const Opaque = z.record(z.string(), z.unknown());
const Id = z.string().min(1).max(64);

/** `not-heard`: the microphone is on and nothing of it was ever heard. `echo`: others come back through it. */
export const SoundTrouble = z.enum(['not-heard', 'echo']);
export type SoundTrouble = z.infer<typeof SoundTrouble>;

export const PeerState = z.object({
  peerId: Id,
  /** Empty when the person gave no name; the client shows its own word for a guest. */
  displayName: z.string(),
  /** What the person may do here now: a listener brought on stage stands as a speaker. */
  role: Role,
  onStage: z.boolean(),
  /** Asked up, by whom, and not answered yet. */
  invitedBy: z.string().optional(),
  /** What staff stopped and the person has not switched on again. */
  stopped: z.array(Source).optional(),
  /** Has said that they hear nothing, and neither they nor staff have taken it back. */
  cannotHear: z.boolean().optional(),
  /** Undefined until the person has answered. Someone who said no is on stage but never recorded. */
  recordingConsent: z.boolean().optional(),
  /** False while the socket is away and the seat is kept. */
  connected: z.boolean(),
  /** 0 (unusable) to 10 (perfect), from mediasoup's score of what this peer sends; undefined when it sends nothing. */
  quality: z.number().optional(),
  soundTrouble: SoundTrouble.optional(),
});
export type PeerState = z.infer<typeof PeerState>;

export const ProducerState = z.object({
  producerId: Id,
  peerId: Id,
  kind: MediaKind,
  source: Source,
  paused: z.boolean(),
});
export type ProducerState = z.infer<typeof ProducerState>;

export const ConsumerState = z.object({
  consumerId: Id,
  producerId: Id,
  kind: MediaKind,
  rtpParameters: Opaque,
  /** Paused at the source: show the avatar or the muted mark. */
  producerPaused: z.boolean(),
  /** Consumers of one group are played in step: a person's voice and face, a screen and its sound. */
  group: z.string().max(128),
});
export type ConsumerState = z.infer<typeof ConsumerState>;

/** The room as one peer may see it. Joining returns it whole, so reconnecting is joining again. */
export const RoomState = z.object({
  session: SessionInfo,
  you: PeerState,
  /** Everyone on stage; for hosts and moderators everyone in the room. */
  peers: z.array(PeerState),
  producers: z.array(ProducerState),
  /** Ready to receive, created for this peer's receive transport. */
  consumers: z.array(ConsumerState),
  /** Which of the transports the client said it has still exist here. */
  keptTransports: z.array(Id),
  listenerCount: z.int(),
  activeSpeaker: Id.optional(),
  recording: RecordingProof,
  serverTime: z.iso.datetime(),
});
export type RoomState = z.infer<typeof RoomState>;

const Empty = z.object({});
const None = z.strictObject({});

/** What a client may ask of a room: what goes up, what comes back. Who may, when: rooms/permissions.ts. */
export const roomRequests = {
  /** The lobby: who am I here, what is on, and a receive transport ready before the click on Masuk. */
  'lobby:enter': {
    input: z.strictObject({
      /** The session's code, from the address. */
      code: z.string().min(3).max(40),
      /** The signed token of an invitation link. */
      invitation: z.string().max(200).optional(),
      /** One per browser tab (session storage): a reload keeps the seat, a second tab is a second peer. */
      tabId: z.string().min(8).max(64),
    }),
    output: z.object({
      session: SessionInfo,
      role: Role,
      /** A name we know: the account's, or the one in a personal link. */
      displayName: z.string(),
      rtpCapabilities: Opaque,
      receiveTransport: TransportOptions,
      /** Of the session's practice, for people of the stage, while there is one. */
      practiceCode: z.string().optional(),
      listenerCount: z.int(),
      serverTime: z.iso.datetime(),
    }),
  },
  /** Still in the lobby: what is sent, opened for this page to connect over. Nothing flows before it joins. */
  'lobby:prepare': {
    input: z.strictObject({ rtpCapabilities: Opaque, reception: ReceptionWish }),
    output: z.object({ consumers: z.array(ConsumerState) }),
  },
  'room:join': {
    input: z.strictObject({
      displayName: line(nameLength).or(z.literal('')),
      rtpCapabilities: Opaque,
      /** Transports the client still holds after a lost socket. */
      heldTransports: z.array(Id).max(4).default([]),
      reception: ReceptionWish.default(everything),
    }),
    output: RoomState,
  },
  'room:leave': { input: None, output: Empty },
  /** Stage people only. Answers the recording question; a yes can be taken back later with the same request. */
  'recording:consent': {
    input: z.strictObject({ granted: z.boolean(), textVersion: z.string().max(40) }),
    output: Empty,
  },
  /** Takes a seat on stage and returns the transport to send with. */
  'stage:enter': { input: None, output: z.object({ sendTransport: TransportOptions }) },
  'stage:leave': { input: None, output: Empty },
  /** A new receive (or send, on stage) transport, when the old one is gone. */
  'transport:open': {
    input: z.strictObject({ direction: z.enum(['send', 'receive']) }),
    output: TransportOptions,
  },
  'transport:connect': {
    input: z.strictObject({ transportId: Id, dtlsParameters: Opaque }),
    output: Empty,
  },
  'transport:restart-ice': {
    input: z.strictObject({ transportId: Id }),
    /** Credentials of relaying servers do not last, so there are new ones. */
    output: z.object({ iceParameters: Opaque, iceServers: z.array(Opaque) }),
  },
  'producer:open': {
    input: z.strictObject({
      transportId: Id,
      kind: MediaKind,
      source: Source,
      rtpParameters: Opaque,
      paused: z.boolean().default(false),
    }),
    output: z.object({ producerId: Id }),
  },
  'producer:pause': { input: z.strictObject({ producerId: Id }), output: Empty },
  'producer:resume': { input: z.strictObject({ producerId: Id }), output: Empty },
  'producer:close': { input: z.strictObject({ producerId: Id }), output: Empty },
  /** Another data mode, from now on. What it leaves out is closed, what it brings is opened, each with a notice. */
  'reception:choose': { input: ReceptionWish, output: Empty },
  /** The client is ready to show it. New consumers start paused so that no first frame is lost. */
  'consumer:resume': { input: z.strictObject({ consumerId: Id }), output: Empty },
  'consumer:pause': { input: z.strictObject({ consumerId: Id }), output: Empty },
  /** How large it is shown: 0 small, 1 middle (of a screen: full), 2 full. Ignored for what has one layer. */
  'consumer:prefer': {
    input: z.strictObject({ consumerId: Id, spatialLayer: z.int().min(0).max(2) }),
    output: Empty,
  },
  /** Whether the disk has room for the session as planned; to be asked before going live. */
  'recording:forecast': { input: None, output: RecordingForecast },
  'session:go-live': { input: None, output: Empty },
  'session:end': { input: None, output: Empty },
  /** Goes live in a few seconds, in the sight of the stage and the lobby, unless it is cancelled. */
  'countdown:start': { input: None, output: Empty },
  'countdown:cancel': { input: None, output: Empty },
  /** Locked, newcomers wait in the lobby and come in by themselves once it is unlocked. */
  'room:lock': { input: z.strictObject({ isLocked: z.boolean() }), output: Empty },
  ...pollRequests,
  ...handRequests,
  ...hearingRequests,
  ...inviteRequests,
  ...chatRequests,
  ...reactionRequests,
  ...orderRequests,
  ...questionRequests,
  ...slideRequests,
  ...markRequests,
  ...talkTimeRequests,
  ...rundownRequests,
  ...practiceRequests,
  ...removalRequests,
} as const;

/** Everything a client may ask. */
export const requests = {
  ...roomRequests,
  ...lineTestRequests,
  /** Is anybody there? A page asks when its network may have changed. */
  'connection:probe': { input: None, output: Empty },
} as const;

/** What the server may announce. A notice carries new state, has no reply and may be missed. */
export const notices = {
  'session:changed': SessionInfo,
  'peer:joined': PeerState,
  'peer:changed': PeerState,
  'peer:left': z.object({ peerId: Id }),
  'producer:opened': ProducerState,
  'producer:changed': ProducerState,
  'producer:closed': z.object({ producerId: Id }),
  /** For this client alone. Created paused: consume it, then `consumer:resume`. */
  'consumer:opened': ConsumerState,
  'consumer:closed': z.object({ consumerId: Id }),
  'speaker:changed': z.object({ peerId: Id.optional() }),
  /** Who can be heard right now, at most four times a second: dBov, -127 to 0. */
  'levels:changed': z.object({ levels: z.array(z.object({ peerId: Id, dbov: z.number() })) }),
  'listeners:changed': z.object({ listenerCount: z.int() }),
  'recording:changed': RecordingProof,
  /** The media plane was replaced (a worker died): drop transports, enter and join again. */
  'room:moved': z.object({}),
  /** This client's transport is gone at our end: drop it, enter and join again. Others go on. */
  'transport:lost': z.object({ transportId: Id }),
  /** This seat was taken over by the same person elsewhere (a reload in another tab). */
  'seat:taken': z.object({}),
  ...pollNotices,
  ...handNotices,
  ...inviteNotices,
  ...chatNotices,
  ...reactionNotices,
  ...orderNotices,
  ...questionNotices,
  ...slideNotices,
  ...markNotices,
  ...talkTimeNotices,
  ...rundownNotices,
  ...practiceNotices,
  ...removalNotices,
} as const;

export type { OwnHand, RaisedHand } from './hands.ts';
export type { TransportOptions } from './line-tests.ts';
export { SessionInfo } from './session-info.ts';
export type RoomRequestName = keyof typeof roomRequests;
export type RequestName = keyof typeof requests;
export type NoticeName = keyof typeof notices;
export type RequestInput<N extends RequestName> = z.input<(typeof requests)[N]['input']>;
export type ParsedInput<N extends RequestName> = z.output<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.output<(typeof requests)[N]['output']>;
export type Notice<N extends NoticeName> = z.output<(typeof notices)[N]>;
export type Reply<T> = { ok: true; data: T } | { ok: false; error: WireError };
export type ReplyFn<N extends RequestName> = (reply: Reply<RequestOutput<N>>) => void;

/** The type arguments of socket.io's Server and Socket, on both ends. */
export type ClientToServerEvents = {
  [N in RequestName]: (input: RequestInput<N>, reply: ReplyFn<N>) => void;
};
export type ServerToClientEvents = { [N in NoticeName]: (notice: Notice<N>) => void };
