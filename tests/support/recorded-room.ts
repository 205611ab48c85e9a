import { createWorker, type types } from 'mediasoup';
import type { Logger } from '../../server/platform/log.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { RoomRecorder } from '../../server/recordings/room-recorder.ts';
import type { Source } from '../../server/protocol/words.ts';
import { openRtpCapture } from '../../server/sfu/rtp-capture.ts';
import type { FlashMedia } from './flash-media.ts';
import {
  packetiseH264,
  packetiseOpus,
  packetiseVp8,
  RtpSender,
  type RtpTrack,
  type TrackOptions,
} from './rtp-sender.ts';

/** What the senders' packets look like and what the room's router takes, so that no negotiation is needed. */
const codecs = {
  opus: {
    kind: 'audio',
    mimeType: 'audio/opus',
    payloadType: 100,
    clockRate: 48_000,
    channels: 2,
  },
  vp8: { kind: 'video', mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 },
  h264: {
    kind: 'video',
    mimeType: 'video/H264',
    payloadType: 102,
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
  },
} as const;
type Codec = keyof typeof codecs;

let nextSsrc = 1_000_000;

/** A mediasoup worker with one router, and people who send to it without browsers. */
export class RecordedRoom {
  readonly worker: types.Worker;
  readonly #router: types.Router;
  readonly #recorder: RoomRecorder;
  readonly #media: FlashMedia;
  readonly #scope: Scope;

  private constructor(
    worker: types.Worker,
    router: types.Router,
    options: { recorder: RoomRecorder; media: FlashMedia; scope: Scope },
  ) {
    this.worker = worker;
    this.#router = router;
    this.#recorder = options.recorder;
    this.#media = options.media;
    this.#scope = options.scope;
  }

  static async open(options: {
    recorder: RoomRecorder;
    media: FlashMedia;
    log: Logger;
    scope: Scope;
    /** Where the capture sends instead, given the recorder's port. */
    via?: (recorderPort: number) => Promise<number>;
  }): Promise<RecordedRoom> {
    const { recorder, log, scope, via = (port: number) => Promise.resolve(port) } = options;
    const worker: types.Worker = await createWorker({ logLevel: 'error' });
    scope.defer('worker', () => worker.close());
    const router = await worker.createRouter({
      mediaCodecs: Object.values(codecs),
    });
    const room = new RecordedRoom(worker, router, options);
    const workerPid = worker.pid;
    await recorder.attach(async (recorderPort) =>
      openRtpCapture({ router, workerPid, recorderPort: await via(recorderPort), log }),
    );
    return room;
  }

  /** Someone with a socket of their own; all that they send shares their clock. */
  async enter(peerId: string, clockOffsetMs = 0): Promise<RoomPeer> {
    const transport = await this.#router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: true,
      comedia: true,
    });
    const sender = new RtpSender({
      port: transport.tuple.localPort,
      cname: peerId,
      clockOffsetMs,
    });
    this.#scope.defer(peerId, () => sender.close());
    await this.#recorder.peerJoined({
      peerId,
      displayName: `Name of ${peerId}`,
      role: 'speaker',
    });
    return new RoomPeer(peerId, transport, sender, this.#recorder, this.#media);
  }
}

export class RoomPeer {
  readonly peerId: string;
  readonly #transport: types.PlainTransport;
  readonly #sender: RtpSender;
  readonly #recorder: RoomRecorder;
  readonly #media: FlashMedia;

  constructor(
    peerId: string,
    transport: types.PlainTransport,
    sender: RtpSender,
    recorder: RoomRecorder,
    media: FlashMedia,
  ) {
    this.peerId = peerId;
    this.#transport = transport;
    this.#sender = sender;
    this.#recorder = recorder;
    this.#media = media;
  }

  consent(granted: boolean): Promise<void> {
    const { peerId } = this;
    const displayName = `Name of ${peerId}`;
    return this.#recorder.consent({
      ...{ peerId, displayName, granted },
      ...{ textVersion: 'test', address: '192.0.2.1' },
    });
  }

  /** Produces and sends flashes or beeps whose second 0 is at `startUs`. */
  async send(
    codec: Codec,
    startUs: number,
    track: Partial<TrackOptions> = {},
  ): Promise<Sending> {
    const { kind, payloadType, clockRate, ...rest } = codecs[codec];
    const ssrc = (nextSsrc += 1);
    const producer = await this.#transport.produce({
      kind,
      rtpParameters: {
        codecs: [
          {
            ...rest,
            payloadType,
            clockRate,
            rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
          },
        ],
        encodings: [{ ssrc }],
        rtcp: { cname: this.peerId },
      },
    });
    const sent = this.#sender.start(
      { ssrc, payloadType, clockRate, ...this.#framesOf(codec), ...track },
      startUs,
    );
    const source: Source = kind === 'audio' ? 'microphone' : 'camera';
    await this.#recorder.producerOpened({
      ...{
        producerId: producer.id,
        peerId: this.peerId,
        displayName: `Name of ${this.peerId}`,
      },
      ...{ kind, source, codec, paused: false },
    });
    return new Sending(producer, sent, this.#recorder);
  }

  #framesOf(codec: Codec): Pick<TrackOptions, 'frames' | 'frameMs'> {
    if (codec === 'opus') return { frames: packetiseOpus(this.#media.opus), frameMs: 20 };
    const frames =
      codec === 'vp8' ? packetiseVp8(this.#media.vp8) : packetiseH264(this.#media.h264);
    return { frames, frameMs: 1000 / 30 };
  }
}

/** One track of one person, and the switches a browser has for it. */
export class Sending {
  readonly track: RtpTrack;
  readonly #producer: types.Producer;
  readonly #recorder: RoomRecorder;

  constructor(producer: types.Producer, track: RtpTrack, recorder: RoomRecorder) {
    this.#producer = producer;
    this.track = track;
    this.#recorder = recorder;
  }

  async pause(): Promise<void> {
    await this.#producer.pause();
    this.track.pause();
    await this.#recorder.producerPaused(this.#producer.id);
  }

  async resume(): Promise<void> {
    this.track.resume();
    await this.#producer.resume();
    await this.#recorder.producerResumed(this.#producer.id);
  }

  /** As a reload does. */
  async leave(): Promise<void> {
    this.track.stop();
    this.#producer.close();
    await this.#recorder.producerClosed(this.#producer.id, 'left');
  }
}

/** CLOCK_MONOTONIC in µs. */
export const monoUs = (): number => systemClock.monoUs();

/** Resolves at a moment of CLOCK_MONOTONIC: media takes the time it takes. */
export function until(us: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, (us - monoUs()) / 1000)));
}
