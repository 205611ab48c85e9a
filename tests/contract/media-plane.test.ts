import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  lose: () => void;
  close: () => Promise<void>;
};

const harnesses: { name: string; open: () => Promise<Harness> }[] = [
  {
    name: 'fake',
    open() {
      const plane = new FakeMediaPlane();
      const lose = (): void => plane.roomOf('four').lose();
      return Promise.resolve({ plane, lose, close: () => Promise.resolve() });
    },
  },
  {
    name: 'mediasoup',
    async open() {
      const scope = new Scope('media plane', silentLog);
      const plane = await openMediasoupPlane(
        {
          listenIp: '127.0.0.1',
          announcedAddress: undefined,
          port: 0,
          workers: 1,
          workerBin: undefined,
        },
        scope,
        silentLog,
      );
      return {
        plane,
        lose: () => plane.workerPids().forEach((pid) => process.kill(pid, 'SIGKILL')),
        close: () => scope.close('test done'),
      };
    },
  },
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

  const produce = (transport = sending) =>
    transport.produce({
      kind: 'audio',
      rtpParameters: opusParameters(),
      paused: false,
      isScreen: false,
    });

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

  test('a screen has one layer', async () => {
    const rtpParameters = vp8Parameters({ layers: 2 });
    const input = { kind: 'video', rtpParameters, paused: false } as const;
    await expect(sending.produce({ ...input, isScreen: true })).rejects.toThrow(
      code('invalid-input'),
    );
    const camera = await sending.produce({ ...input, isScreen: false });
    expect(camera).toMatchObject({ kind: 'video', codec: 'vp8' });
    camera.close();
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
    await expect.poll(async () => consumer.resume().then(ok, failed)).toBe('failed');
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
    harness.lose();
    await expect.poll(() => lost).toBe(1);
    await expect(doomed.openTransport({ peerId: 'x', direction: 'send' })).rejects.toThrow();
    const next = await harness.plane.openRoom({ roomId: 'four' });
    const transport = await next.openTransport({ peerId: 'x', direction: 'send' });
    expect((await produce(transport)).codec).toBe('opus');
    expect(lost).toBe(1);
  });
});

const ok = () => 'ok';
const failed = () => 'failed';
