import { randomUUID } from 'node:crypto';
import { newId } from '../../server/platform/ids.ts';
import { addDeck } from './a-deck.ts';
import { pollPlans } from './a-poll.ts';
import { clientDtls, deviceCapabilities, opusParameters } from './device-parameters.ts';
import { messageBy, questionBy, type Cast, type Deeds } from './room-cast.ts';

const plan = pollPlans.words;

async function draft({ host }: Cast) {
  const { pollId, version } = await host.peer.request('poll:draft', {
    ...{ pollId: newId(), plan, isShown: true },
  });
  return { pollId, version };
}

async function openPoll(cast: Cast) {
  const drafted = await draft(cast);
  if (!cast.isLive) return drafted;
  const { version } = await cast.host.peer.request('poll:open', drafted);
  return { pollId: drafted.pollId, version };
}

async function aMark({ host, isLive }: Cast) {
  const markId = randomUUID();
  if (isLive) await host.peer.request('mark:add', { markId, title: 'Pembukaan' });
  return { markId };
}

async function anItem({ hub, sessionId }: Cast) {
  const itemId = randomUUID();
  const items = [{ itemId, title: 'Pembukaan' }];
  await hub.rundowns.save({ sessionId, version: 1, items, isShown: true, current: undefined });
  return { itemId };
}

export async function deck({ hub, sessionId, code }: Cast) {
  const deckId = `deck-of-${code}`;
  await addDeck(hub.decks, { deckId, sessionId });
  return { deckId, page: 1 };
}

/** The actor's own thing that is sent, or, for who may not send, somebody else's. */
async function producer({ actor, speaker }: Cast) {
  if (!actor.sendTransportId) return { producerId: speaker.producerId };
  return { producerId: await actor.peer.send(actor.sendTransportId, 'microphone') };
}

const consumer = ({ actor }: Cast) => ({ consumerId: actor.consumerId ?? 'none' });

async function raised({ other, isLive }: Cast) {
  if (isLive) await other.peer.request('hand:raise', {});
  return { peerId: other.peerId };
}

async function answering(cast: Cast) {
  const asked = await questionBy(cast.other);
  if (!cast.isLive) return asked;
  const { questionId, version } = await cast.host.peer.request('question:start-answer', asked);
  return { questionId, version };
}

async function merged(cast: Cast) {
  const { host, other, speaker } = cast;
  const into = await questionBy(speaker);
  const { questionId, version } = await host.peer.request('question:merge', {
    ...{ ...(await questionBy(other)), intoId: into.questionId, intoVersion: into.version },
  });
  return { questionId, version };
}

async function pending({ host, other }: Cast) {
  await host.peer.request('questions:configure', { preModeration: true });
  return questionBy(other);
}

const ofOther = ({ other }: Cast) => questionBy(other);
const nothing = () => ({});

