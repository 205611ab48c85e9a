import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { roomRequests, type RoomRequestName } from '../../server/protocol/protocol.ts';
import { addDeck } from '../support/a-deck.ts';
import { pollPlans } from '../support/a-poll.ts';
import { goodQuestionInputs } from '../support/question-inputs.ts';
import {
  clientDtls,
  deviceCapabilities,
  opusParameters,
} from '../support/device-parameters.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const plane = new FakeMediaPlane();
const patient = { burst: 1_000_000, perSecond: 1_000_000 };
let hub: RoomHub;
let host: RoomPeer;
let listener: RoomPeer;
let sessionId = '';
/** Things of the host, which nobody else may touch; by the name of the input field that takes them. */
let hostsOwn: Record<string, string>;
/** The same of another room. */
let others: Record<string, string>;

beforeAll(async () => {
  hub = await openRoomHub({ plane, socketLimits: { requests: patient, patience: patient } });
  const session = hub.sessions.add('the-room', 'live');
  ({ sessionId } = session);
  ({ peer: host, own: hostsOwn } = await onStage(session.code));
  ({ own: others } = await onStage(hub.sessions.add('another-room', 'live').code));
  listener = await hub.joinAs('listener', session.code);
  const plan = pollPlans.words;
  await addDeck(hub.decks, { deckId: 'deck', sessionId });
  await host.request('poll:draft', { pollId: pollIds.draft, plan, isShown: true });
  await host.request('poll:draft', { pollId: pollIds.open, plan, isShown: true });
  await host.request('poll:open', { pollId: pollIds.open, version: 1 });
  await listener.request('poll:answer', { pollId: pollIds.open, answer: { words: ['seru'] } });
});
afterAll(() => hub.close());

const pollIds = { draft: newId(), open: newId() };

/** A host who sends and receives; someone else is on stage too, so that there is something to receive. */
async function onStage(code: string) {
  const other = await hub.joinAs('speaker', code);
  await other.send(await other.goOnStage(), 'microphone');
  const peer = await hub.enterAs('host', code);
  const { consumers } = await peer.join('Rina');
  const transportId = await peer.goOnStage();
  const producerId = await peer.send(transportId, 'camera');
  return { peer, own: { transportId, producerId, consumerId: consumers[0]!.consumerId } };
}

const messageId = '6f1c2a52-5a3e-4f0b-9d54-0e8f7a1b2c3d';

