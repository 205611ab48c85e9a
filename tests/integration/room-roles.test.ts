import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import {
  roomRequests,
  type NoticeName,
  type RoomRequestName,
} from '../../server/protocol/protocol.ts';
import { pollPlans } from '../support/a-poll.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import {
  castFor,
  messageBy,
  questionBy,
  standingsIn,
  type Cast,
  type Input,
} from '../support/room-cast.ts';
import { deck, deeds } from '../support/room-deeds.ts';
import { mayAsk } from '../support/room-rights.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';

const unlimited = { burst: 1e6, perSecond: 1e6 };
let hub: RoomHub;
beforeAll(async () => {
  hub = await openRoomHub({
    plane: new FakeMediaPlane(),
    socketLimits: {
      ...{ requests: unlimited, patience: unlimited },
      address: { sockets: 10_000, connects: unlimited, requests: unlimited },
    },
  });
});
afterAll(() => hub.close());

const phases = ['scheduled', 'live'] as const;
type Phase = (typeof phases)[number];
type Deed = (cast: Cast) => Input | Promise<Input>;

/** The answer to everyone who tries, each in a room of their own; in the notation of the table. */
async function triedByAll(name: RoomRequestName, phase: Phase, deed: Deed): Promise<string> {
  const asked = standingsIn[phase].map(async (standing) => {
    const code = `${newId()}-${standing}`;
    const cast = await castFor(hub, { code, phase, standing });
    const input = await deed(cast);
    if (standing === 'n') await cast.host.peer.request('room:leave', {});
    const answer = await cast.actor.peer.refusal(name, input);
    await hub.rooms.find(cast.sessionId)?.close('tried');
    return { standing, answer };
  });
  const byAnswer = new Map<string, string>();
  for (const { standing, answer } of await Promise.all(asked)) {
    byAnswer.set(answer, (byAnswer.get(answer) ?? '') + standing);
  }
  const may = byAnswer.get('ok') ?? '';
  for (const refusal of ['ok', 'forbidden', 'not-joined']) byAnswer.delete(refusal);
  const others = [...byAnswer].map(([answer, standings]) => `${answer}: ${standings}`);
  return [may, ...others].join(' ').trim();
}

test('every request has a row', () => {
  expect(Object.keys(mayAsk).sort()).toEqual(Object.keys(roomRequests).sort());
});

const names = Object.keys(roomRequests) as RoomRequestName[];
test.each(names.flatMap((name) => phases.map((phase) => ({ name, phase }))))(
  '$name while $phase',
  async ({ name, phase }) => {
    expect(await triedByAll(name, phase, deeds[name])).toBe(mayAsk[name][phase]);
  },
);

const others: [string, RoomRequestName, Deed, string][] = [
  ['message', 'message:delete', (cast) => messageBy(cast.other, cast), 'mMnch'],
  ['question', 'question:withdraw', ({ other }) => questionBy(other), ''],
  [
    ...(['question', 'question:edit'] as const),
    async ({ other }) => ({ ...(await questionBy(other)), text: 'Lain' }),
    'mMnch',
  ],
  [
    ...(['deck', 'slides:note'] as const),
    async (cast) => {
      const page = await deck(cast);
      await cast.host.peer.request('slides:show', page);
      return { ...page, notes: 'Perlahan.' };
    },
    'ch',
  ],
];
test.each(others)("another's %s: %s", async (_what, name, deed, expected) => {
  expect(await triedByAll(name, 'live', deed)).toBe(expected);
});

test.each(['stage:send-back', 'stage:stop', 'person:remove'] as const)(
  '%s of a host is for hosts',
  async (name) => {
    const toHost: Deed = async ({ hub: { connect }, code }) => {
      const peer = await connect({ cookie: 'person=tuan-rumah' });
      await peer.enter(code);
      const { you } = await peer.join('Tuan rumah');
      await peer.send(await peer.goOnStage(), 'camera');
      const source = name === 'stage:stop' ? { source: 'camera' } : {};
      return { peerId: you.peerId, ...source };
    };
    expect(await triedByAll(name, 'live', toHost)).toBe('ch');
  },
);

