import type { ConsumerState, TransportOptions } from '../protocol/protocol.ts';
import type { MediaKind } from '../protocol/words.ts';

/**
 * What a room needs from an SFU, as types. Implemented by server/sfu (mediasoup) and by the fake in tests/support;
 * both pass tests/contract/media-plane.test.ts. mediasoup's parameters pass through as opaque objects.
 */
export type Opaque = Record<string, unknown>;

export type MediaPlane = {
  /** A place for one room, on the emptiest worker. A room that outgrows it receives on further ones as well. */
  openRoom(input: { roomId: string }): Promise<MediaRoom>;
};

export type MediaRoom = {
  readonly rtpCapabilities: Opaque;
  openTransport(input: {
    peerId: string;
    direction: 'send' | 'receive';
  }): Promise<MediaTransport>;
  /** Throws `invalid-input` unless these are the capabilities of a device. */
  checkCapabilities(rtpCapabilities: Opaque): void;
  /** Whether a device with these capabilities can receive that producer. */
  canConsume(input: { producerId: string; rtpCapabilities: Opaque }): boolean;
  /** For the recorder: one plain transport on loopback, shared by all recorded producers of this room. */
  openCapture(input: { recorderPort: number }): Promise<RoomCapture>;
  /** Loudest peers, at most four times a second; empty when nobody speaks. */
  onLevels(listener: (levels: { producerId: string; dbov: number }[]) => void): void;
  onDominantSpeaker(listener: (producerId: string) => void): void;
  /** The worker that the stage sends to died: everything in here is gone. Not called after close(). */
  onLost(listener: () => void): void;
  close(): void;
};

export type MediaTransport = {
  readonly transportId: string;
  readonly options: Omit<TransportOptions, 'transportId' | 'iceServers'>;
  connect(dtlsParameters: Opaque): Promise<void>;
  restartIce(): Promise<Opaque>;
  /** At most so many bits per second in pictures, whatever the line could carry. Sound is not counted. */
  limitPictures(bitsPerSecond: number): Promise<void>;
  produce(input: {
    kind: MediaKind;
    rtpParameters: Opaque;
    paused: boolean;
    /** Screens are two layers at most and wait longer for keyframes. */
    isScreen: boolean;
  }): Promise<MediaProducer>;
  consume(input: {
    producerId: string;
    rtpCapabilities: Opaque;
    paused: boolean;
  }): Promise<MediaConsumer>;
  /** The far end's DTLS closed: the page is gone. */
  onClosed(listener: () => void): void;
  /** A further worker of the room died, and this with it; the room goes on. Not called after close(). */
  onLost(listener: () => void): void;
  close(): void;
};

export type MediaProducer = {
  readonly producerId: string;
  readonly kind: MediaKind;
  readonly codec: 'opus' | 'vp8' | 'h264';
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** 0 to 10, whenever it changes. */
  onScore(listener: (score: number) => void): void;
  close(): void;
};

export type MediaConsumer = {
  readonly state: Omit<ConsumerState, 'group'>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  prefer(spatialLayer: number): Promise<void>;
  /** Who gets bandwidth first when there is too little, 1 to 255. Sound is never held back. */
  prioritise(priority: number): Promise<void>;
  close(): void;
};

/** Implemented in server/sfu/rtp-capture.ts. */
export type RoomCapture = {
  /** Consumes a producer towards the recorder. Created paused: resume once the recorder knows the SSRC. */
  consume(producerId: string): Promise<CaptureConsumer>;
  close(): void;
};

export type CaptureConsumer = {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly clockRate: number;
  readonly codec: 'opus' | 'vp8' | 'h264';
  /** As in SDP's fmtp: packetization-mode, profile-level-id, … */
  readonly fmtp: Readonly<Record<string, string | number>>;
  readonly workerPid: number;
  resume(): Promise<void>;
  requestKeyFrame(): Promise<void>;
  close(): void;
};
