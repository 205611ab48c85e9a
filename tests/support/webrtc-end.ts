import ndc, { type PeerConnection, type Track } from 'node-datachannel';
import type { ConsumerState, TransportOptions } from '../../server/protocol/protocol.ts';
import type { Opaque } from '../../server/rooms/media-plane.ts';
import {
  OpusSender,
  opusSending,
  opusType,
  Vp8Sender,
  vp8Sending,
  vp8Type,
  type Layer,
} from './webrtc-senders.ts';

type Candidate = {
  foundation: string;
  protocol: string;
  priority: number;
  address: string;
  port: number;
  tcpType?: string;
};

type Sending<Sender> = { rtpParameters: Opaque; sender: Sender };

/** A real WebRTC end without a browser: ICE, DTLS and SRTP towards one transport of the hub. */
export class WebRtcEnd {
  readonly #connection: PeerConnection;
  readonly #server: TransportOptions;
  /** Held, or they would be collected while they are needed. */
  readonly #tracks: Track[] = [];
  readonly #received: ConsumerState[] = [];

  constructor(server: TransportOptions) {
    this.#connection = new ndc.PeerConnection('end', { iceServers: [] });
    this.#server = server;
  }

  /** Prepares to send sound; connect with the result, then open a producer with the parameters. */
  sendOpus(ssrc: number): Sending<OpusSender> & { dtlsParameters: Opaque } {
    const { audio, dtlsParameters } = this.send({ opus: ssrc, layers: [] });
    return { ...audio, dtlsParameters };
  }

  /** Prepares to send sound and a picture of so many layers. */
  send({ opus, layers }: { opus: number; layers: readonly Layer[] }): {
    dtlsParameters: Opaque;
    audio: Sending<OpusSender>;
    video: Sending<Vp8Sender>;
  } {
    const sound = new ndc.Audio('a', 'SendOnly');
    sound.addOpusCodec(opusType);
    sound.addSSRC(opus, 'cname', 'stream', 'track');
    const picture = new ndc.Video('v', 'SendOnly');
    picture.addVP8Codec(vp8Type);
    for (const { ssrc } of layers) picture.addSSRC(ssrc, 'cname', 'stream', 'picture');
    const soundTrack = this.#connection.addTrack(sound);
    const pictureTrack = this.#connection.addTrack(picture);
    this.#tracks.push(soundTrack, pictureTrack);
    this.#connection.setLocalDescription('offer');
    const dtlsParameters = this.#fingerprint();
    const media = [
      medium({ kind: 'audio', mid: 'a', type: opusType, codec: 'opus/48000/2' }, 'recvonly'),
      medium({ kind: 'video', mid: 'v', type: vp8Type, codec: 'VP8/90000' }, 'recvonly'),
    ];
    this.#connection.setRemoteDescription(this.#sdp(media, 'passive'), 'answer');
    return {
      dtlsParameters,
      audio: { sender: new OpusSender(soundTrack, opus), rtpParameters: opusSending(opus) },
      video: {
        sender: new Vp8Sender(pictureTrack, layers),
        rtpParameters: vp8Sending(layers),
      },
    };
  }

  /**
   * Prepares to receive these consumers, and those of earlier calls; connect with the result. `onPacket` gets each RTP
   * packet that arrived and was decrypted.
   */
  receive(
    consumers: readonly ConsumerState[],
    onPacket: (consumerId: string, packet: Buffer) => void,
  ): Opaque {
    const first = this.#received.length;
    this.#received.push(...consumers);
    this.#connection.onTrack((track) => {
      this.#tracks.push(track);
      const consumer = this.#received[Number(track.mid())];
      if (!consumer) throw new Error(`No consumer for track ${track.mid()}.`);
      track.onMessage((packet) => {
        // RTCP shares the port; its packet types are 200 to 206.
        const type = (packet[1] ?? 0) & 0x7f;
        if (type < 72 || type > 79) onPacket(consumer.consumerId, packet);
      });
    });
    const media = this.#received.map(({ kind, rtpParameters }, index) => {
      const { codecs, encodings } = rtpParameters as {
        codecs: { mimeType: string; payloadType: number; clockRate: number }[];
        encodings: { ssrc: number }[];
      };
      const { mimeType, payloadType, clockRate } = codecs[0]!;
      const name = `${mimeType.split('/')[1]}/${clockRate}${kind === 'audio' ? '/2' : ''}`;
      const head = { kind, mid: String(index), type: payloadType, codec: name };
      return `${medium(head, 'sendonly')}\na=ssrc:${encodings[0]!.ssrc} cname:hub`;
    });
    if (media.length === first) throw new Error('Nothing to receive.');
    this.#connection.setRemoteDescription(this.#sdp(media, 'actpass'), 'offer');
    return this.#fingerprint();
  }

  /** Resolves once ICE and DTLS are through. */
  async isConnected(): Promise<void> {
    if (this.#connection.state() === 'connected') return;
    await new Promise<void>((resolve) => {
      this.#connection.onStateChange((state) => {
        if (state === 'connected') resolve();
      });
    });
  }

  close(): void {
    this.#connection.close();
  }

  /** We are always the DTLS client, as browsers are. */
  #fingerprint(): Opaque {
    const sdp = this.#connection.localDescription()?.sdp ?? '';
    const value = /a=fingerprint:sha-256 (\S+)/i.exec(sdp)?.[1];
    if (!value) throw new Error('No fingerprint in the local description.');
    return { role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] };
  }

  #sdp(media: readonly string[], setup: string): string {
    const { iceParameters, iceCandidates, dtlsParameters } = this.#server;
    const prints = dtlsParameters['fingerprints'] as { algorithm: string; value: string }[];
    const print = prints.find(({ algorithm }) => algorithm === 'sha-256')!;
    const candidates = (iceCandidates as Candidate[])
      .filter(({ protocol }) => protocol === 'udp')
      .map(
        ({ foundation, priority, address, port }) =>
          `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`,
      );
    const mids = media.map((one) => /a=mid:(\S+)/.exec(one)![1]);
    const transport = `c=IN IP4 127.0.0.1
a=ice-ufrag:${String(iceParameters['usernameFragment'])}
a=ice-pwd:${String(iceParameters['password'])}
a=fingerprint:sha-256 ${print.value}
a=setup:${setup}
${candidates.join('\n')}`;
    return `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
a=ice-lite
a=group:BUNDLE ${mids.join(' ')}
${media.map((one) => `${one}\n${transport}`).join('\n')}
`.replaceAll('\n', '\r\n');
  }
}

type Medium = { kind: 'audio' | 'video'; mid: string; type: number; codec: string };

/** One line of media in SDP, as the hub would say it. */
const medium = ({ kind, mid, type, codec }: Medium, direction: string): string =>
  `m=${kind} 9 UDP/TLS/RTP/SAVPF ${type}
a=mid:${mid}
a=${direction}
a=rtcp-mux
a=rtpmap:${type} ${codec}`;