/** One good input of each request, as the host would send it. */
const good = (): Record<RoomRequestName, Record<string, unknown>> => ({
  'lobby:enter': { code: 'the-room', tabId: 'tab-00001', invitation: 'speaker' },
  'room:join': { displayName: 'Rina', rtpCapabilities: deviceCapabilities, heldTransports: [] },
  'lobby:prepare': {
    rtpCapabilities: deviceCapabilities,
    reception: { dataMode: 'full', isSmallScreen: true },
  },
  'room:leave': {},
  'recording:consent': { granted: true, textVersion: 'v1' },
  'stage:enter': {},
  'stage:leave': {},
  'transport:open': { direction: 'receive' },
  'transport:connect': { transportId: hostsOwn['transportId'], dtlsParameters: clientDtls },
  'transport:restart-ice': { transportId: hostsOwn['transportId'] },
  'producer:open': {
    transportId: hostsOwn['transportId'],
    kind: 'audio',
    source: 'microphone',
    rtpParameters: opusParameters(),
    paused: false,
  },
  'producer:pause': { producerId: hostsOwn['producerId'] },
  'producer:resume': { producerId: hostsOwn['producerId'] },
  'producer:close': { producerId: hostsOwn['producerId'] },
  'reception:choose': { dataMode: 'light', isSmallScreen: true },
  'consumer:resume': { consumerId: hostsOwn['consumerId'] },
  'consumer:pause': { consumerId: hostsOwn['consumerId'] },
  'consumer:prefer': { consumerId: hostsOwn['consumerId'], spatialLayer: 1 },
  'recording:forecast': {},
  'session:go-live': {},
  'practice:open': {},
  'practice:record': {},
  'countdown:start': {},
  'countdown:cancel': {},
  'session:end': {},
  'room:lock': { isLocked: true },
  'rundown:read': {},
  'rundown:read-place': {},
  'rundown:change': { version: 0, items: [{ itemId: messageId, title: 'Pembukaan' }] },
  'rundown:go-to': { itemId: messageId },
  'talk-times:read': {},
  'marks:read': {},
  'mark:add': { markId: messageId, title: 'Tanya jawab' },
  'mark:rename': { markId: messageId, title: 'Tanya jawab' },
  'mark:remove': { markId: messageId },
  'polls:read': {},
  'poll:draft': { pollId: newId(), plan: pollPlans.single, isShown: false },
  'poll:change': { ...seen(pollIds.draft), plan: pollPlans.scale, isShown: false },
  'poll:delete': seen(pollIds.draft),
  'poll:open': seen(pollIds.draft),
  'poll:close': { pollId: pollIds.open, version: 2 },
  'poll:show': { pollId: pollIds.open, version: 2, isShown: false },
  'poll:hide-word': { pollId: pollIds.open, word: 'seru', isHidden: true },
  'poll:answer': { pollId: pollIds.open, answer: { words: ['haru'] } },
  'hands:read': {},
  'hand:raise': { reason: 'Tentang bab dua' },
  'hand:lower': {},
  'hand:dismiss': { peerId: 'someone' },
  'hearing:report': { hears: false },
  'hearing:clear': { peerId: 'someone' },
  'stage:invite': { peerId: 'someone' },
  'stage:answer-invite': { accepts: true },
  'stage:send-back': { peerId: 'someone' },
  'chat:read': { since: 7 },
  'chat:read-older': { before: 7 },
  'message:send': { messageId, text: 'Salam dari Solok', replyToId: messageId },
  'message:delete': { messageId },
  'message:react': { messageId, kind: 'heart', isOn: true },
  'message:make-question': { messageId },
  'chat:configure': { writers: 'stage', slowSeconds: 30 },
  'chat:mute': { messageId, isMuted: true },
  'reaction:send': { kind: 'applause' },
  'stage:stop': { peerId: 'someone', source: 'microphone' },
  'stage:mute-all': {},
  ...goodQuestionInputs,
  'slides:read': {},
  'slides:show': { deckId: 'deck', page: 1 },
  'slides:hide': {},
  'slides:note': { deckId: 'deck', page: 0, notes: 'Perlahan.' },
  'removals:read': {},
  'person:remove': { peerId: 'someone' },
  'person:readmit': { removalId: 'some-removal' },
});

const seen = (pollId: string) => ({ pollId, version: 1 });

/** Everything that a bad message could have changed. */
const everything = () => ({
  told: [...hub.recorder(sessionId).told],
  count: hub.rooms.count(),
  people: [...hub.rooms.find(sessionId)!.roster.peers.values()].map((peer) => peer.state),
  transports: [...plane.roomOf(sessionId).transports.keys()],
  producers: [...plane.roomOf(sessionId).producers.values()].map((p) => [
    p.producerId,
    p.paused,
  ]),
  session: { ...hub.sessions.stored.get(sessionId) },
  decks: [...hub.decks.stored.values()],
  rundowns: [...hub.rundowns.stored.values()],
  marks: [...hub.marks.stored.values()],
  polls: [[...hub.polls.stored.values()], [...hub.polls.answers.values()]],
  written: hub.chat.state.writes,
  questions: hub.questions.dump(),
  writes: hub.questions.writes(),
});

const wrongValues = [null, 5, -1, 1e309, true, [], {}, [[]], 'x'.repeat(70_00), '', '\u0000'];
const names = Object.keys(roomRequests) as RoomRequestName[];

describe.each(names)('%s', (name) => {
  test('refuses what is not its input, and changes nothing', async () => {
    const before = everything();
    const input = good()[name];
    const whole = [null, undefined, 'text', 7, [], [input], true, { ...input, extra: 1 }];
    const missing = Object.keys(input)
      .filter(
        (key) => !roomRequests[name].input.safeParse({ ...input, [key]: undefined }).success,
      )
      .map((key) => ({ ...input, [key]: undefined }));
    const wrong = Object.keys(input).flatMap((key) =>
      wrongValues
        .map((value) => ({ ...input, [key]: value }))
        // Some of these are fine for some field: an empty name, an object of parameters, a short text.
        .filter((changed) => !roomRequests[name].input.safeParse(changed).success),
    );
    expect(wrong.length).toBeGreaterThanOrEqual(Object.keys(input).length * 5);
    for (const bad of [...whole, ...missing, ...wrong]) {
      expect([bad, await host.refusal(name, bad)]).toEqual([bad, 'invalid-input']);
    }
    expect(everything()).toEqual(before);
  });

  test('needs a seat in a room', async () => {
    const before = everything();
    const stranger = await hub.connect();
    const refusal = await stranger.refusal(name, good()[name]);
    if (name === 'lobby:enter' || name === 'room:leave') expect(refusal).toBe('ok');
    else expect(refusal).toBe('not-joined');
    stranger.close();
    await expect.poll(() => hub.rooms.find(sessionId)!.roster.visits.size).toBe(0);
    expect(everything()).toEqual(before);
  });
});

