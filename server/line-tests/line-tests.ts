import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { RequestOutput } from '../protocol/protocol.ts';
import type { IceServersFor } from '../rooms/ice-servers.ts';
import type {
  MediaPlane,
  MediaProducer,
  MediaRoom,
  MediaTransport,
  Opaque,
} from '../rooms/media-plane.ts';
import { AddressTurns, type TestLimits } from './address-turns.ts';

/** Anyone may test, so a test is small, short, and one of few. */
export const lineTestLimits: TestLimits = {
  atOnce: 30,
  // A school or a mobile network is one address to us.
  perAddress: 10,
  begun: { burst: 30, perSecond: 0.5 },
  lastsMs: 45_000,
};

type Parts = {
  plane: MediaPlane;
  iceServersFor: IceServersFor;
  limits?: Partial<TestLimits>;
  clock: Clock;
  scope: Scope;
  log: Logger;
};

type Asker = { connectionId: string; address: string };

type LineTest = {
  testId: string;
  address: string;
  /** Undefined while it is being opened. */
  media: { room: MediaRoom; send: MediaTransport; receive: MediaTransport } | undefined;
  hasEcho: boolean;
  /** Closes all that it opened. */
  scope: Scope;
};

/** Line tests that are going on, by the socket that asked for each. */
export class LineTests {
  readonly #parts: Parts;
  readonly #limits: TestLimits;
  readonly #turns: AddressTurns;
  readonly #tests = new Map<string, LineTest>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#limits = { ...lineTestLimits, ...parts.limits };
    this.#turns = new AddressTurns(this.#limits);
  }

  isTesting(connectionId: string): boolean {
    return this.#tests.has(connectionId);
  }

  /**
   * A place on the media plane with nobody else in it, and the two transports of one person. Throws `too-many`, and
   * `gone` when it was closed while it was being opened.
   */
  async open({ connectionId, address }: Asker): Promise<RequestOutput<'line-test:open'>> {
    // Asked twice at once, the later one stays.
    while (this.isTesting(connectionId)) await this.close(connectionId);
    this.#admit(address);
    const { plane, iceServersFor, scope: parent, log } = this.#parts;
    const scope = parent.child('line test');
    const testId = newId();
    const test: LineTest = { testId, address, media: undefined, hasEcho: false, scope };
    this.#tests.set(connectionId, test);
    scope.defer('forget', () => {
      if (this.#tests.get(connectionId) === test) this.#tests.delete(connectionId);
    });
    scope.after('too long', this.#limits.lastsMs, () => void scope.close('too long'));
    try {
      const room = await plane.openRoom({ roomId: testId });
      scope.defer('place', () => room.close());
      room.onLost(() => void scope.close('worker died'));
      const send = await room.openTransport({ peerId: testId, direction: 'send' });
      const receive = await room.openTransport({ peerId: testId, direction: 'receive' });
      scope.signal.throwIfAborted();
      test.media = { room, send, receive };
      const iceServers = iceServersFor(testId);
      const toOptions = ({ transportId, options }: MediaTransport) => ({
        ...{ transportId, ...options, iceServers },
      });
      return {
        rtpCapabilities: room.rtpCapabilities,
        sendTransport: toOptions(send),
        receiveTransport: toOptions(receive),
      };
    } catch (error) {
      const isClosed = scope.closed;
      await scope.close('failed to open');
      if (isClosed) throw new AppError('gone', 'This test has ended.', { cause: error });
      log.warn({ err: error }, 'line test not opened');
      throw new AppError('unavailable', 'No test is possible now.', { cause: error });
    }
  }

  async connect(
    connectionId: string,
    { transportId, dtlsParameters }: { transportId: string; dtlsParameters: Opaque },
  ): Promise<void> {
    const { send, receive } = this.#mediaOf(connectionId);
    const transport = [send, receive].find((one) => one.transportId === transportId);
    if (!transport) throw new AppError('not-found', 'No such transport in this test.');
    await transport.connect(dtlsParameters);
  }

  /** What the person sends comes back to the same person, and to nobody else. Throws `conflict` the second time. */
  async echo(
    connectionId: string,
    sound: { rtpParameters: Opaque; rtpCapabilities: Opaque },
  ): Promise<RequestOutput<'line-test:echo'>> {
    const { room, send, receive } = this.#mediaOf(connectionId);
    const test = this.#tests.get(connectionId);
    if (!test || test.hasEcho) throw new AppError('conflict', 'The sound comes back already.');
    room.checkCapabilities(sound.rtpCapabilities);
    test.hasEcho = true;
    const { rtpParameters, rtpCapabilities } = sound;
    let producer: MediaProducer | undefined;
    try {
      producer = await send.produce({
        ...{ kind: 'audio', rtpParameters, paused: false, isScreen: false },
      });
      const { producerId } = producer;
      if (!room.canConsume({ producerId, rtpCapabilities })) {
        throw new AppError('invalid-input', 'This device cannot receive what it sends.');
      }
      const { state } = await receive.consume({ producerId, rtpCapabilities, paused: false });
      const { consumerId, kind } = state;
      const consumer = { consumerId, producerId, kind, rtpParameters: state.rtpParameters };
      return { producerId, consumer };
    } catch (error) {
      producer?.close();
      test.hasEcho = false;
      throw error;
    }
  }

  async close(connectionId: string): Promise<void> {
    await this.#tests.get(connectionId)?.scope.close('no longer wanted');
  }

  #admit(address: string): void {
    const open = [...this.#tests.values()];
    const here = open.filter((test) => test.address === address).length;
    const { atOnce, perAddress } = this.#limits;
    const nowMs = this.#parts.clock.now().getTime();
    if (open.length < atOnce && here < perAddress && this.#turns.take(address, nowMs)) return;
    throw new AppError('too-many', 'Many people are testing right now. Try again in a minute.');
  }

  #mediaOf(connectionId: string): NonNullable<LineTest['media']> {
    const media = this.#tests.get(connectionId)?.media;
    if (!media) throw new AppError('not-found', 'Begin a test first.');
    return media;
  }
}
