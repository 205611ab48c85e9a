import type { Clock } from '../platform/clock.ts';
import type { Scope } from '../platform/scope.ts';
import type { Measured } from '../talk-times/talk-time.ts';
import { atMostEvery } from './at-most-every.ts';
import type { Peer, PeerProducer } from './peer.ts';
import type { Roster } from './roster.ts';
import { SoundWatch } from './sound-watch.ts';

/** Scores change with every lost packet; people need to know once a second. */
const qualityMs = 1000;

/** Who is speaking, how loud, and how well each is coming through: small news, batched. */
export class StagePulse {
  readonly #roster: Roster;
  readonly #onSpeaker: (speaker: Peer | undefined, before: Peer | undefined) => void;
  readonly #soundWatch: SoundWatch;
  readonly #dirty = new Set<Peer>();
  readonly #flushQuality: () => void;
  #activeSpeaker: Peer | undefined;

  constructor(
    { scope, roster, clock }: { scope: Scope; roster: Roster; clock: Clock },
    onSpeaker: (speaker: Peer | undefined, before: Peer | undefined) => void,
  ) {
    this.#roster = roster;
    this.#soundWatch = new SoundWatch({ scope, roster, clock });
    this.#onSpeaker = onSpeaker;
    this.#flushQuality = atMostEvery(scope, 'quality', qualityMs, () =>
      this.#announceQuality(),
    );
  }

  get activeSpeaker(): Peer | undefined {
    return this.#activeSpeaker;
  }

  /**
   * Levels go to the stage only, where people check whether they can be heard. Empty when nobody is. Returns whose
   * they are: those of microphones.
   */
  levels(levels: { producerId: string; dbov: number }[]): Measured[] {
    this.#soundWatch.levels(levels);
    const heard = levels.flatMap(({ producerId, dbov }) => {
      const found = this.#roster.findProducer(producerId);
      return found?.producer.source === 'microphone' ? [{ peer: found.peer, dbov }] : [];
    });
    this.#roster.toStage('levels:changed', {
      levels: heard.map(({ peer: { peerId }, dbov }) => ({ peerId, dbov })),
    });
    return heard.map(({ peer: { personKey, soundTrouble }, dbov }) => ({
      ...{ personKey, dbov, isEcho: soundTrouble === 'echo' },
    }));
  }

  dominantSpeaker(producerId: string): void {
    const found = this.#roster.findProducer(producerId);
    // A shared screen may be loudest and yet nobody speaks.
    if (found?.producer.source === 'microphone') this.#speakerIs(found.peer);
  }

  score(peer: Peer, producer: PeerProducer, score: number): void {
    producer.score = score;
    this.qualityChanged(peer);
  }

  qualityChanged(peer: Peer): void {
    this.#dirty.add(peer);
    this.#flushQuality();
  }

  producerClosed(peer: Peer): void {
    this.qualityChanged(peer);
    const speaks = [...peer.producers.values()].some((p) => p.source === 'microphone');
    if (peer === this.#activeSpeaker && !speaks) this.#speakerIs(undefined);
  }

  #speakerIs(speaker: Peer | undefined): void {
    const before = this.#activeSpeaker;
    if (speaker === before) return;
    this.#activeSpeaker = speaker;
    this.#roster.toEveryone('speaker:changed', speaker ? { peerId: speaker.peerId } : {});
    this.#onSpeaker(speaker, before);
  }

  #announceQuality(): void {
    for (const peer of this.#dirty) {
      const quality = qualityOf([...peer.producers.values()]);
      if (quality === peer.quality || !this.#roster.peers.has(peer.peerId)) continue;
      peer.quality = quality;
      this.#roster.announceChanged(peer);
    }
    this.#dirty.clear();
  }
}

/** The worst of what is being sent: one broken picture is what people will notice. Paused ones say nothing. */
export function qualityOf(
  producers: readonly Pick<PeerProducer, 'paused' | 'score'>[],
): number | undefined {
  const scores = producers.flatMap((p) => (p.paused || p.score === undefined ? [] : [p.score]));
  return scores.length > 0 ? Math.min(...scores) : undefined;
}
