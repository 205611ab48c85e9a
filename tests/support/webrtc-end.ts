import ndc, { type PeerConnection, type Track } from 'node-datachannel';
import type { ConsumerState, TransportOptions } from '../../server/protocol/protocol.ts';
import type { Opaque } from '../../server/rooms/media-plane.ts';

type Candidate = {
  foundation: string;
  protocol: string;
  priority: number;
  address: string;
  port: number;
  tcpType?: string;
};

/** A real WebRTC end without a browser: ICE, DTLS and SRTP towards one transport of the hub. */
export class WebRtcEnd {
  readonly #connection: PeerConnection;
  readonly #server: TransportOptions;

  constructor(server: TransportOptions) {
    this.#connection = new ndc.PeerConnection('end', { iceServers: [] });
    this.#server = server;
  }

  /** Prepares to send opus; connect with the result, then open a producer with the parameters. */
  sendOpus(ssrc: number): {
    dtlsParameters: Opaque;
    rtpParameters: Opaque;
    sender: OpusSender;
  } {
    const audio = new ndc.Audio('a', 'SendOnly');
    audio.addOpusCodec(payloadType);
    audio.addSSRC(ssrc, 'cname', 'stream', 'track');
    const track = this.#connection.addTrack(audio);
    this.#connection.setLocalDescription('offer');
    const media = `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}
a=mid:a
a=recvonly
a=rtcp-mux
a=rtpmap:${payloadType} opus/48000/2`;
    const dtlsParameters = this.#fingerprint();
    this.#connection.setRemoteDescription(this.#sdp(media, 'passive'), 'answer');
    return {
      dtlsParameters,
      sender: new OpusSender(track, ssrc),
      rtpParameters: {
        mid: 'a',
        codecs: [
          {
            mimeType: 'audio/opus',
            payloadType,
            clockRate: 48_000,
            channels: 2,
            parameters: {},
          },
        ],
        headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelId }],
        encodings: [{ ssrc }],
      },
    };
  }

  /** Prepares to receive one consumer; connect with the result. */
  receive({ rtpParameters }: ConsumerState): {
    dtlsParameters: Opaque;
    /** RTP packets that arrived and were decrypted. */
    packets: Buffer[];
  } {
    const { codecs, encodings } = rtpParameters as {
      codecs: { payloadType: number }[];
      encodings: { ssrc: number }[];
    };
    const [pt, ssrc] = [codecs[0]!.payloadType, encodings[0]!.ssrc];
    const packets: Buffer[] = [];
    const accept = (track: Track): void => {
      tracks.push(track);
      track.onMessage((packet) => {
        // RTCP shares the port; its packet types are 200 to 206.
        const type = (packet[1] ?? 0) & 0x7f;
        if (type < 72 || type > 79) packets.push(packet);
      });
    };
    // Held, or they would be collected while they are needed.
    const tracks = this.#tracks;
    this.#connection.onTrack(accept);
    const media = `m=audio 9 UDP/TLS/RTP/SAVPF ${pt}
a=mid:0
a=sendonly
a=rtcp-mux
a=rtpmap:${pt} opus/48000/2
a=ssrc:${ssrc} cname:hub`;
    this.#connection.setRemoteDescription(this.#sdp(media, 'actpass'), 'offer');
    return { dtlsParameters: this.#fingerprint(), packets };
  }

  readonly #tracks: Track[] = [];

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

  #sdp(media: string, setup: string): string {
    const { iceParameters, iceCandidates, dtlsParameters } = this.#server;
    const prints = dtlsParameters['fingerprints'] as { algorithm: string; value: string }[];
    const print = prints.find(({ algorithm }) => algorithm === 'sha-256')!;
    const candidates = (iceCandidates as Candidate[])
      .filter(({ protocol }) => protocol === 'udp')
      .map(
        ({ foundation, priority, address, port }) =>
          `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`,
      );
    return `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
a=ice-lite
a=group:BUNDLE ${/a=mid:(\S+)/.exec(media)![1]}
${media}
c=IN IP4 127.0.0.1
a=ice-ufrag:${String(iceParameters['usernameFragment'])}
a=ice-pwd:${String(iceParameters['password'])}
a=fingerprint:sha-256 ${print.value}
a=setup:${setup}
${candidates.join('\n')}
`.replaceAll('\n', '\r\n');
  }
}

const payloadType = 111;
/** Of the header extension that says how loud a packet is (RFC 6464). */
const levelId = 1;
const frameMs = 20;
const samplesPerFrame = 960;

/** Sends a packet of sound each 20 ms: what is in it does not matter, only how loud it says it is. */
export class OpusSender {
  readonly #track: Track;
  readonly #ssrc: number;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor(track: Track, ssrc: number) {
    this.#track = track;
    this.#ssrc = ssrc;
  }

  /** `loudness` in -dBov, 0 (loudest) to 127. */
  start(loudness: number): void {
    this.#timer = setInterval(() => {
      if (!this.#track.isOpen()) return;
      this.#track.sendMessageBinary(this.#packet(loudness));
      this.#count += 1;
    }, frameMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #packet(loudness: number): Buffer {
    const packet = Buffer.alloc(12 + 8 + 40, 0x55);
    packet.set([0x90, payloadType]);
    packet.writeUInt16BE((1000 + this.#count) & 0xffff, 2);
    packet.writeUInt32BE((this.#count * samplesPerFrame) >>> 0, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    // One-byte header extensions, one word: id and length, voice bit and level, padding.
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(1, 14);
    packet.set([levelId << 4, 0x80 | loudness, 0, 0], 16);
    return packet;
  }
}
