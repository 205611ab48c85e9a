import type { types } from 'mediasoup';
import { AppError } from '../platform/app-error.ts';
import type {
  MediaConsumer,
  MediaProducer,
  MediaTransport,
  Opaque,
} from '../rooms/media-plane.ts';
import { toCodec } from './codecs.ts';
import { refuseBadInput } from './refuse-bad-input.ts';
import type { ReceivingPlace } from './room-routers.ts';

/** Between keyframes asked of one sender, in ms: thirty people joining together need one. */
const cameraKeyFrameMs = 500;
const screenKeyFrameMs = 1500;
/** Simulcast layers, small to full. */
const layersMax = { camera: 3, screen: 2 } as const;

/** mediasoup's own objects pass through the protocol unread. */
const opaque = (value: object): Opaque => value as Opaque;

/** A browser's transport, as rooms see it. `place`: where it receives, for one that does. */
export function toMediaTransport(
  transport: types.WebRtcTransport,
  place?: Pick<ReceivingPlace, 'bring' | 'isAnnex' | 'worker'>,
): MediaTransport {
  let connecting = false;
  return {
    transportId: transport.id,
    options: {
      iceParameters: opaque(transport.iceParameters),
      iceCandidates: transport.iceCandidates.map(opaque),
      dtlsParameters: opaque(transport.dtlsParameters),
    },
    async connect(dtlsParameters) {
      if (connecting) throw new AppError('conflict', 'This transport is connected already.');
      connecting = true;
      try {
        await refuseBadInput('DTLS parameters', () =>
          transport.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }),
        );
      } catch (error) {
        connecting = false;
        throw error;
      }
    },
    restartIce: async () => opaque(await transport.restartIce()),
    limitPictures: (bitsPerSecond) => transport.setMaxOutgoingBitrate(bitsPerSecond),
    async produce({ kind, rtpParameters, paused, isScreen }) {
      const { encodings } = rtpParameters;
      if (
        Array.isArray(encodings) &&
        encodings.length > layersMax[isScreen ? 'screen' : 'camera']
      ) {
        throw new AppError('invalid-input', 'More layers than a room carries.');
      }
      const producer = await refuseBadInput('RTP parameters', () =>
        transport.produce({
          kind,
          rtpParameters: rtpParameters as types.RtpParameters,
          paused,
          keyFrameRequestDelay: isScreen ? screenKeyFrameMs : cameraKeyFrameMs,
        }),
      );
      return toMediaProducer(producer);
    },
    async consume({ producerId, rtpCapabilities, paused }) {
      await place?.bring(producerId);
      const consumer = await refuseBadInput('RTP capabilities', () =>
        transport.consume({ producerId, rtpCapabilities, paused }),
      );
      return toMediaConsumer(consumer);
    },
    onClosed(listener) {
      // The page said goodbye, or was not heard of for the consent time.
      transport.on('dtlsstatechange', (state) => {
        if (state === 'closed' || state === 'failed') listener();
      });
    },
    onLost(listener) {
      // An annex that closes takes nobody's transport with it, so its worker has died. At home the room itself is lost.
      transport.on('routerclose', () => {
        if (place?.isAnnex && place.worker.died) listener();
      });
    },
    close: () => transport.close(),
  };
}

function toMediaProducer(producer: types.Producer): MediaProducer {
  const codec = toCodec(producer.rtpParameters.codecs[0]?.mimeType ?? '');
  if (!codec) {
    producer.close();
    throw new AppError('invalid-input', 'A codec that rooms do not carry.');
  }
  return {
    producerId: producer.id,
    kind: producer.kind,
    codec,
    pause: () => producer.pause(),
    resume: () => producer.resume(),
    onScore(listener) {
      let last: number | undefined;
      producer.on('score', (scores) => {
        // Layers that the sender has no bandwidth for score 0, so the best one counts.
        const score = Math.max(0, ...scores.map((layer) => layer.score));
        if (score !== last) listener((last = score));
      });
    },
    close: () => producer.close(),
  };
}

function toMediaConsumer(consumer: types.Consumer): MediaConsumer {
  const { id, producerId, kind } = consumer;
  const rtpParameters = opaque(consumer.rtpParameters);
  /** The sender may have stopped in this instant: that is news to whoever asks, not a bug. */
  const unlessClosed = async (run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (!consumer.closed) throw error;
      throw new AppError('not-found', 'This is no longer sent.', { cause: error });
    }
  };
  return {
    get state() {
      const { producerPaused } = consumer;
      return { consumerId: id, producerId, kind, rtpParameters, producerPaused };
    },
    pause: () => unlessClosed(() => consumer.pause()),
    resume: () => unlessClosed(() => consumer.resume()),
    async prefer(spatialLayer) {
      if (consumer.type === 'simple') return;
      await unlessClosed(() => consumer.setPreferredLayers({ spatialLayer }));
    },
    prioritise: (priority) => unlessClosed(() => consumer.setPriority(priority)),
    close: () => consumer.close(),
  };
}
