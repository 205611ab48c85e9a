import type { TakeSpec } from '../recordings/take-recorder.ts';

type Watched = Pick<TakeSpec, 'source' | 'codec'>;

/**
 * Longest stretch of pictures that one loss can spoil, and that a reader who seeks must decode in vain. Screens change
 * little and their keyframes are large. A camera in H.264 is one whose pictures the episode can take over between two
 * keyframes: every two seconds there is one, counting the moment that it takes to come.
 */
function maxAgeUs({ source, codec }: Watched): number {
  if (source === 'screen') return 20_000_000;
  return codec === 'h264' ? 1_900_000 : 10_000_000;
}

const firstPatienceUs = 1_000_000;
/** A sender that does not answer is asked less and less often. */
const lastPatienceUs = 8_000_000;

/** Decides when a sender is asked for a keyframe. */
export class KeyFrameWatch {
  readonly #maxAgeUs: number;
  #keyAtUs: number;
  /** Until the first keyframe there is nothing to be seen. */
  #isBroken = true;
  #isPaused = false;
  #askedAtUs: number;
  #patienceUs = firstPatienceUs;

  constructor(take: Watched, nowUs: number) {
    this.#maxAgeUs = maxAgeUs(take);
    this.#keyAtUs = nowUs;
    // Whoever begins to send is asked by mediasoup; we ask only when that was in vain.
    this.#askedAtUs = nowUs;
  }

  keyFrame(nowUs: number): void {
    this.#keyAtUs = nowUs;
    this.#isBroken = false;
    this.#askedAtUs = -Infinity;
    this.#patienceUs = firstPatienceUs;
  }

  /** Pictures are missing: none can be decoded until a keyframe. */
  broken(): void {
    this.#isBroken = true;
  }

  paused(paused: boolean, nowUs: number): void {
    // A resuming sender is asked by mediasoup, too.
    if (this.#isPaused && !paused) {
      this.#isBroken = true;
      this.#askedAtUs = nowUs;
    }
    this.#isPaused = paused;
  }

  /** Why to ask now, if at all. */
  ask(nowUs: number): 'loss' | 'age' | undefined {
    if (this.#isPaused || nowUs - this.#askedAtUs < this.#patienceUs) return undefined;
    const isOld = nowUs - this.#keyAtUs > this.#maxAgeUs;
    if (!this.#isBroken && !isOld) return undefined;
    this.#askedAtUs = nowUs;
    this.#patienceUs = Math.min(lastPatienceUs, 2 * this.#patienceUs);
    return this.#isBroken ? 'loss' : 'age';
  }
}
