import { createHmac } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Opaque } from './media-plane.ts';

/** Servers that carry media for people whose network lets them reach the hub neither over UDP nor over TCP. */
export type TurnSettings = {
  /** As RTCIceServer takes them: turn:host:port?transport=udp, turns:… */
  urls: readonly string[];
  /** Shared with the TURN server: coturn's static-auth-secret. */
  secret: string;
};

/** The servers to offer one person, with credentials of their own that do not last. */
export type IceServersFor = (peerId: string) => Opaque[];

/** Longer than anybody tries to connect; whoever connects again gets new ones. In seconds. */
const validSeconds = 3_600;

/** Credentials as coturn checks them with use-auth-secret (draft-uberti-behave-turn-rest): who and until when, signed. */
export function createIceServers(turn: TurnSettings | undefined, clock: Clock): IceServersFor {
  if (!turn) return () => [];
  const { urls, secret } = turn;
  return (peerId) => {
    const until = Math.floor(clock.now().getTime() / 1000) + validSeconds;
    const username = `${until}:${peerId}`;
    const credential = createHmac('sha1', secret).update(username).digest('base64');
    return [{ urls: [...urls], username, credential }];
  };
}
