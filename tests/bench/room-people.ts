import type { RoomState, TransportOptions } from '../../server/protocol/protocol.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { Person, type PersonOptions } from '../support/person.ts';
import { WebRtcEnd } from '../support/webrtc-end.ts';
import { vp8Frames } from '../support/webrtc-senders.ts';

export const portOf = ({ iceCandidates }: TransportOptions): number =>
  (iceCandidates[0] as { port: number }).port;

/** Hosts a session from the stage, with a camera that answers each request for a keyframe with its next frame. */
export class Host extends Person {
  static readonly packetsPerFrame = 5;
  /** The payload; RTP, SRTP and UDP come on top. */
  static readonly packetBytes = 1_050;
  readonly #framesPerSecond: number;
  #port = 0;
  #stop: () => void = () => undefined;

  constructor(options: PersonOptions & { framesPerSecond: number }, scope: Scope) {
    super(options, scope);
    this.#framesPerSecond = options.framesPerSecond;
  }

  /** Of the worker that carries the stage. */
  get port(): number {
    return this.#port;
  }

  protected async arrived({ you, session }: RoomState): Promise<void> {
    this.left();
    const { peer } = this;
    const sendTransport = you.onStage
      ? await peer.request('transport:open', { direction: 'send' })
      : (await peer.request('stage:enter', {})).sendTransport;
    await peer.request('recording:consent', { granted: true, textVersion: 'bench' });
    const { transportId } = sendTransport;
    this.#port = portOf(sendTransport);
    const { packetsPerFrame, packetBytes } = Host;
    const frames = vp8Frames({ keyFrameEvery: 1, packetsPerFrame, packetBytes });
    const end = new WebRtcEnd(sendTransport);
    const { dtlsParameters, video } = end.send({ opus: 1, layers: [{ ssrc: 2, frames }] });
    await peer.request('transport:connect', { transportId, dtlsParameters });
    await peer.request('producer:open', {
      ...{ transportId, kind: 'video', source: 'camera', rtpParameters: video.rtpParameters },
    });
    video.sender.start(this.#framesPerSecond);
    this.#stop = () => {
      video.sender.stop();
      end.close();
    };
    if (session.state === 'scheduled') await peer.request('session:go-live', {});
  }

  protected left(): void {
    this.#stop();
    this.#stop = () => undefined;
  }
}

/** One packet of a picture, as it arrived. */
type Arrival = { atMs: number; sequence: number };

/** Watches the stage. */
export class Listener extends Person {
  /** What came over the present transport. */
  arrivals: Arrival[] = [];
  #openedMs = 0;
  #end: WebRtcEnd | undefined;

  /** When the first picture came over a transport that was opened after this moment; undefined before. */
  firstAfter(momentMs: number): number | undefined {
    return this.#openedMs > momentMs ? this.arrivals[0]?.atMs : undefined;
  }

  protected async arrived(
    { consumers }: RoomState,
    receiveTransport: TransportOptions,
  ): Promise<void> {
    this.left();
    const arrivals: Arrival[] = (this.arrivals = []);
    this.#openedMs = performance.now();
    const end = (this.#end = new WebRtcEnd(receiveTransport));
    const { transportId } = receiveTransport;
    const connect = async (dtlsParameters: Record<string, unknown>): Promise<void> => {
      await this.peer.request('transport:connect', { transportId, dtlsParameters });
    };
    const note = (_consumerId: string, packet: Buffer): void => {
      arrivals.push({ atMs: performance.now(), sequence: packet.readUInt16BE(2) });
    };
    if (consumers.length > 0) {
      await connect(end.receive(consumers, note));
      return;
    }
    // Back before the host: the picture is announced when it is there.
    const opened = await this.peer.hears('consumer:opened');
    const dtlsParameters = end.receive([opened], note);
    await connect(dtlsParameters);
    await this.peer.request('consumer:resume', { consumerId: opened.consumerId });
  }

  protected left(): void {
    this.#end?.close();
    this.#end = undefined;
  }
}
