import {
  toProgrammeMs,
  toSessionMs,
  type Stretch,
} from '../../server/protocol/episode-clock.ts';
import type { EpisodePlayer } from './episode-player.ts';

type Player = Pick<EpisodePlayer, 'subscribe' | 'seek' | 'play' | 'pause'> & {
  state: Pick<EpisodePlayer['state'], 'playing' | 'waiting' | 'positionMs' | 'rate'>;
};

/** The session whose episode is played. */
type Made = {
  /** Of the session, in ms. */
  durationMs: number;
  /** What was cut out of the episode when it was made, ascending, apart from each other. */
  cuts: readonly Stretch[];
  /** How much of the episode comes before the session: its intro. Ms. */
  leadMs: number;
};

/** Players and HLS are not exact to the millisecond. */
const nearMs = 40;
/** How much is heard before a join. */
const leadMs = 3_000;

/**
 * Where a player is on the clock of the session, which is that of edits. Stretches that the episode will be without are
 * jumped over while it plays, so that one hears what it will be.
 */
export class SessionPlayhead {
  readonly #player: Player;
  readonly #listeners = new Set<() => void>();
  #made: Made;
  #skipped: readonly Stretch[] = [];
  /** Asked for, and not on the episode's clock alone to be told: a moment that was cut out has no place there. */
  #asked: { atMs: number; positionMs: number } | undefined;
  #atMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(player: Player, made: Made) {
    this.#player = player;
    this.#made = made;
    this.#atMs = this.#toSession(player.state.positionMs);
  }

  /** Follows its player until the returned function is called. */
  open(): () => void {
    const unsubscribe = this.#player.subscribe(() => this.#onChange());
    this.#onChange();
    return () => {
      clearTimeout(this.#timer);
      unsubscribe();
    };
  }

  /** Ms of the session. */
  get atMs(): number {
    return this.#atMs;
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another episode of the same session: the moment stays, wherever it is heard now. */
  setMade(made: Made): void {
    const atMs = this.#atMs;
    this.#made = made;
    this.seek(atMs);
  }

  /** In order and apart from each other, on the session's clock. */
  skip(stretches: readonly Stretch[]): void {
    this.#skipped = stretches;
    this.#onChange();
  }

  seek(toMs: number): void {
    const atMs = Math.min(Math.max(0, toMs), this.#made.durationMs);
    this.#player.seek(this.#toProgramme(atMs));
    this.#asked = { atMs, positionMs: this.#player.state.positionMs };
    this.#onChange();
  }

  seekBy(ms: number): void {
    this.seek(this.#atMs + ms);
  }

  /** Plays from a little before a moment, as one hears it now. */
  playBefore(ms: number): void {
    this.#asked = undefined;
    this.#player.seek(Math.max(0, this.#toProgramme(ms) - leadMs));
    this.#player.play();
    this.#onChange();
  }

  #toProgramme(sessionMs: number): number {
    return this.#made.leadMs + toProgrammeMs(this.#made.cuts, sessionMs);
  }

  /** Before the session its first moment, after it its last. */
  #toSession(positionMs: number): number {
    const { cuts, leadMs, durationMs } = this.#made;
    return toSessionMs(cuts, Math.max(0, positionMs - leadMs), durationMs);
  }

  #onChange(): void {
    const { positionMs } = this.#player.state;
    if (this.#asked && Math.abs(this.#asked.positionMs - positionMs) > nearMs) {
      this.#asked = undefined;
    }
    this.#atMs = this.#asked?.atMs ?? this.#toSession(positionMs);
    this.#watch();
    for (const listener of this.#listeners) listener();
  }

  /** The player tells its position a few times a second only: what is to be jumped over is waited for. */
  #watch(): void {
    clearTimeout(this.#timer);
    const { playing, waiting, positionMs, rate } = this.#player.state;
    if (!playing) return;
    const next = this.#skipped
      .map(({ fromMs, toMs }) => ({
        fromMs: this.#toProgramme(fromMs),
        untilMs: this.#toProgramme(toMs),
        toMs,
      }))
      .find(({ fromMs, untilMs }) => untilMs - Math.max(fromMs, positionMs) > nearMs);
    if (!next) return;
    const jump = (): void => this.#jump(next.fromMs, next.toMs);
    if (next.fromMs <= positionMs) jump();
    else if (!waiting) this.#timer = setTimeout(jump, (next.fromMs - positionMs) / rate);
  }

  #jump(fromMs: number, toMs: number): void {
    if (toMs < Math.floor(this.#made.durationMs)) {
      this.seek(toMs);
      return;
    }
    // Nothing comes after it: here the episode will end.
    this.#player.pause();
    if (this.#player.state.positionMs > fromMs) this.#player.seek(fromMs);
  }
}
