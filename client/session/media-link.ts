import type { types } from 'mediasoup-client';
import type { TransportOptions } from '../../server/protocol/protocol.ts';
import { Source } from '../../server/protocol/words.ts';
import { IceRecovery } from './ice-recovery.ts';
import type { Request } from './request.ts';

export type MediaLinkOptions = {
  device: types.Device;
  direction: 'send' | 'receive';
  options: TransportOptions;
  request: Request;
  /** Nothing comes over it any more. It is being looked after; what lies beside it may be gone too. */
  onSilent: () => void;
  /** ICE restarts did not help: the transport has to be replaced. */
  onLost: () => void;
};

export type MediaLink = {
  transport: types.Transport;
  /** The network is back: restart ICE now if it is needed. */
  hurry: () => void;
  /** The network may be another one: the next hurry() restarts ICE, whatever the state says. */
  doubt: () => void;
};

/** Makes one transport out of what the hub offered, answers its questions and keeps it alive. Closing the transport ends it. */
export function openMediaLink({
  device,
  direction,
  options,
  request,
  onSilent,
  onLost,
}: MediaLinkOptions): MediaLink {
  const transport =
    direction === 'send'
      ? device.createSendTransport(toClientOptions(options))
      : device.createRecvTransport(toClientOptions(options));
  const transportId = transport.id;

  const recovery = new IceRecovery({
    restart: async () => {
      const answer = await request('transport:restart-ice', { transportId });
      const { iceParameters, iceServers } = answer;
      if (iceServers.length > 0) {
        await transport.updateIceServers({
          iceServers: iceServers as unknown as RTCIceServer[],
        });
      }
      await transport.restartIce({ iceParameters: iceParameters as types.IceParameters });
    },
    giveUp: onLost,
  });
  transport.on('connectionstatechange', (state) => {
    recovery.changed(state);
    if (state === 'disconnected' || state === 'failed') onSilent();
  });
  transport.observer.once('close', () => recovery.close());

  transport.on('connect', ({ dtlsParameters }, done) => {
    // Not waited for: ICE takes a round trip before DTLS needs what this tells the hub, so the answer would only cost
    // one more. Whoever is not told is replaced.
    request('transport:connect', { transportId, dtlsParameters }).catch(() => {
      if (!transport.closed) onLost();
    });
    done();
  });
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    request('producer:open', {
      transportId,
      kind,
      source: Source.parse(appData['source']),
      rtpParameters,
      paused: appData['paused'] === true,
    }).then(({ producerId }) => done({ id: producerId }), failed);
  });

  return { transport, hurry: () => recovery.hurry(), doubt: () => recovery.doubt() };
}

/** mediasoup's own objects pass through the protocol unread; mediasoup-client checks what it needs. */
export function toClientOptions({
  transportId,
  iceParameters,
  iceCandidates,
  dtlsParameters,
  iceServers,
}: TransportOptions): types.TransportOptions {
  return {
    id: transportId,
    iceParameters: iceParameters as types.IceParameters,
    iceCandidates: iceCandidates as types.IceCandidate[],
    dtlsParameters: dtlsParameters as types.DtlsParameters,
    iceServers: iceServers as unknown as RTCIceServer[],
  };
}
