import { testFakeParameters } from 'mediasoup-client';
import type {
  ConsumerState,
  PeerState,
  ProducerState,
  SessionInfo,
  TransportOptions,
} from '../../server/protocol/protocol.ts';
import { Role } from '../../server/protocol/words.ts';
import type { Request } from '../../client/session/request.ts';
import { SessionError } from '../../client/session/session-error.ts';
import type { SignallingEvents } from '../../client/session/signalling.ts';

/** A hub that answers from memory, and whose socket can be cut. The media side is mediasoup-client's own fake. */
export class FakeHub {
  readonly asked: string[] = [];
  readonly kept = new Set<string>();
  /** What was wished for at each joining. */
  readonly receptions: unknown[] = [];
  /** Whether each was a yes. */
  readonly consents: unknown[] = [];
  readonly session: SessionInfo = {
    sessionId: 's1',
    code: 'klub-buku',
    title: 'Klub Buku 12',
    description: '',
    seriesTitle: 'Klub Buku',
    seriesSlug: 'klub-buku',
    startsAt: '2026-11-28T12:30:00Z',
    plannedMinutes: 60,
    state: 'live',
  };
  you: PeerState = {
    peerId: 'me',
    displayName: '',
    role: 'listener',
    onStage: false,
    connected: true,
  };
  producers: ProducerState[] = [];
  consumers: ConsumerState[] = [];
  refusals = new Map<string, SessionError>();
  openSockets = 0;
  probes = 0;
  #events: SignallingEvents | undefined;
  #up = false;
  #ids = 0;

  readonly openSignalling = (events: SignallingEvents) => {
    this.#events = events;
    return {
      request: this.#request,
      open: () => this.connect(),
      reopen: () => this.cut({ wasSilent: true }),
      probe: () => void (this.probes += 1),
      close: () => {
        this.#up = false;
      },
    };
  };

  connect(): void {
    this.#up = true;
    this.openSockets += 1;
    this.#events?.up();
  }

  cut(how = { wasSilent: false }): void {
    this.#up = false;
    this.#events?.down(how);
  }

  tell: SignallingEvents['notice'] = (notice) => this.#events?.notice(notice);

  count(name: string): number {
    return this.asked.filter((one) => one.split(' ')[0] === name).length;
  }

  transport(): TransportOptions {
    const { id, ...options } = testFakeParameters.generateTransportRemoteParameters();
    this.kept.add(id);
    return { iceServers: [], transportId: id, ...options } as unknown as TransportOptions;
  }

  consumer(producerId: string, codecMimeType = 'audio/opus'): ConsumerState {
    const remote = testFakeParameters.generateConsumerRemoteParameters({ codecMimeType });
    return {
      consumerId: remote.id,
      producerId,
      kind: remote.kind,
      rtpParameters: remote.rtpParameters,
      producerPaused: false,
      group: 'rina-person',
    };
  }

  readonly #request = (async (name: string, input: Record<string, unknown>) => {
    await Promise.resolve();
    if (!this.#up) throw new SessionError('offline', name);
    this.asked.push([name, input['producerId'], input['source']].filter(Boolean).join(' '));
    const refusal = this.refusals.get(name);
    if (refusal) throw refusal;
    return this.#answer(name, input);
  }) as unknown as Request;

  #answer(name: string, input: Record<string, unknown>): unknown {
    switch (name) {
      case 'lobby:enter':
        return {
          session: this.session,
          role: Role.parse(this.you.role),
          displayName: '',
          rtpCapabilities: testFakeParameters.generateRouterRtpCapabilities(),
          receiveTransport: this.transport(),
          listenerCount: 1,
          serverTime: '2026-11-28T12:30:00Z',
        };
      case 'lobby:prepare':
        return { consumers: this.consumers };
      case 'room:join':
        this.receptions.push(input['reception']);
        return {
          session: this.session,
          you: this.you,
          peers: [],
          producers: this.producers,
          consumers: this.consumers,
          keptTransports: (input['heldTransports'] as string[]).filter((id) =>
            this.kept.has(id),
          ),
          listenerCount: 1,
          recording: { state: 'off', troubles: [], people: [] },
          serverTime: '2026-11-28T12:30:00Z',
        };
      case 'stage:enter':
        this.you = { ...this.you, onStage: true };
        return { sendTransport: this.transport() };
      case 'transport:open':
        return this.transport();
      case 'producer:open': {
        const producerId = `p${(this.#ids += 1)}`;
        const { kind, source, paused } = input as Pick<
          ProducerState,
          'kind' | 'source' | 'paused'
        >;
        this.producers.push({ producerId, peerId: 'me', kind, source, paused });
        return { producerId };
      }
      case 'recording:consent':
        this.consents.push(input['granted']);
        return {};
      default:
        return {};
    }
  }
}
