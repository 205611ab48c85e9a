import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppError } from '../../server/platform/app-error.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { MediaPlane, MediaRoom, MediaTransport } from '../../server/rooms/media-plane.ts';
import { openMediasoupPlane } from '../../server/sfu/mediasoup-plane.ts';
import {
  clientDtls,
  deviceCapabilities,
  h264Parameters,
  opusParameters,
  soundOnlyCapabilities,
  vp8Parameters,
} from '../support/device-parameters.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';

type Harness = {
  plane: MediaPlane;
  /** The worker that carries this room's stage dies. */
  loseRoom: (room: MediaRoom, roomId: string) => Promise<void>;
  /** The worker that carries this transport dies, which is not the one that carries the room's stage. */
  loseReceiver: (room: MediaRoom, roomId: string, transport: MediaTransport) => Promise<void>;
  close: () => Promise<void>;
};

/** A room alone on its worker, or one that receives on another. */
async function openReal(workers: 1 | 2): Promise<Harness> {
  const scope = new Scope('media plane', silentLog);
  const rtc = {
    ...{ listenIp: '127.0.0.1', announcedAddress: undefined, port: 0, workerBin: undefined },
    ...{ workers, spread: { receiversPerWorker: 100, growAt: 0, margin: 0 } },
  };
  const plane = await openMediasoupPlane(rtc, scope, silentLog);
  /** Only who captures is told which worker it is. */
  const homePid = async (room: MediaRoom): Promise<number> => {
    const transport = await room.openTransport({ peerId: 'x', direction: 'send' });
    const { producerId } = await produceOn(transport);
    const capture = await room.openCapture({ recorderPort: 9 });
    return (await capture.consume(producerId)).workerPid;
  };
  const kill = (pids: number[]): void => pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
  return {
    plane,
    loseRoom: async (room) => kill([await homePid(room)]),
    async loseReceiver(room) {
      const home = await homePid(room);
      kill(plane.workerPids().filter((pid) => pid !== home));
    },
    close: () => scope.close('test done'),
  };
}

const harnesses: { name: string; open: () => Promise<Harness> }[] = [
  {
    name: 'fake',
    open() {
      const plane = new FakeMediaPlane();
      return Promise.resolve({
        plane,
        loseRoom(_room, roomId) {
          plane.roomOf(roomId).lose();
          return Promise.resolve();
        },
        loseReceiver: (_room, roomId, { transportId }) =>
          Promise.resolve(plane.roomOf(roomId).transports.get(transportId)?.lose()),
        close: () => Promise.resolve(),
      });
    },
  },
  { name: 'mediasoup', open: () => openReal(1) },
  { name: 'mediasoup, received on another worker', open: () => openReal(2) },
];

const code = (wanted: string) => expect.objectContaining({ code: wanted }) as Error;

