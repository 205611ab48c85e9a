import { io, type Socket } from 'socket.io-client';
import type { ErrorCode } from '../../server/protocol/errors.ts';
import type {
  Notice,
  NoticeName,
  Reply,
  RequestInput,
  RequestName,
  RequestOutput,
  RoomState,
} from '../../server/protocol/protocol.ts';
import {
  clientDtls,
  deviceCapabilities,
  opusParameters,
  vp8Parameters,
} from './device-parameters.ts';

/** How long a test waits for something that should happen at once. */
const patienceMs = 5000;

type Heard = { [N in NoticeName]: { name: N; notice: Notice<N> } }[NoticeName];

/** One client of the socket protocol, without a browser. */
export class RoomPeer {
  readonly socket: Socket;
  readonly heard: Heard[] = [];
  readonly tabId: string;
  readonly #waiting = new Set<() => void>();

  private constructor(socket: Socket, tabId: string) {
    this.socket = socket;
    this.tabId = tabId;
    socket.onAny((name: string, notice: unknown) => {
      this.heard.push({ name, notice } as Heard);
      for (const look of this.#waiting) look();
    });
  }

  /** Opens a socket. `cookie` says who: `person=rina` or `device=d1` for the test's identity. */
  static async connect(
    url: string,
    { cookie = '', tabId = 'tab-00001', headers = {} }: PeerOptions = {},
  ): Promise<RoomPeer> {
    const socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { cookie, origin: url, ...headers },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
      // Closed before it was told to be open.
      socket.once('disconnect', (reason) => reject(new Error(reason)));
    });
    return new RoomPeer(socket, tabId);
  }

  /** The reply, whatever it is. The name and input may be as wrong as a test wants. */
  async raw(name: string, ...args: unknown[]): Promise<Reply<unknown>> {
    return (await this.socket.timeout(patienceMs).emitWithAck(name, ...args)) as Reply<unknown>;
  }

  async request<N extends RequestName>(
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> {
    const reply = await this.raw(name, input);
    if (!reply.ok) throw Object.assign(new Error(reply.error.message), reply.error);
    return reply.data as RequestOutput<N>;
  }

  /** The code with which a request is refused; `ok` when it is not. */
  async refusal(name: RequestName, input: unknown): Promise<ErrorCode | 'ok'> {
    const reply = await this.raw(name, input);
    return reply.ok ? 'ok' : reply.error.code;
  }

  enter(code: string, invitation?: string) {
    const { tabId } = this;
    return this.request('lobby:enter', { code, tabId, ...(invitation ? { invitation } : {}) });
  }

  join(displayName: string, heldTransports: string[] = []): Promise<RoomState> {
    const rtpCapabilities = deviceCapabilities;
    return this.request('room:join', { displayName, rtpCapabilities, heldTransports });
  }

  /** On stage, with the question about recording answered. Returns the transport to send with. */
  async goOnStage({ granted = true } = {}): Promise<string> {
    const { sendTransport } = await this.request('stage:enter', {});
    await this.request('recording:consent', { granted, textVersion: 'test' });
    const { transportId } = sendTransport;
    await this.request('transport:connect', { transportId, dtlsParameters: clientDtls });
    return transportId;
  }

  async send(transportId: string, source: 'microphone' | 'camera' | 'screen'): Promise<string> {
    const kind = source === 'microphone' ? 'audio' : 'video';
    const rtpParameters = kind === 'audio' ? opusParameters() : vp8Parameters();
    const input = { transportId, source, kind, rtpParameters } as const;
    return (await this.request('producer:open', input)).producerId;
  }

  /** The first notice of this name that fits, heard already or still to come. */
  async hears<N extends NoticeName>(
    name: N,
    fits: (notice: Notice<N>) => boolean = () => true,
  ): Promise<Notice<N>> {
    const find = (): Notice<N> | undefined => this.all(name).find((notice) => fits(notice));
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (!found) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        const names = this.heard.map((heard) => heard.name).join(', ');
        reject(new Error(`Never heard the ${name} that was awaited, only: ${names}`));
      }, patienceMs);
      this.#waiting.add(look);
      look();
    });
  }

  all<N extends NoticeName>(name: N): Notice<N>[] {
    return this.heard.flatMap((heard) =>
      heard.name === name ? [heard.notice as Notice<N>] : [],
    );
  }

  forget(): void {
    this.heard.length = 0;
  }

  /** Resolves when the server has closed the socket. */
  async isClosed(): Promise<void> {
    if (this.socket.disconnected) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Still connected.')), patienceMs);
      this.socket.once('disconnect', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  /** Breaks the line without a goodbye, as a lost network does, but noticed by the server at once. */
  drop(): void {
    this.socket.io.engine.close();
  }
}

export type PeerOptions = {
  cookie?: string;
  tabId?: string;
  headers?: Record<string, string>;
};
