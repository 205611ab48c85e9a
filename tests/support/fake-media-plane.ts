import { randomUUID } from 'node:crypto';
import { AppError } from '../../server/platform/app-error.ts';
import type { MediaKind } from '../../server/protocol/words.ts';
import type {
  MediaConsumer,
  MediaPlane,
  MediaProducer,
  MediaRoom,
  MediaTransport,
  Opaque,
} from '../../server/rooms/media-plane.ts';

/** A media plane without media, for tests of rooms. Passes tests/contract/media-plane.test.ts like the real one. */
export class FakeMediaPlane implements MediaPlane {
  readonly rooms: FakeMediaRoom[] = [];
  /** While true no worker is there. */
  isFull = false;

  openRoom({ roomId }: { roomId: string }): Promise<FakeMediaRoom> {
    if (this.isFull) return Promise.reject(new Error('No worker.'));
    const room = new FakeMediaRoom(roomId);
    this.rooms.push(room);
    return Promise.resolve(room);
  }

  /** The media room that a session has now. */
  roomOf(roomId: string): FakeMediaRoom {
    const room = this.rooms.findLast((r) => r.roomId === roomId && !r.closed);
    if (!room) throw new Error(`No open media room for ${roomId}.`);
    return room;
  }
}

type Level = { producerId: string; dbov: number };

export class FakeMediaRoom implements MediaRoom {
  readonly roomId: string;
  readonly rtpCapabilities = { codecs: ['audio/opus', 'video/VP8', 'video/H264'].map(codec) };
  readonly transports = new Map<string, FakeTransport>();
  readonly producers = new Map<string, FakeProducer>();
  readonly capturePorts: number[] = [];
  closed = false;
  readonly #levels: ((levels: Level[]) => void)[] = [];
  readonly #speakers: ((producerId: string) => void)[] = [];
  readonly #lost: (() => void)[] = [];

  constructor(roomId: string) {
    this.roomId = roomId;
  }

  checkCapabilities(capabilities: Opaque): void {
    codecsOf(capabilities);
  }

  canConsume({
    producerId,
    rtpCapabilities,
  }: {
    producerId: string;
    rtpCapabilities: Opaque;
  }): boolean {
    const producer = this.producers.get(producerId);
    return codecsOf(rtpCapabilities).some((name) => name === producer?.codec);
  }

  openTransport({ direction }: { peerId: string; direction: 'send' | 'receive' }) {
    if (this.closed) return Promise.reject(new Error('Router closed.'));
    const transport = new FakeTransport(this, direction);
    this.transports.set(transport.transportId, transport);
    return Promise.resolve(transport);
  }

  openCapture({ recorderPort }: { recorderPort: number }) {
    this.capturePorts.push(recorderPort);
    return Promise.resolve({
      consume: () => Promise.reject(new Error('The fake captures nothing.')),
      close: () => undefined,
    });
  }

  onLevels(listener: (levels: Level[]) => void): void {
    this.#levels.push(listener);
  }
  onDominantSpeaker(listener: (producerId: string) => void): void {
    this.#speakers.push(listener);
  }
  onLost(listener: () => void): void {
    this.#lost.push(listener);
  }

  close(): void {
    this.closed = true;
    for (const transport of this.transports.values()) transport.close();
  }

