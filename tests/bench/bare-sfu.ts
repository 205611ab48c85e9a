import { createWorker, type types } from 'mediasoup';
import type { Scope } from '../../server/platform/scope.ts';
import type { TransportOptions } from '../../server/protocol/protocol.ts';
import { mediaCodecs } from '../../server/sfu/codecs.ts';
import { deviceCapabilities } from '../support/device-parameters.ts';
import { WebRtcEnd } from '../support/webrtc-end.ts';
import { vp8Frames } from '../support/webrtc-senders.ts';
import { Host } from './room-people.ts';

export type BareSfu = { workerPid: number; packets: () => number };

/** One plain mediasoup worker without a hub: one camera, like that of `Host`, and so many viewers of it. */
export async function openBareSfu(
  { viewers, framesPerSecond }: { viewers: number; framesPerSecond: number },
  scope: Scope,
): Promise<BareSfu> {
  const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
  const worker = await createWorker({ logLevel: 'error', ...(workerBin ? { workerBin } : {}) });
  scope.defer('bare worker', () => worker.close());
  const router = await worker.createRouter({ mediaCodecs });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1', port: 0 }],
  });
  const openEnd = async () => {
    const transport = await router.createWebRtcTransport({ webRtcServer });
    const end = new WebRtcEnd(toOptions(transport));
    scope.defer('bare end', () => end.close());
    return { transport, end };
  };

  const { packetsPerFrame, packetBytes } = Host;
  const frames = vp8Frames({ keyFrameEvery: 1, packetsPerFrame, packetBytes });
  const sending = await openEnd();
  const { dtlsParameters, video } = sending.end.send({
    opus: 1,
    layers: [{ ssrc: 2, frames }],
  });
  await sending.transport.connect({ dtlsParameters: dtlsParameters as never });
  const producer = await sending.transport.produce({
    kind: 'video',
    rtpParameters: video.rtpParameters as never,
  });
  video.sender.start(framesPerSecond);
  scope.defer('bare camera', () => video.sender.stop());

  let packets = 0;
  for (let viewer = 0; viewer < viewers; viewer += 1) {
    const { transport, end } = await openEnd();
    const { id, kind, rtpParameters } = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: deviceCapabilities,
    });
    const consumer = { consumerId: id, kind, rtpParameters } as never;
    const dtls = end.receive([consumer], () => (packets += 1));
    await transport.connect({ dtlsParameters: dtls as never });
  }
  return { workerPid: worker.pid, packets: () => packets };
}

function toOptions(transport: types.WebRtcTransport): TransportOptions {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  return { transportId: id, iceParameters, iceCandidates, dtlsParameters } as never;
}
