import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DataMode } from '../../server/protocol/data-mode.ts';
import type { RoomState } from '../../server/protocol/protocol.ts';
import { deviceCapabilities } from '../support/device-parameters.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** What the hub sends in each data mode, seen from the media plane: no client takes part in deciding. */

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;
let rina: RoomPeer;
let budi: RoomPeer;
let producers: Record<'rinaVoice' | 'rinaFace' | 'budiVoice' | 'budiFace', string>;

beforeAll(async () => {
  hub = await openRoomHub({ plane });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId } = hub.sessions.add(`mode-${(number += 1)}`, 'live'));
  rina = await hub.joinAs('host', code, 'Rina');
  budi = await hub.joinAs('speaker', code, 'Budi');
  const [rinaSends, budiSends] = [await rina.goOnStage(), await budi.goOnStage()];
  producers = {
    rinaVoice: await rina.send(rinaSends, 'microphone'),
    rinaFace: await rina.send(rinaSends, 'camera'),
    budiVoice: await budi.send(budiSends, 'microphone'),
    budiFace: await budi.send(budiSends, 'camera'),
  };
});

const media = () => plane.roomOf(sessionId);

/** A listener who came in with this mode, and what its transport carries. */
async function listener(dataMode: DataMode, isSmallScreen = true) {
  const peer = await hub.enterAs('listener', code);
  const state: RoomState = await peer.request('room:join', {
    displayName: 'Ani',
    rtpCapabilities: deviceCapabilities,
    reception: { dataMode, isSmallScreen },
  });
  const transport = [...media().transports.values()].at(-1)!;
  const open = () => [...transport.consumers.values()].filter((consumer) => !consumer.closed);
  return {
    ...{ peer, state, transport, open },
    /** What flows, in producer ids. */
    flowing: () =>
      open()
        .filter((c) => !c.paused)
        .map((c) => c.state.producerId),
  };
}

const sorted = (ids: readonly string[]) => [...ids].sort();
const voices = () => sorted([producers.rinaVoice, producers.budiVoice]);

describe('joining', () => {
  test.each(['slides', 'sound'] as const)('%s opens no picture at all', async (mode) => {
    const { open, flowing, transport } = await listener(mode);
    expect(open()).toHaveLength(2);
    expect(sorted(flowing())).toEqual(voices());
    expect(transport.pictureLimit).toBe(200_000);
  });

  test('light lets one small picture through: of whoever speaks', async () => {
    media().speak(producers.budiVoice);
    const { flowing, open } = await listener('light');
    expect(sorted(flowing())).toEqual(sorted([...voices(), producers.budiFace]));
    const pictures = open().filter((consumer) => consumer.state.kind === 'video');
    expect(pictures.map((consumer) => consumer.layer)).toEqual([0, 0]);
  });

  test('full lets everything through; on a phone never the largest layer', async () => {
    const phone = await listener('full', true);
    expect(sorted(phone.flowing())).toEqual(sorted(Object.values(producers)));
    expect(phone.transport.pictureLimit).toBe(620_000);
    const [picture] = phone.open().filter((consumer) => consumer.state.kind === 'video');
    const { consumerId } = picture!;
    await phone.peer.request('consumer:prefer', { consumerId, spatialLayer: 2 });
    expect(picture!.layer).toBe(1);

    const desk = await listener('full', false);
    expect(desk.transport.pictureLimit).toBe(2_000_000);
  });
});

describe('light', () => {
  test('follows whoever speaks, and a shared screen before all', async () => {
    const { flowing } = await listener('light');
    media().speak(producers.budiVoice);
    await expect.poll(flowing).toContain(producers.budiFace);
    media().speak(producers.rinaVoice);
    await expect.poll(flowing).toContain(producers.rinaFace);
    expect(flowing()).not.toContain(producers.budiFace);
  });

  test('goes to another face when the one that is shown is switched off', async () => {
    const { flowing } = await listener('light');
    media().speak(producers.budiVoice);
    await expect.poll(flowing).toContain(producers.budiFace);
    await budi.request('producer:pause', { producerId: producers.budiFace });
    await expect.poll(flowing).toContain(producers.rinaFace);
    await budi.request('producer:resume', { producerId: producers.budiFace });
    await expect.poll(flowing).toContain(producers.budiFace);
    expect(flowing()).toHaveLength(3);
  });

  test('does not send what the page asks for beyond it', async () => {
    const { peer, open, flowing } = await listener('light');
    media().speak(producers.budiVoice);
    await expect.poll(flowing).toContain(producers.budiFace);
    const other = open().find((c) => c.state.producerId === producers.rinaFace)!;
    const { consumerId } = other;
    await peer.request('consumer:prefer', { consumerId, spatialLayer: 2 });
    await peer.request('consumer:resume', { consumerId });
    expect(other).toMatchObject({ paused: true, layer: 0 });
  });

  test('sends nothing that the page has paused', async () => {
    const { peer, open, flowing } = await listener('light');
    media().speak(producers.budiVoice);
    await expect.poll(flowing).toContain(producers.budiFace);
    const shown = open().find((c) => c.state.producerId === producers.budiFace)!;
    await peer.request('consumer:pause', { consumerId: shown.consumerId });
    media().speak(producers.rinaVoice);
    media().speak(producers.budiVoice);
    await expect.poll(flowing).not.toContain(producers.rinaFace);
    expect(shown.paused).toBe(true);
  });
});

describe('in the room', () => {
  test('a smaller mode closes pictures and says so; a larger one offers them', async () => {
    const { peer, state, flowing, open, transport } = await listener('full');
    await peer.request('reception:choose', { dataMode: 'sound', isSmallScreen: true });
    expect(sorted(flowing())).toEqual(voices());
    const pictures = state.consumers.filter((consumer) => consumer.kind === 'video');
    for (const { consumerId } of pictures) {
      await peer.hears('consumer:closed', (closed) => closed.consumerId === consumerId);
    }
    await peer.request('reception:choose', { dataMode: 'full', isSmallScreen: true });
    expect(transport.pictureLimit).toBe(620_000);
    const offered = await peer.hears(
      'consumer:opened',
      (consumer) => consumer.producerId === producers.rinaFace,
    );
    expect(open()).toHaveLength(4);
    expect(flowing()).not.toContain(producers.rinaFace);
    await peer.request('consumer:resume', { consumerId: offered.consumerId });
    expect(flowing()).toContain(producers.rinaFace);
  });

  test('what begins later is judged by the mode as well', async () => {
    const sound = await listener('sound');
    const full = await listener('full');
    const screen = await rina.send(
      (await rina.request('transport:open', { direction: 'send' })).transportId,
      'screen',
    );
    await full.peer.hears('consumer:opened', (consumer) => consumer.producerId === screen);
    expect(sound.open().every((consumer) => consumer.state.kind === 'audio')).toBe(true);
  });

  test('the mode is kept over a lost socket and a new transport', async () => {
    const { peer, transport } = await listener('sound');
    await peer.request('transport:open', { direction: 'receive' });
    const next = [...media().transports.values()].at(-1)!;
    expect(next).not.toBe(transport);
    expect(next.pictureLimit).toBe(200_000);
    await expect.poll(() => next.consumers.size).toBe(2);
  });
});
