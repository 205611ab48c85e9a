import type { types } from 'mediasoup';
import type { Logger } from '../platform/log.ts';
import type { CaptureConsumer, RoomCapture } from '../rooms/media-plane.ts';

type Codec = CaptureConsumer['codec'];

/** The best layer there is; mediasoup settles for the best one that the sender really sends. */
const bestLayers = { spatialLayer: 2, temporalLayer: 2 };

/**
 * The recorder's place in a room: one plain transport on loopback that all recorded producers share.
 * RTP and RTCP travel over one pair of ports, without encryption, ICE or bandwidth estimation.
 */
export async function openRtpCapture({
  router,
  workerPid,
  recorderPort,
  isProducing = () => true,
  log,
}: {
  router: types.Router;
  /** Sender reports of one worker share one clock: takes are put on the session's clock by it. */
  workerPid: number;
  recorderPort: number;
  /** Whether we have not closed this producer. */
  isProducing?: (producerId: string) => boolean;
  log: Logger;
}): Promise<RoomCapture> {
  const loopback = { protocol: 'udp', ip: '127.0.0.1' } as const;
  const transport = await router.createPlainTransport({
    listenInfo: loopback,
    rtcpMux: true,
    comedia: false,
  });
  try {
    await transport.connect({ ip: loopback.ip, port: recorderPort });
  } catch (error) {
    transport.close();
    throw error;
  }
  const rtpCapabilities = recorderCapabilities(router.rtpCapabilities);
  log.debug({ recorderPort, port: transport.tuple.localPort }, 'capture opened');

  return {
    async consume(producerId) {
      const consumer = await transport.consume({
        producerId,
        rtpCapabilities,
        paused: true,
        // Without it mediasoup takes NACK away from audio, and lost sound could not be asked for again.
        enableRtx: true,
      });
      try {
        if (consumer.type === 'simulcast') await consumer.setPreferredLayers(bestLayers);
        const close = (): void => {
          // With its producer mediasoup closes the consumer by itself; its worker no longer knows it then.
          if (isProducing(producerId)) consumer.close();
        };
        return { ...toCaptureConsumer(consumer, workerPid), close };
      } catch (error) {
        consumer.close();
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

function toCaptureConsumer(
  consumer: types.Consumer,
  workerPid: number,
): Omit<CaptureConsumer, 'close'> {
  const [codec] = consumer.rtpParameters.codecs;
  const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc;
  if (!codec || ssrc === undefined) throw new Error('A consumer without codec or SSRC.');
  return {
    ssrc,
    payloadType: codec.payloadType,
    clockRate: codec.clockRate,
    codec: toCodec(codec.mimeType),
    fmtp: toFmtp(codec.parameters),
    workerPid,
    // mediasoup asks the sender for a keyframe by itself when a consumer resumes.
    resume: () => consumer.resume(),
    requestKeyFrame: async () => {
      if (!consumer.closed) await consumer.requestKeyFrame();
    },
  };
}

/**
 * What the recorder can receive: the router's codecs without RTX, so that a repeated packet arrives as it was first
 * sent, and without header extensions, which it would only have to step over.
 */
function recorderCapabilities(room: types.RtpCapabilities): types.RtpCapabilities {
  const repair = [{ type: 'nack' }];
  const pictureRepair = [
    ...repair,
    { type: 'nack', parameter: 'pli' },
    { type: 'ccm', parameter: 'fir' },
  ];
  return {
    codecs: (room.codecs ?? [])
      .filter((codec) => !codec.mimeType.toLowerCase().endsWith('/rtx'))
      .map((codec) => ({
        ...codec,
        rtcpFeedback: codec.kind === 'video' ? pictureRepair : repair,
      })),
    headerExtensions: [],
  };
}

function toCodec(mimeType: string): Codec {
  const name = mimeType.split('/')[1]?.toLowerCase();
  if (name === 'opus' || name === 'vp8' || name === 'h264') return name;
  throw new Error(`The recorder cannot store ${mimeType}.`);
}

/** mediasoup keeps fmtp values as they came; anything but text and numbers has no meaning there. */
function toFmtp(parameters: unknown): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries((parameters ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
