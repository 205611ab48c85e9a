import { newId } from '../../server/platform/ids.ts';
import type { RoomRequestName } from '../../server/protocol/protocol.ts';
import type { SessionState } from '../../server/protocol/words.ts';
import type { RoomHub } from './room-hub.ts';
import type { RoomPeer } from './room-peer.ts';

/**
 * How somebody can be in a room, a letter each: a attendee in the lobby, d speaker in the lobby, l listener, r listener
 * with a raised hand, b listener brought on stage, s speaker, S speaker on stage, m moderator, M moderator on stage,
 * n moderator with no host there, c second host, h host on stage.
 */
export type Standing = 'a' | 'd' | 'l' | 'r' | 'b' | 's' | 'S' | 'm' | 'M' | 'n' | 'c' | 'h';

/** Those that a session can have before it is live. */
export const standingsIn = {
  scheduled: ['a', 'd', 's', 'S', 'm', 'M', 'n', 'c', 'h'],
  live: ['a', 'd', 'l', 'r', 'b', 's', 'S', 'm', 'M', 'n', 'c', 'h'],
} as const satisfies Partial<Record<SessionState, readonly Standing[]>>;

/** Somebody, and what they hold there. */
export type Player = {
  peer: RoomPeer;
  peerId: string;
  receiveTransportId: string;
  /** Through which the speaker is heard; nobody hears anything in the lobby. */
  consumerId?: string | undefined;
  sendTransportId?: string;
};

/** A room with people in it: the one who asks, and those who give them something to ask about. */
export type Cast = {
  hub: RoomHub;
  code: string;
  sessionId: string;
  isLive: boolean;
  actor: Player;
  host: Player;
  /** On stage, and heard. */
  speaker: Player & { producerId: string };
  /** In the audience; before the session is live, a speaker who is not on stage. */
  other: Player;
};

/** Opens a room and seats everyone. With no host there (n), the host is there until told to leave, to prepare things. */
export async function castFor(
  hub: RoomHub,
  { code, phase, standing }: { code: string; phase: 'scheduled' | 'live'; standing: Standing },
): Promise<Cast> {
  const { sessionId } = hub.sessions.add(code, phase);
  const device = (name: string) => ({ cookie: `device=${code}-${name}` });
  const arrive = async (
    who: 'host' | 'moderator' | 'speaker' | 'listener',
    name: string,
    cookie = device(name),
  ): Promise<Player> => {
    const peer = await hub.connect(cookie);
    const invitation = who === 'speaker' || who === 'moderator' ? who : undefined;
    const { receiveTransport } = await peer.enter(code, invitation);
    const { you, consumers } = await peer.join(name);
    const { transportId: receiveTransportId } = receiveTransport;
    return {
      peer,
      peerId: you.peerId,
      receiveTransportId,
      consumerId: consumers[0]?.consumerId,
    };
  };
  const onStage = async (player: Player): Promise<Player & { sendTransportId: string }> => ({
    ...player,
    sendTransportId: await player.peer.goOnStage(),
  });

  const heard = await onStage(await arrive('speaker', 'Budi'));
  const producerId = await heard.peer.send(heard.sendTransportId, 'microphone');
  const speaker = { ...heard, producerId };
  const host = await onStage(await arrive('host', 'Rina', { cookie: 'person=rina' }));
  const other = await arrive(phase === 'live' ? 'listener' : 'speaker', 'Siti');

  const lobby = async (invitation?: string): Promise<Player> => {
    const peer = await hub.connect(device('Ani'));
    const { receiveTransport } = await peer.enter(code, invitation);
    return { peer, peerId: '', receiveTransportId: receiveTransport.transportId };
  };
  const broughtUp = async (): Promise<Player> => {
    const player = await arrive('listener', 'Ani');
    await host.peer.request('stage:invite', { peerId: player.peerId });
    await player.peer.request('stage:answer-invite', { accepts: true });
    return onStage(player);
  };
  const withHand = async (): Promise<Player> => {
    const player = await arrive('listener', 'Ani');
    await player.peer.request('hand:raise', { reason: 'Tentang bab dua' });
    return player;
  };
  const actors: Record<Standing, () => Promise<Player>> = {
    a: () => lobby(),
    d: () => lobby('speaker'),
    l: () => arrive('listener', 'Ani'),
    r: withHand,
    b: broughtUp,
    s: () => arrive('speaker', 'Ani'),
    S: async () => onStage(await arrive('speaker', 'Ani')),
    m: () => arrive('moderator', 'Ani'),
    M: async () => onStage(await arrive('moderator', 'Ani')),
    n: () => arrive('moderator', 'Ani'),
    c: () => arrive('host', 'Dewi', { cookie: 'person=dewi' }),
    h: () => Promise.resolve(host),
  };
  const isLive = phase === 'live';
  return {
    hub,
    code,
    sessionId,
    isLive,
    host,
    speaker,
    other,
    actor: await actors[standing](),
  };
}

/** A question of somebody's, open for all. */
export async function questionBy({ peer }: Player) {
  const { questionId, version } = await peer.request('question:ask', {
    ...{ questionId: newId(), text: 'Bagaimana memulai klub buku?' },
    ...{ askerMode: 'named', displayName: 'Siti' },
  });
  return { questionId, version };
}

/** A message of somebody's; made up while nothing can be written. */
export async function messageBy({ peer }: Player, { isLive }: Cast) {
  const messageId = newId();
  if (isLive) await peer.request('message:send', { messageId, text: 'Salam dari Solok' });
  return { messageId };
}

export type Input = Record<string, unknown>;
/** For each request, a good input: the room is made so that only the right to ask is in question. */
export type Deeds = Record<RoomRequestName, (cast: Cast) => Input | Promise<Input>>;