describe('after the end', () => {
  const fromLobby: RoomRequestName[] = ['lobby:prepare', 'room:join'];
  const leaving: Partial<Record<RoomRequestName, string[]>> = {
    'room:leave': ['ok', 'ok', 'ok'],
    'stage:leave': ['forbidden', 'ok', 'ok'],
  };
  test.each(names)('%s', async (name) => {
    const standing = fromLobby.includes(name) ? 'd' : 'l';
    const cast = await castFor(hub, { code: newId(), phase: 'live', standing });
    const input = await deeds[name](cast);
    await cast.host.peer.request('session:end', {});
    const askers = standing === 'd' ? [cast.actor] : [cast.actor, cast.speaker, cast.host];
    const answers = await Promise.all(askers.map(({ peer }) => peer.refusal(name, input)));
    expect(answers).toEqual(leaving[name] ?? askers.map(() => 'gone'));
    await hub.rooms.find(cast.sessionId)?.close('tried');
  });
});

/** These gather what happened over some time: they may still tell of how the room was prepared. */
const late: NoticeName[] = [
  ...(['listeners:changed', 'hands:changed', 'chat:said'] as const),
  ...(['questions:counted', 'votes:changed', 'poll:counted'] as const),
];
const readings = [
  'polls:read',
  'questions:read',
  'chat:read',
  'hands:read',
  'slides:read',
  'marks:read',
  'rundown:read',
] as const;

/** Who is in a room and what, as its host reads it; its timeline; and what anyone there has just been told. */
async function contents({ host, speaker, other, sessionId }: Cast) {
  const people = [...hub.rooms.find(sessionId)!.roster.peers.values()];
  // After their next answer they have heard all that came before it.
  const present = [speaker, other].filter(({ peer }) => peer.socket.connected);
  for (const { peer } of present) await peer.request('hands:read', {});
  const read = await Promise.all(readings.map((name) => host.peer.request(name, {})));
  return {
    people: people.map(({ state }) => state),
    read: read.map((one) => ({ ...one, wroteMsAgo: undefined })),
    timeline: [...hub.recorder(sessionId).told],
    heard: [host, speaker, other].flatMap(({ peer }) =>
      peer.heard.filter(({ name }) => !late.includes(name)),
    ),
  };
}

/** Requests that name something of the room. */
const naming = names.filter((name) =>
  Object.keys(roomRequests[name].input.shape).some((key) => /Id$|^questions$/.test(key)),
);
/** Ids that the client makes, which are not looked up. */
const making: RoomRequestName[] = ['lobby:enter', 'poll:draft', 'question:ask', 'mark:add'];
/** These leave out what they do not find. */
const lenient: Partial<Record<RoomRequestName, string>> = {
  'hand:dismiss': 'ok',
  'question:approve': 'ok',
  'mark:remove': 'ok',
};

describe('what is in another room', () => {
  test.each(naming.filter((name) => !making.includes(name)))('%s', async (name) => {
    const there = await castFor(hub, { code: newId(), phase: 'live', standing: 'h' });
    const here = await castFor(hub, { code: newId(), phase: 'live', standing: 'h' });
    const input = await deeds[name](there);
    const before = [await contents(there), await contents(here)];
    expect(await here.host.peer.refusal(name, input)).toBe(lenient[name] ?? 'not-found');
    expect([await contents(there), await contents(here)]).toEqual(before);
    // It was good where it belongs.
    expect(await there.host.peer.refusal(name, input)).toBe(
      name === 'stage:answer-invite' ? 'conflict' : 'ok',
    );
    for (const { sessionId } of [here, there]) await hub.rooms.find(sessionId)?.close('tried');
  });

  test('an id that is taken there is taken here, and tells nothing', async () => {
    const there = await castFor(hub, { code: newId(), phase: 'live', standing: 'h' });
    const here = await castFor(hub, { code: newId(), phase: 'live', standing: 'l' });
    const { questionId } = await questionBy(there.other);
    const { messageId } = await messageBy(there.other, there);
    const poll = { pollId: newId(), plan: pollPlans.words, isShown: true };
    await there.host.peer.request('poll:draft', poll);
    const before = [await contents(there), await contents(here)];
    const { peer } = here.actor;
    const asking = { questionId, text: 'Kapan?', askerMode: 'named' };
    expect(await peer.refusal('question:ask', asking)).toBe('conflict');
    expect(await peer.refusal('message:send', { messageId, text: 'Halo' })).toBe('conflict');
    expect(await here.host.peer.refusal('poll:draft', poll)).toBe('conflict');
    expect([await contents(there), await contents(here)]).toEqual(before);
  });
});