describe.each(harnesses)('media plane: $name', ({ open }) => {
  let harness: Harness;
  let room: MediaRoom;
  let sending: MediaTransport;
  let receiving: MediaTransport;

  beforeAll(async () => {
    harness = await open();
    room = await harness.plane.openRoom({ roomId: 'one' });
    sending = await room.openTransport({ peerId: 'rina', direction: 'send' });
    receiving = await room.openTransport({ peerId: 'budi', direction: 'receive' });
  });
  afterAll(() => harness.close());

  const produce = (transport = sending) => produceOn(transport);

  test('a room carries opus, VP8 and H.264', () => {
    const names = (room.rtpCapabilities['codecs'] as { mimeType: string }[]).map((c) =>
      c.mimeType.toLowerCase(),
    );
    expect(names).toEqual(expect.arrayContaining(['audio/opus', 'video/vp8', 'video/h264']));
  });

  test('a transport tells the client how to reach it', () => {
    expect(sending.transportId).not.toBe(receiving.transportId);
    expect(sending.options.iceCandidates.length).toBeGreaterThan(0);
    expect(sending.options.iceParameters['usernameFragment']).toEqual(expect.any(String));
    expect(sending.options.dtlsParameters['fingerprints']).toEqual(expect.any(Array));
  });

  test('a transport connects once, to something that makes sense', async () => {
    const transport = await room.openTransport({ peerId: 'budi', direction: 'receive' });
    for (const bad of [{}, { fingerprints: [] }, { fingerprints: 'x' }]) {
      await expect(transport.connect(bad)).rejects.toThrow(code('invalid-input'));
    }
    await transport.connect(clientDtls);
    await expect(transport.connect(clientDtls)).rejects.toThrow(code('conflict'));
  });

  test('ICE restarts with new parameters', async () => {
    const before = sending.options.iceParameters['usernameFragment'];
    const { usernameFragment } = await sending.restartIce();
    expect(usernameFragment).toEqual(expect.any(String));
    expect(usernameFragment).not.toBe(before);
  });

  test.each([
    ['nothing', {}],
    ['no codecs', { codecs: [] }],
    ['codecs that are none', { codecs: 'opus' }],
    ['a codec without a type', { codecs: [{ payloadType: 1 }] }],
    ['an unknown codec', { codecs: [{ mimeType: 'audio/foo', payloadType: 1, clockRate: 1 }] }],
    ['a layer too many', { ...vp8Parameters({ layers: 4 }) }],
  ])('sending with %s is refused, and does no harm', async (_, rtpParameters) => {
    const input = { kind: 'video', rtpParameters, paused: false, isScreen: false } as const;
    await expect(sending.produce(input)).rejects.toThrow(code('invalid-input'));
    (await produce()).close();
  });

  test('a screen has two layers at most, a camera three', async () => {
    const rtpParameters = vp8Parameters({ layers: 3 });
    const input = { kind: 'video', rtpParameters, paused: false } as const;
    await expect(sending.produce({ ...input, isScreen: true })).rejects.toThrow(
      code('invalid-input'),
    );
    const camera = await sending.produce({ ...input, isScreen: false });
    expect(camera).toMatchObject({ kind: 'video', codec: 'vp8' });
    camera.close();
  });

  test('a limit for pictures is set and moved while the transport is open', async () => {
    const other = await harness.plane.openRoom({ roomId: 'limits' });
    const transport = await other.openTransport({ peerId: 'budi', direction: 'receive' });
    await transport.limitPictures(200_000);
    await transport.limitPictures(2_000_000);
    other.close();
    await expect(transport.limitPictures(200_000)).rejects.toThrow();
  });

  test('what is sent can be received by a device that knows the codec', async () => {
    const camera = await sending.produce({
      kind: 'video',
      rtpParameters: h264Parameters(),
      paused: false,
      isScreen: false,
    });
    const microphone = await produce();
    expect(camera.codec).toBe('h264');
    expect(microphone.codec).toBe('opus');
    const can = (producerId: string, rtpCapabilities = deviceCapabilities) =>
      room.canConsume({ producerId, rtpCapabilities });
    expect(can(microphone.producerId)).toBe(true);
    expect(can(microphone.producerId, soundOnlyCapabilities)).toBe(true);
    expect(can(camera.producerId)).toBe(false);
    expect(can('nothing')).toBe(false);
    camera.close();
    microphone.close();
  });

  test('capabilities that are none are refused', () => {
    for (const bad of [
      {},
      { codecs: [] },
      { codecs: 5 },
      { codecs: [{}] },
      { codecs: [null] },
    ]) {
      expect(() => room.checkCapabilities(bad)).toThrow(code('invalid-input'));
    }
    expect(() => room.checkCapabilities(deviceCapabilities)).not.toThrow();
  });

  test('a consumer follows its producer', async () => {
    const producer = await produce();
    const { producerId } = producer;
    const consumer = await receiving.consume({
      producerId,
      rtpCapabilities: deviceCapabilities,
      paused: true,
    });
    expect(consumer.state).toMatchObject({ producerId, kind: 'audio', producerPaused: false });
    expect(consumer.state.rtpParameters['codecs']).toHaveLength(1);

    await consumer.resume();
    await consumer.prioritise(10);
    await consumer.prefer(0);
    await consumer.pause();
    await producer.pause();
    await expect.poll(() => consumer.state.producerPaused).toBe(true);
    await producer.resume();
    await expect.poll(() => consumer.state.producerPaused).toBe(false);

    producer.close();
    await expect.poll(() => consumer.resume().then(ok, codeOf)).toBe('not-found');
    await expect(
      receiving.consume({ producerId, rtpCapabilities: deviceCapabilities, paused: false }),
    ).rejects.toThrow();
  });

  test('rooms are apart: what one sends does not exist in another', async () => {
    const other = await harness.plane.openRoom({ roomId: 'two' });
    const producer = await produce();
    const request = { producerId: producer.producerId, rtpCapabilities: deviceCapabilities };
    expect(other.canConsume(request)).toBe(false);
    const transport = await other.openTransport({ peerId: 'x', direction: 'receive' });
    await expect(transport.consume({ ...request, paused: false })).rejects.toThrow();
    producer.close();
    other.close();
  });

  test('a closed room does nothing more, and was not lost', async () => {
    const other = await harness.plane.openRoom({ roomId: 'three' });
    let lost = 0;
    other.onLost(() => (lost += 1));
    const transport = await other.openTransport({ peerId: 'x', direction: 'send' });
    other.close();
    await expect(produce(transport)).rejects.toThrow();
    await expect(other.openTransport({ peerId: 'x', direction: 'send' })).rejects.toThrow();
    expect(lost).toBe(0);
  });

  test('a lost room says so once, and there is another place', async () => {
    const doomed = await harness.plane.openRoom({ roomId: 'four' });
    let lost = 0;
    doomed.onLost(() => (lost += 1));
    await harness.loseRoom(doomed, 'four');
    await expect.poll(() => lost).toBe(1);
    await expect(doomed.openTransport({ peerId: 'x', direction: 'send' })).rejects.toThrow();
    const next = await harness.plane.openRoom({ roomId: 'four' });
    const transport = await next.openTransport({ peerId: 'x', direction: 'send' });
    expect((await produce(transport)).codec).toBe('opus');
    expect(lost).toBe(1);
  });
});