  // What a test can make happen.
  hear(...levels: Level[]): void {
    for (const listener of this.#levels) listener(levels);
  }
  speak(producerId: string): void {
    for (const listener of this.#speakers) listener(producerId);
  }
  lose(): void {
    this.close();
    for (const listener of this.#lost) listener();
  }
}

export class FakeTransport implements MediaTransport {
  readonly transportId = randomUUID();
  readonly direction: 'send' | 'receive';
  readonly options = {
    iceParameters: { usernameFragment: randomUUID() },
    iceCandidates: [{ ip: '127.0.0.1', port: 1 }],
    dtlsParameters: { fingerprints: [] },
  };
  readonly consumers = new Map<string, FakeConsumer>();
  readonly #room: FakeMediaRoom;
  readonly #closedListeners: (() => void)[] = [];
  readonly #lostListeners: (() => void)[] = [];
  closed = false;
  connected = false;
  pictureLimit: number | undefined;

  constructor(room: FakeMediaRoom, direction: 'send' | 'receive') {
    this.#room = room;
    this.direction = direction;
  }

  connect({ fingerprints }: Opaque): Promise<void> {
    if (this.closed) return Promise.reject(new Error('Transport closed.'));
    if (this.connected) return Promise.reject(new AppError('conflict', 'Connected already.'));
    if (!Array.isArray(fingerprints) || fingerprints.length === 0) {
      return Promise.reject(new AppError('invalid-input', 'No fingerprints.'));
    }
    this.connected = true;
    return Promise.resolve();
  }

  restartIce(): Promise<Opaque> {
    if (this.closed) return Promise.reject(new Error('Transport closed.'));
    return Promise.resolve({ usernameFragment: randomUUID() });
  }

  limitPictures(bitsPerSecond: number): Promise<void> {
    if (this.closed) return Promise.reject(new Error('Transport closed.'));
    this.pictureLimit = bitsPerSecond;
    return Promise.resolve();
  }

  produce({ kind, rtpParameters, paused, isScreen }: Parameters<MediaTransport['produce']>[0]) {
    return attempt(() => {
      if (this.closed) throw new Error('Transport closed.');
      const [name] = codecsOf(rtpParameters);
      const known = (['opus', 'vp8', 'h264'] as const).find((codecName) => codecName === name);
      if (!known) throw new AppError('invalid-input', 'No such codec.');
      const layers = (rtpParameters['encodings'] as unknown[] | undefined)?.length ?? 1;
      if (layers > (isScreen ? 2 : 3)) throw new AppError('invalid-input', 'Too many layers.');
      const producer = new FakeProducer(this.#room, kind, known, paused);
      this.#room.producers.set(producer.producerId, producer);
      return producer;
    });
  }

  consume({
    producerId,
    rtpCapabilities,
    paused,
  }: Parameters<MediaTransport['consume']>[0]): Promise<FakeConsumer> {
    return attempt(() => {
      const producer = this.#room.producers.get(producerId);
      if (this.closed || !producer) throw new Error('Producer or transport closed.');
      codecsOf(rtpCapabilities);
      const consumer = new FakeConsumer(producer, paused);
      this.consumers.set(consumer.consumerId, consumer);
      return consumer;
    });
  }

  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener);
  }

  onLost(listener: () => void): void {
    this.#lostListeners.push(listener);
  }

  close(): void {
    this.closed = true;
    this.#room.transports.delete(this.transportId);
    for (const consumer of this.consumers.values()) consumer.close();
  }

  /** Its worker dies, and not the one that the room lives on. */
  lose(): void {
    this.close();
    for (const listener of this.#lostListeners) listener();
  }

  /** The page at the other end is closed. */
  hangUp(): void {
    for (const listener of this.#closedListeners) listener();
  }
}

export class FakeProducer implements MediaProducer {
  readonly producerId = randomUUID();
  readonly kind: MediaKind;
  readonly codec: 'opus' | 'vp8' | 'h264';
  readonly #room: FakeMediaRoom;
  readonly #scores: ((score: number) => void)[] = [];
  paused: boolean;
  closed = false;

  constructor(
    room: FakeMediaRoom,
    kind: MediaKind,
    name: FakeProducer['codec'],
    paused: boolean,
  ) {
    this.#room = room;
    this.kind = kind;
    this.codec = name;
    this.paused = paused;
  }

  pause(): Promise<void> {
    return this.#set(true);
  }
  resume(): Promise<void> {
    return this.#set(false);
  }
  onScore(listener: (score: number) => void): void {
    this.#scores.push(listener);
  }
  close(): void {
    this.closed = true;
    this.#room.producers.delete(this.producerId);
  }
  score(score: number): void {
    for (const listener of this.#scores) listener(score);
  }

  #set(paused: boolean): Promise<void> {
    if (this.closed) return Promise.reject(new Error('Producer closed.'));
    this.paused = paused;
    return Promise.resolve();
  }
}

export class FakeConsumer implements MediaConsumer {
  readonly consumerId = randomUUID();
  readonly #producer: FakeProducer;
  paused: boolean;
  layer: number | undefined;
  priority: number | undefined;
  closed = false;

  constructor(producer: FakeProducer, paused: boolean) {
    this.#producer = producer;
    this.paused = paused;
  }

  get state(): MediaConsumer['state'] {
    const { producerId, kind, paused: producerPaused, codec: name } = this.#producer;
    const rtpParameters = { codecs: [{ mimeType: `${kind}/${name}` }] };
    return { consumerId: this.consumerId, producerId, kind, rtpParameters, producerPaused };
  }
  pause = (): Promise<void> => this.#unlessClosed(() => (this.paused = true));
  resume = (): Promise<void> => this.#unlessClosed(() => (this.paused = false));
  prefer = (layer: number): Promise<void> => this.#unlessClosed(() => (this.layer = layer));
  prioritise = (priority: number): Promise<void> =>
    this.#unlessClosed(() => (this.priority = priority));
  close(): void {
    this.closed = true;
  }

  #unlessClosed(change: () => void): Promise<void> {
    if (this.closed || this.#producer.closed)
      return Promise.reject(new AppError('not-found', 'Consumer closed.'));
    change();
    return Promise.resolve();
  }
}

const codec = (mimeType: string) => ({ mimeType, kind: mimeType.split('/')[0] });

/** Names of the codecs in RTP parameters or capabilities; refuses what is neither, as mediasoup does. */
function codecsOf({ codecs }: Opaque): string[] {
  if (!Array.isArray(codecs) || codecs.length === 0) {
    throw new AppError('invalid-input', 'No codecs.');
  }
  return codecs.map((entry: unknown) => {
    const mimeType = (entry as { mimeType?: unknown } | null)?.mimeType;
    if (typeof mimeType !== 'string')
      throw new AppError('invalid-input', 'A codec of no type.');
    return (mimeType.split('/')[1] ?? '').toLowerCase();
  });
}

/** What throws inside rejects outside. */
const attempt = <T>(run: () => T): Promise<T> => new Promise((resolve) => resolve(run()));