const idFields = names.flatMap((name) =>
  Object.keys(roomRequests[name].input.shape)
    .filter((field) => /^(transport|producer|consumer)Id$/.test(field))
    .map((field) => ({ name, field })),
);

test.each(idFields)(
  "$name does not know another room's ids, or another person's",
  async (row) => {
    const { name, field } = row;
    const before = everything();
    const input = good()[name];
    expect(await host.refusal(name, { ...input, [field]: others[field] })).toBe('not-found');
    expect(await host.refusal(name, { ...input, [field]: 'made-up' })).toBe('not-found');
    const refusal = await listener.refusal(name, input);
    expect(refusal).toBe(name.startsWith('producer:') ? 'forbidden' : 'not-found');
    expect(everything()).toEqual(before);
  },
);

test.each([
  'recording:consent',
  'stage:enter',
  'stage:leave',
  'producer:open',
  'recording:forecast',
  'session:go-live',
  'practice:open',
  'practice:record',
  'countdown:start',
  'countdown:cancel',
  'session:end',
  'room:lock',
  'rundown:read',
  'rundown:change',
  'rundown:go-to',
  'talk-times:read',
  'marks:read',
  'mark:add',
  'mark:rename',
  'mark:remove',
  'poll:draft',
  'poll:change',
  'poll:delete',
  'poll:open',
  'poll:close',
  'poll:show',
  'poll:hide-word',
  'slides:show',
  'slides:hide',
  'slides:note',
] satisfies RoomRequestName[])('%s is not for listeners', async (name) => {
  const before = everything();
  expect(await listener.refusal(name, good()[name])).toBe('forbidden');
  expect(everything()).toEqual(before);
});

test('a listener may not open a transport to send with, nor send over the one it receives with', async () => {
  const { receiveTransport } = await listener.enter('the-room');
  expect(await listener.refusal('transport:open', { direction: 'send' })).toBe('forbidden');
  const speaker = await hub.joinAs('speaker', 'the-room');
  expect(await speaker.refusal('transport:open', { direction: 'send' })).toBe('forbidden');
  await speaker.goOnStage();
  const input = { ...good()['producer:open'], transportId: receiveTransport.transportId };
  expect(await speaker.refusal('producer:open', input)).toBe('not-found');
  await speaker.request('room:leave', {});
});

test('what is sent must fit its source', async () => {
  const before = everything();
  const input = good()['producer:open'];
  for (const wrong of [{ source: 'camera' }, { kind: 'video' }, { rtpParameters: {} }]) {
    expect(await host.refusal('producer:open', { ...input, ...wrong })).toBe('invalid-input');
  }
  expect(everything()).toEqual(before);
});

test('messages that are no requests get an answer where one can be given', async () => {
  const before = everything();
  for (const name of ['no:such', '__proto__', 'constructor', 'toString', 'peer:joined']) {
    expect(await host.raw(name, {})).toMatchObject({ error: { code: 'invalid-input' } });
  }
  const proto = JSON.parse('{"direction":"receive","__proto__":{"role":"host"}}') as unknown;
  expect(await host.refusal('transport:open', proto)).toBe('invalid-input');
  let deep: unknown = {};
  for (let i = 0; i < 2000; i += 1) deep = { deep };
  expect(await host.refusal('transport:open', deep)).toBe('invalid-input');
  expect(await host.refusal('transport:open', Buffer.from('binary'))).toBe('invalid-input');
  expect(await host.raw('room:leave', {}, {}, {}).catch(() => 'no answer')).toBe('no answer');
  host.socket.emit('session:end', {});
  host.socket.emit('session:end');
  expect(await host.refusal('mark:add', {})).toBe('invalid-input');
  expect(everything()).toEqual(before);
}, 20_000);