export const deeds: Deeds = {
  'lobby:enter': ({ code, actor }) => ({ code, tabId: actor.peer.tabId }),
  'lobby:prepare': () => ({
    rtpCapabilities: deviceCapabilities,
    reception: { dataMode: 'full', isSmallScreen: true },
  }),
  'room:join': () => ({ displayName: 'Ani', rtpCapabilities: deviceCapabilities }),
  'room:leave': nothing,
  'recording:consent': () => ({ granted: true, textVersion: 'v1' }),
  'stage:enter': nothing,
  'stage:leave': nothing,
  'transport:open': () => ({ direction: 'receive' }),
  'transport:connect': ({ actor }) => ({
    ...{ transportId: actor.receiveTransportId, dtlsParameters: clientDtls },
  }),
  'transport:restart-ice': ({ actor }) => ({ transportId: actor.receiveTransportId }),
  'producer:open': ({ actor }) => ({
    transportId: actor.sendTransportId ?? actor.receiveTransportId,
    ...{ kind: 'audio', source: 'microphone', rtpParameters: opusParameters() },
  }),
  'producer:pause': producer,
  'producer:resume': producer,
  'producer:close': producer,
  'reception:choose': () => ({ dataMode: 'light', isSmallScreen: true }),
  'consumer:resume': consumer,
  'consumer:pause': consumer,
  'consumer:prefer': (cast) => ({ ...consumer(cast), spatialLayer: 1 }),
  'recording:forecast': nothing,
  'session:go-live': nothing,
  'practice:open': nothing,
  'practice:record': nothing,
  'countdown:start': nothing,
  'countdown:cancel': async ({ host, isLive }) => {
    if (!isLive) await host.peer.request('countdown:start', {});
    return {};
  },
  'session:end': nothing,
  'room:lock': () => ({ isLocked: true }),
  'rundown:read': nothing,
  'rundown:read-place': nothing,
  'rundown:change': () => ({ version: 0, items: [{ itemId: randomUUID(), title: 'Doa' }] }),
  'rundown:go-to': anItem,
  'talk-times:read': nothing,
  'marks:read': nothing,
  'mark:add': () => ({ markId: randomUUID(), title: 'Tanya jawab' }),
  'mark:rename': async (cast) => ({ ...(await aMark(cast)), title: 'Tanya jawab' }),
  'mark:remove': aMark,
  'polls:read': nothing,
  'poll:draft': () => ({ pollId: newId(), plan, isShown: false }),
  'poll:change': async (cast) => ({ ...(await draft(cast)), plan, isShown: false }),
  'poll:delete': draft,
  'poll:open': draft,
  'poll:close': openPoll,
  'poll:show': async (cast) => ({ ...(await openPoll(cast)), isShown: false }),
  'poll:hide-word': async (cast) => {
    const { pollId } = await openPoll(cast);
    const answer = { words: ['seru'] };
    if (cast.isLive) await cast.other.peer.request('poll:answer', { pollId, answer });
    return { pollId, word: 'seru', isHidden: true };
  },
  'poll:answer': async (cast) => {
    const { pollId } = await openPoll(cast);
    return { pollId, answer: { words: ['haru'] } };
  },
  'hands:read': nothing,
  'hand:raise': () => ({ reason: 'Tentang bab tiga' }),
  'hand:lower': nothing,
  'hand:dismiss': raised,
  'hearing:report': () => ({ hears: false }),
  'hearing:clear': ({ other }) => ({ peerId: other.peerId }),
  'stage:invite': ({ other }) => ({ peerId: other.peerId }),
  'stage:answer-invite': async ({ host, actor }) => {
    if (actor.peerId && !actor.sendTransportId) {
      await host.peer.request('stage:invite', { peerId: actor.peerId });
    }
    return { accepts: true };
  },
  'stage:send-back': ({ speaker }) => ({ peerId: speaker.peerId }),
  'chat:read': nothing,
  'chat:read-older': async (cast) => {
    await messageBy(cast.other, cast);
    return { before: 1 };
  },
  'message:send': async (cast) => ({
    ...{ messageId: newId(), text: 'Salam' },
    replyToId: (await messageBy(cast.other, cast)).messageId,
  }),
  'message:delete': (cast) => messageBy(cast.actor.peerId ? cast.actor : cast.other, cast),
  'message:react': async (cast) => ({
    ...{ ...(await messageBy(cast.other, cast)), kind: 'heart', isOn: true },
  }),
  'message:make-question': (cast) => messageBy(cast.other, cast),
  'chat:configure': () => ({ writers: 'stage', slowSeconds: 30 }),
  'chat:mute': async (cast) => ({ ...(await messageBy(cast.other, cast)), isMuted: true }),
  'reaction:send': () => ({ kind: 'applause' }),
  'stage:stop': ({ speaker }) => ({ peerId: speaker.peerId, source: 'microphone' }),
  'stage:mute-all': nothing,
  'questions:read': nothing,
  'question:find-similar': () => ({ text: 'Bagaimana memulai?' }),
  'question:ask': () => ({
    ...{ questionId: newId(), text: 'Kapan bab dua?', askerMode: 'hidden' },
  }),
  'question:vote': async (cast) => ({
    questionId: (await ofOther(cast)).questionId,
    isFor: true,
  }),
  'question:withdraw': ({ actor }) => questionBy(actor),
  'question:edit': async ({ actor }) => ({ ...(await questionBy(actor)), text: 'Mulai?' }),
  'question:approve': async (cast) => ({ questions: [await pending(cast)] }),
  'question:dismiss': async (cast) => ({ ...(await ofOther(cast)), reason: 'off-topic' }),
  'question:reopen': async (cast) => {
    const seen = { ...(await ofOther(cast)), reason: 'no-time' } as const;
    const { questionId, version } = await cast.host.peer.request('question:dismiss', seen);
    return { questionId, version };
  },
  'question:queue': ofOther,
  'question:claim': async (cast) => ({
    questionId: (await ofOther(cast)).questionId,
    isMine: true,
  }),
  'question:start-answer': ofOther,
  'question:end-answer': answering,
  'question:reply': async (cast) => ({
    ...{ ...(await ofOther(cast)), answerId: newId(), text: 'Mulai saja.', isPrivate: false },
  }),
  'question:merge': async (cast) => {
    const into = await questionBy(cast.speaker);
    const { questionId: intoId, version: intoVersion } = into;
    return { ...(await ofOther(cast)), intoId, intoVersion };
  },
  'question:unmerge': merged,
  'question:defer': ofOther,
  'question:label': async (cast) => ({ ...(await ofOther(cast)), labels: ['buku'] }),
  'question:pin': async (cast) => ({ ...(await ofOther(cast)), isPinned: true }),
  'question:mute-asker': async (cast) => ({ ...(await ofOther(cast)), isMuted: true }),
  'question:delete': ofOther,
  'questions:configure': () => ({ isOpen: false, askerMode: 'anonymous' }),
  'slides:read': nothing,
  'slides:show': deck,
  'slides:hide': nothing,
  'slides:note': async (cast) => {
    const page = await deck(cast);
    // Who may present it does; notes are for nobody else.
    await cast.actor.peer.refusal('slides:show', page);
    return { ...page, notes: 'Perlahan.' };
  },
  'removals:read': nothing,
  'person:remove': ({ other }) => ({ peerId: other.peerId }),
  'person:readmit': async ({ host, other }) => {
    await host.peer.request('person:remove', { peerId: other.peerId });
    const { removals } = await host.peer.request('removals:read', {});
    return { removalId: removals[0]!.removalId };
  },
};
