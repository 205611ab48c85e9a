import { createWorker, type types } from 'mediasoup';
import { systemClock } from '../../server/platform/clock.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { mediaCodecs } from '../../server/sfu/codecs.ts';
import { RtpSender } from '../support/rtp-sender.ts';
import { framesPerSecond, opusPacketMs, type BenchMedia } from './bench-media.ts';

export type Speaker = { peerId: string; audio: types.Producer; video: types.Producer };
export type SpeakingRoom = {
  router: types.Router;
  workerPid: number;
  speakers: readonly Speaker[];
};

const loopback = { protocol: 'udp', ip: '127.0.0.1' } as const;
const rtp = {
  audio: { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 },
  video: { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 },
} as const;

/** A real mediasoup worker, and people who send sound and picture to it all the time, without browsers. */
export async function openSpeakingRoom(
  { people, media }: { people: number; media: BenchMedia },
  scope: Scope,
): Promise<SpeakingRoom> {
  const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
  const worker = await createWorker({ logLevel: 'error', ...(workerBin ? { workerBin } : {}) });
  scope.defer('worker', () => worker.close());
  const router = await worker.createRouter({ mediaCodecs });

  const enter = async (index: number): Promise<Speaker> => {
    const peerId = `speaker-${index}`;
    const transport = await router.createPlainTransport({
      ...{ listenInfo: loopback, rtcpMux: true, comedia: true },
    });
    const sender = new RtpSender({ port: transport.tuple.localPort, cname: peerId });
    scope.defer(peerId, () => sender.close());

    const produce = async (kind: types.MediaKind): Promise<types.Producer> => {
      const codec = { ...rtp[kind], rtcpFeedback: [{ type: 'nack' }] };
      const ssrc = 1_000 * (index + 1) + (kind === 'audio' ? 1 : 2);
      const rtpParameters = {
        codecs: [codec],
        encodings: [{ ssrc }],
        rtcp: { cname: peerId },
      };
      const producer = await transport.produce({ kind, rtpParameters });
      const { payloadType, clockRate } = codec;
      const flow =
        kind === 'audio'
          ? { frames: media.opus, frameMs: opusPacketMs }
          : { frames: media.vp8, frameMs: 1_000 / framesPerSecond };
      sender.start({ ssrc, payloadType, clockRate, ...flow }, systemClock.monoUs());
      return producer;
    };
    return { peerId, audio: await produce('audio'), video: await produce('video') };
  };

  const speakers: Speaker[] = [];
  for (let index = 0; index < people; index += 1) speakers.push(await enter(index));
  return { router, workerPid: worker.pid, speakers };
}
