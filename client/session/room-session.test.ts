import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import { beforeEach, expect, test } from 'vitest';
import type {
  ConsumerState,
  PeerState,
  ProducerState,
  SessionInfo,
  TransportOptions,
} from '../../server/protocol/protocol.ts';
import { Role } from '../../server/protocol/words.ts';
import type { Request } from './request.ts';
import { RoomSession } from './room-session.ts';
import { SessionError } from './session-error.ts';
import type { SignallingEvents } from './signalling.ts';

/** A hub that answers from memory, and whose socket can be cut. The media side is mediasoup-client's own fake. */
class FakeHub {
  readonly asked: string[] = [];
  readonly kept = new Set<string>();
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
  #events: SignallingEvents | undefined;
  #up = false;
  #ids = 0;

  readonly openSignalling = (events: SignallingEvents) => {
    this.#events = events;
    return {
      request: this.#request,
      open: () => this.connect(),
      reopen: () => this.cut(),
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

  cut(): void {
    this.#up = false;
    this.#events?.down();
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

  consumer(producerId: string): ConsumerState {
    const remote = testFakeParameters.generateConsumerRemoteParameters({
      codecMimeType: 'audio/opus',
    });
    return {
      consumerId: remote.id,
      producerId,
      kind: remote.kind,
      rtpParameters: remote.rtpParameters,
      producerPaused: false,
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
      case 'room:join':
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
          recording: { state: 'off', people: [] },
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
      default:
        return {};
    }
  }
}

/** Lets everything that is under way come to rest: no part of this test waits for time to pass. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}

function track(kind: 'audio' | 'video' = 'audio'): MediaStreamTrack {
  const target = new EventTarget();
  return Object.assign(target, {
    kind,
    id: kind,
    readyState: 'live',
    enabled: true,
    stop: () => undefined,
  }) as unknown as MediaStreamTrack;
}

let hub: FakeHub;
let session: RoomSession;

beforeEach(() => {
  hub = new FakeHub();
  session = new RoomSession({
    code: 'klub-buku',
    invitation: undefined,
    tabId: 'tab-0001',
    openSignalling: hub.openSignalling,
    createDevice: () =>
      Promise.resolve(
        new Device({ handlerFactory: FakeHandler.createFactory(testFakeParameters) }),
      ),
  });
});

async function joined(role: Role = 'listener'): Promise<void> {
  hub.you = { ...hub.you, role };
  session.enter();
  await settled();
  await session.join('Ani');
  await settled();
}

async function onStage(): Promise<void> {
  await joined('speaker');
  await session.enterStage(true);
  await session.publisher.publish('microphone', track());
  await settled();
}

test('the click on Masuk asks one thing, and hears what is there at once', async () => {
  hub.consumers = [hub.consumer('rina-mic')];
  session.enter();
  await settled();
  expect(hub.asked).toEqual(['lobby:enter']);
  expect(session.snapshot.phase).toBe('lobby');

  await session.join('');
  await settled();
  expect(hub.asked.slice(1)).toEqual(['room:join', 'transport:connect', 'consumer:resume']);
  expect(session.snapshot.phase).toBe('joined');
  expect([...session.snapshot.tracks.keys()]).toEqual(['rina-mic']);
});

test('a listener who is early comes in by itself when it goes live', async () => {
  hub.session.state = 'scheduled';
  await joined();
  expect(session.snapshot.phase).toBe('waiting');
  expect(hub.count('room:join')).toBe(0);

  hub.session.state = 'live';
  hub.tell({ name: 'session:changed', notice: hub.session });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
});

test('a lost socket comes back into the same room over the same transports', async () => {
  await onStage();
  const { sending } = session.snapshot;
  hub.cut();
  expect(session.snapshot).toMatchObject({ phase: 'joined', link: 'down' });

  hub.connect();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'joined', link: 'up' });
  expect(hub.count('room:join')).toBe(2);
  expect(hub.count('producer:open')).toBe(1);
  expect(session.snapshot.sending.get('microphone')).toEqual(sending.get('microphone'));
});

test('muting while the socket is away is told after joining again', async () => {
  await onStage();
  hub.cut();
  await session.publisher.pause('microphone', { release: false });
  expect(session.snapshot.sending.get('microphone')?.paused).toBe(true);

  hub.connect();
  await settled();
  expect(hub.asked).toContain('producer:pause p1');
});

test('a mute is at once, and the last of several quick presses counts', async () => {
  await onStage();
  const camera = session.publisher.publish('camera', track('video'));
  const presses = [
    session.publisher.pause('microphone', { release: false }),
    session.publisher.resume('microphone'),
    session.publisher.pause('microphone', { release: false }),
  ];
  expect(session.snapshot.sending.get('microphone')?.paused).toBe(true);
  await Promise.all([camera, ...presses]);
  const told = hub.asked.filter((one) => /^producer:(pause|resume)/.test(one));
  expect(told.at(-1)).toBe('producer:pause p1');
});

test('what the hub refuses is not shown as sent', async () => {
  await joined('speaker');
  await session.enterStage(true);
  hub.refusals.set('producer:open', new SessionError('consent-needed', 'answer first'));
  await expect(session.publisher.publish('microphone', track())).rejects.toThrow();
  expect(session.snapshot.sending.has('microphone')).toBe(false);
});

test('muted while it is being opened, a microphone is muted when it is open', async () => {
  await joined('speaker');
  await session.enterStage(true);
  const voice = track();
  const opening = session.publisher.publish('microphone', voice);
  await Promise.resolve();
  const muting = session.publisher.pause('microphone', { release: false });
  await Promise.all([opening, muting]);
  expect(voice.enabled).toBe(false);
  expect(session.snapshot.sending.get('microphone')?.paused).toBe(true);
});

test('transports that the hub lost are replaced and everything is published again', async () => {
  await onStage();
  hub.cut();
  hub.kept.clear();
  hub.producers = [];
  hub.connect();
  await settled();
  expect(hub.count('producer:open')).toBe(2);
  expect(session.snapshot.sending.get('microphone')?.producerId).toBe('p2');
});

test('a receive transport that the hub lost is replaced; what is sent goes on over the other', async () => {
  await onStage();
  const [transportId = ''] = hub.kept;
  hub.kept.delete(transportId);
  hub.tell({ name: 'transport:lost', notice: { transportId } });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
  expect(hub.count('room:join')).toBe(2);
  expect(hub.count('producer:open')).toBe(1);
  // Told again, of what is no longer here: nothing to do.
  hub.tell({ name: 'transport:lost', notice: { transportId } });
  await settled();
  expect(hub.count('room:join')).toBe(2);
});

test('a moved room is rejoined and republished without being asked', async () => {
  await onStage();
  hub.kept.clear();
  hub.producers = [];
  hub.tell({ name: 'room:moved', notice: {} });
  await settled();
  expect(session.snapshot.phase).toBe('joined');
  expect(hub.openSockets).toBe(1);
  expect(hub.asked.filter((name) => name === 'producer:open microphone')).toHaveLength(2);
});

test('a seat that was given up is taken again, with the same answer about recording', async () => {
  await onStage();
  hub.cut();
  hub.kept.clear();
  hub.producers = [];
  hub.you = { ...hub.you, onStage: false };
  hub.connect();
  await settled();
  expect(hub.count('recording:consent')).toBe(2);
  expect(hub.count('stage:enter')).toBe(2);
  expect(session.snapshot.sending.get('microphone')?.producerId).toBe('p2');
});

test('when the stage filled up meanwhile, listening goes on', async () => {
  await onStage();
  hub.cut();
  hub.kept.clear();
  hub.you = { ...hub.you, onStage: false };
  hub.refusals.set('stage:enter', new SessionError('stage-full', 'six'));
  hub.connect();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: 'stage-full' });
  expect(session.snapshot.sending.size).toBe(0);
});

test('sent back to the audience, one sends nothing any more and goes on listening', async () => {
  await onStage();
  let lost = 0;
  session.stageLost.add(() => (lost += 1));
  hub.you = { ...hub.you, role: 'listener', onStage: false };
  hub.tell({ name: 'stage:left', notice: { byName: 'Rina' } });
  expect(session.snapshot).toMatchObject({ phase: 'joined', sending: new Map() });
  expect(lost).toBe(1);

  hub.cut();
  hub.connect();
  await settled();
  expect(hub.count('stage:enter')).toBe(1);
});

test('sent back while the line was broken, one does not ask for the stage again', async () => {
  await onStage();
  hub.cut();
  hub.you = { ...hub.you, role: 'listener', onStage: false };
  hub.connect();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: undefined });
  expect(session.snapshot.sending.size).toBe(0);
  expect(hub.count('stage:enter')).toBe(1);
});

test('a taken seat is quiet, and can be taken back', async () => {
  await joined();
  hub.tell({ name: 'seat:taken', notice: {} });
  expect(session.snapshot.phase).toBe('taken');
  await settled();
  expect(hub.openSockets).toBe(1);

  session.enterAgain();
  await settled();
  expect(session.snapshot.phase).toBe('joined');
});

test('what comes while joining is applied after the state it belongs to', async () => {
  session.enter();
  await settled();
  const joining = session.join('');
  hub.tell({ name: 'listeners:changed', notice: { listenerCount: 99 } });
  hub.tell({ name: 'consumer:opened', notice: hub.consumer('budi-mic') });
  await joining;
  await settled();
  expect(session.snapshot.room?.listenerCount).toBe(99);
  expect([...session.snapshot.tracks.keys()]).toEqual(['budi-mic']);
});

test.each(['not-found', 'gone'] as const)('%s is final: no more sockets', async (problem) => {
  hub.refusals.set('lobby:enter', new SessionError(problem, problem));
  session.enter();
  await settled();
  expect(session.snapshot).toMatchObject({ phase: 'failed', problem });
});

test('a full house is said beside the button, which may be pressed again', async () => {
  hub.refusals.set('room:join', new SessionError('unavailable', 'full'));
  await joined();
  expect(session.snapshot).toMatchObject({ phase: 'lobby', problem: 'unavailable' });

  hub.refusals.clear();
  await session.join('Ani');
  expect(session.snapshot).toMatchObject({ phase: 'joined', problem: undefined });
});

test('closing while entering leaves nothing open', async () => {
  session.enter();
  session.close();
  await settled();
  expect(session.snapshot.phase).toBe('opening');
  expect(session.snapshot.tracks.size).toBe(0);
});
