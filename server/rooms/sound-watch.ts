import type { Clock } from '../platform/clock.ts';
import type { Scope } from '../platform/scope.ts';
import type { SoundTrouble } from '../protocol/protocol.ts';
import { isEcho, quietDbov } from './echo-rule.ts';
import type { Peer, PeerProducer } from './peer.ts';
import type { Roster } from './roster.ts';

/** A microphone that is on and was never heard for so long is worth a word. */
const patienceUs = 20_000_000;
const lookMs = 2_000;
/** Ten seconds at four measurements a second. */
const windowSize = 40;
/** So many looks in a row must say the same before it is believed. */
const looksToBelieve = 2;

/** What is known of one microphone since it was switched on. */
type Hearing = {
  sinceUs: number;
  wasHeard: boolean;
  levels: number[];
  echoLooks: number;
  isEcho: boolean;
};

/** Notices whom nobody hears though the microphone is on, and through whose microphone others come back. */
export class SoundWatch {
  readonly #roster: Roster;
  readonly #clock: Clock;
  /** By producer. */
  readonly #hearings = new Map<string, Hearing>();

  constructor({ scope, roster, clock }: { scope: Scope; roster: Roster; clock: Clock }) {
    this.#roster = roster;
    this.#clock = clock;
    scope.every('sound watch', lookMs, () => this.#look());
  }

  /** What was loud enough to be heard, measured at the same moment. Empty when nothing was. */
  levels(levels: readonly { producerId: string; dbov: number }[]): void {
    const heard = new Map(levels.map(({ producerId, dbov }) => [producerId, dbov]));
    for (const { producer } of this.#openMicrophones()) {
      const { producerId } = producer.media;
      const hearing = this.#hearing(producerId);
      const dbov = heard.get(producerId);
      hearing.wasHeard ||= dbov !== undefined;
      hearing.levels.push(dbov ?? quietDbov);
      if (hearing.levels.length > windowSize) hearing.levels.shift();
    }
  }

  #look(): void {
    const open = this.#openMicrophones();
    const ids = new Set(open.map(({ producer }) => producer.media.producerId));
    for (const producerId of this.#hearings.keys()) {
      if (!ids.has(producerId)) this.#hearings.delete(producerId);
    }
    for (const { producer } of open) this.#listenForEcho(producer, open);
    for (const peer of this.#roster.onStage) {
      const own = open.find((one) => one.peer === peer);
      this.#announce(peer, own && this.#troubleOf(own.producer));
    }
  }

  #troubleOf({ media: { producerId } }: PeerProducer): SoundTrouble | undefined {
    const { isEcho, wasHeard, sinceUs } = this.#hearing(producerId);
    if (isEcho) return 'echo';
    return !wasHeard && this.#clock.monoUs() - sinceUs >= patienceUs ? 'not-heard' : undefined;
  }

  #listenForEcho({ media }: PeerProducer, open: readonly OpenMicrophone[]): void {
    const suspect = this.#hearing(media.producerId);
    const verdicts = open
      .filter(({ producer }) => producer.media !== media)
      .map(({ producer }) => this.#hearing(producer.media.producerId).levels)
      // Only what was measured at the same moments can be compared.
      .filter(({ length }) => length === windowSize && suspect.levels.length === windowSize)
      .map((voice) => isEcho(voice, suspect.levels));
    if (verdicts.includes(true))
      suspect.echoLooks = Math.min(suspect.echoLooks + 1, looksToBelieve);
    else if (verdicts.includes(false)) suspect.echoLooks = Math.max(suspect.echoLooks - 1, 0);
    if (suspect.echoLooks === looksToBelieve) suspect.isEcho = true;
    if (suspect.echoLooks === 0) suspect.isEcho = false;
  }

  #announce(peer: Peer, trouble: SoundTrouble | undefined): void {
    if (peer.soundTrouble === trouble) return;
    peer.soundTrouble = trouble;
    this.#roster.announceChanged(peer);
  }

  #hearing(producerId: string): Hearing {
    const known = this.#hearings.get(producerId);
    if (known) return known;
    const sinceUs = this.#clock.monoUs();
    const fresh = { sinceUs, wasHeard: false, levels: [], echoLooks: 0, isEcho: false };
    this.#hearings.set(producerId, fresh);
    return fresh;
  }

  #openMicrophones(): OpenMicrophone[] {
    return this.#roster.onStage.flatMap((peer) =>
      [...peer.producers.values()]
        .filter(({ source, paused }) => source === 'microphone' && !paused)
        .map((producer) => ({ peer, producer })),
    );
  }
}

type OpenMicrophone = { peer: Peer; producer: PeerProducer };