/** With one worker a receiver cannot be lost without its room. */
const spread = harnesses.filter(({ name }) => name !== 'mediasoup');

describe.each(spread)('media plane over several workers: $name', ({ open }) => {
  let harness: Harness;
  beforeAll(async () => void (harness = await open()));
  afterAll(() => harness.close());

  test('a receiver that is lost says so once; the room goes on, and has another place for it', async () => {
    const room = await harness.plane.openRoom({ roomId: 'five' });
    const told: string[] = [];
    room.onLost(() => told.push('room'));
    const sending = await room.openTransport({ peerId: 'rina', direction: 'send' });
    sending.onLost(() => told.push('sender'));
    const receiving = await room.openTransport({ peerId: 'budi', direction: 'receive' });
    receiving.onLost(() => told.push('receiver'));
    const left = await room.openTransport({ peerId: 'ani', direction: 'receive' });
    left.onLost(() => told.push('one that had left'));
    left.close();
    const { producerId } = await produceOn(sending);
    const request = { producerId, rtpCapabilities: deviceCapabilities, paused: false };
    const consumer = await receiving.consume(request);

    await harness.loseReceiver(room, 'five', receiving);
    await expect.poll(() => told).toEqual(['receiver']);
    await expect(consumer.resume()).rejects.toThrow(code('not-found'));
    await expect(receiving.consume(request)).rejects.toThrow();

    const again = await room.openTransport({ peerId: 'budi', direction: 'receive' });
    expect((await again.consume(request)).state).toMatchObject({ producerId, kind: 'audio' });
    room.close();
    expect(told).toEqual(['receiver']);
  });
});

const produceOn = (transport: MediaTransport) =>
  transport.produce({
    kind: 'audio',
    rtpParameters: opusParameters(),
    paused: false,
    isScreen: false,
  });

const ok = () => 'ok';
const codeOf = (error: unknown) => (error as AppError).code;
