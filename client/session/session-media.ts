import type { types } from 'mediasoup-client';
import type { ReceptionWish } from '../../server/protocol/data-mode.ts';
import type {
  RoomState,
  SessionInfo,
  TransportOptions,
} from '../../server/protocol/protocol.ts';
import type { NamedNotice } from '../state/room-view.ts';
import { openMediaLink, type MediaLink } from './media-link.ts';
import { Publisher } from './publisher.ts';
import { Receiver } from './receiver.ts';
import type { Request } from './request.ts';
import { SessionError } from './session-error.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import { uprightCapabilities } from './upright-pictures.ts';

export type SessionMediaOptions = {
  request: Request;
  /** Rejects where the browser has no usable WebRTC. */
  createDevice: () => Promise<types.Device>;
  /** Tracks came or went, or what is sent changed. */
  changed: () => void;
  /** A transport hears nothing any more. */
  silent: () => void;
  /** A transport could not be brought back: join again. */
  lost: () => void;
};

/** The media side of one session: the device and its two transports, kept or replaced as joining says. */
export class SessionMedia {
  readonly receiver: Receiver;
  readonly publisher: Publisher;
  readonly #options: SessionMediaOptions;
  readonly #links = new Map<string, MediaLink>();
  #device: types.Device | undefined;
  #isBroadcast = false;

  constructor(options: SessionMediaOptions) {
    this.#options = options;
    this.receiver = new Receiver(options.request, options);
    this.publisher = new Publisher(options.request, {
      changed: options.changed,
      cameraCodec: () => (this.#isBroadcast ? this.#h264() : undefined),
    });
  }

  /** Learns what the hub's router speaks. The first call is worth doing early: it takes the browser a moment. */
  async load(routerRtpCapabilities: Record<string, unknown>): Promise<void> {
    if (this.#device) return;
    const device = await this.#options.createDevice().catch((cause: unknown) => {
      throw new SessionError('unsupported', 'no usable WebRTC in this browser', { cause });
    });
    await device.load({
      routerRtpCapabilities: uprightCapabilities(routerRtpCapabilities, device.handlerName),
    });
    this.#device = device;
    this.#options.changed();
  }

  /** What joining needs to know of this side. */
  standing(): { rtpCapabilities: Record<string, unknown>; heldTransports: string[] } {
    const held = [this.receiver.transportId, this.publisher.transportId];
    return {
      rtpCapabilities: this.#loaded().recvRtpCapabilities,
      heldTransports: held.filter((transportId) => transportId !== undefined),
    };
  }

  /** What is received and sent now, and what can be received. */
  get carried(): Pick<SessionSnapshot, 'tracks' | 'sending' | 'seesH264'> {
    return {
      tracks: this.receiver.tracks(),
      sending: this.publisher.sending(),
      seesH264: !this.#device || h264In(this.#device.recvRtpCapabilities) !== undefined,
    };
  }

  receiveOver(options: TransportOptions): void {
    this.receiver.use(this.#open('receive', options));
  }

  async sendOver(options: TransportOptions): Promise<void> {
    await this.publisher.use(this.#open('send', options));
  }

  /** In the lobby: connects over what is to come, so that joining is one round trip. Without it, joining is slower. */
  async prepare(reception: ReceptionWish): Promise<void> {
    const { rtpCapabilities } = this.standing();
    const over = this.receiver.transportId;
    try {
      const { consumers } = await this.#options.request('lobby:prepare', {
        ...{ rtpCapabilities, reception },
      });
      if (over === this.receiver.transportId) await this.receiver.prepare(consumers);
    } catch {
      // Whatever is wrong, joining meets it too, and says so.
    }
  }

  /** After joining: keeps the receive transport if the hub kept it too, else takes the one it offers. */
  async receive(state: RoomState, offered: TransportOptions | undefined): Promise<void> {
    this.#follow(state.session);
    const held = this.receiver.transportId;
    const isGood = held === offered?.transportId || state.keptTransports.includes(held ?? '');
    if (offered && !isGood) this.receiveOver(offered);
    await this.receiver.sync(state.consumers);
  }

  /** What the hub opens, closes and loses for this page. */
  follow({ name, notice }: NamedNotice): void {
    if (name === 'consumer:opened') {
      // A consumer that cannot be shown is one picture less, not the end of the room.
      this.receiver.consume(notice).catch(() => undefined);
    } else if (name === 'consumer:closed') {
      this.receiver.closed(notice.consumerId);
    } else if (name === 'transport:lost') {
      this.#lose(notice.transportId);
    } else if (name === 'session:changed') {
      this.#follow(notice);
    }
  }

  /** Whether what is sent still goes somewhere after joining again. */
  stillSends({ keptTransports }: RoomState): boolean {
    return keptTransports.includes(this.publisher.transportId ?? '');
  }

  /** The network or the page is back: transports that suffered restart now. */
  hurry(): void {
    for (const link of this.#links.values()) link.hurry();
  }

  /** The socket fell silent: transports are trusted again once they were restarted. */
  doubt(): void {
    for (const link of this.#links.values()) link.doubt();
  }

  /** The hub's media plane was replaced: nothing of the old one is of use, but what was published stays wanted. */
  forget(): void {
    this.receiver.drop();
    this.publisher.drop();
    this.#device = undefined;
  }

  close(): void {
    this.receiver.drop();
    this.publisher.clear();
  }

  #open(direction: 'send' | 'receive', options: TransportOptions): types.Transport {
    const link = openMediaLink({
      device: this.#loaded(),
      direction,
      options,
      request: this.#options.request,
      onSilent: this.#options.silent,
      onLost: () => {
        link.transport.close();
        this.#options.lost();
      },
    });
    const { transport } = link;
    this.#links.set(transport.id, link);
    transport.observer.once('close', () => this.#links.delete(transport.id));
    return transport;
  }

  /** Replaced at once, not when its silence is noticed. */
  #lose(transportId: string): void {
    const link = this.#links.get(transportId);
    if (!link) return;
    link.transport.close();
    this.#options.lost();
  }

  /** A host may change how cameras are sent until the session is live, with people in the green room. */
  #follow({ broadcast = false }: SessionInfo): void {
    if (broadcast === this.#isBroadcast) return;
    this.#isBroadcast = broadcast;
    // Without a hub to tell it waits: whoever joins again sends again.
    this.publisher.resendCamera().catch(() => undefined);
  }

  /** Undefined where this browser encodes none: its camera is then sent as in any other room. */
  #h264(): types.RtpCodecCapability | undefined {
    return h264In(this.#loaded().sendRtpCapabilities);
  }

  #loaded(): types.Device {
    if (!this.#device) throw new SessionError('internal', 'the device is not loaded yet');
    return this.#device;
  }
}

const h264In = ({ codecs = [] }: types.RtpCapabilities): types.RtpCodecCapability | undefined =>
  codecs.find(({ mimeType }) => mimeType.toLowerCase() === 'video/h264');
