/** mediasoup keeps two seconds of a track, one of sound: what has not come by then never will. */
const givenUpAfterUs = 2_000_000;
const maxTries = 8;
/** How often to look for what is due. */
export const repairEveryUs = 60_000;
/** Between two tries for a packet. mediasoup ignores a request within its default round trip of 100 ms. */
const againAfterUs = 110_000;
/**
 * A track that falls silent may have lost its last packets, which nothing after them reveals: a muted microphone, a
 * camera that is switched off, a screen that stands still. So the next few numbers are asked for on suspicion, as
 * often as this after the last packet. mediasoup says nothing to requests for packets that it never sent.
 */
const suspectAfterUs = [80_000, 250_000, 600_000];
const suspected = 8;
/** More than this at once is not loss but another track: nothing of it can be asked for. */
const maxHole = 1_000;

type Missing = { sinceUs: number; tries: number; askAtUs: number };

/** Which packets of a track are missing, and which to ask for now. Sequence numbers are 16 bits. */
export class LossRepair {
  /** In rising order, wrap included. */
  readonly #missing = new Map<number, Missing>();
  #next: number | undefined;
  #lastUs = 0;
  #suspicions = 0;
  #repaired = 0;
  #lost = 0;

  get repaired(): number {
    return this.#repaired;
  }

  get lost(): number {
    return this.#lost;
  }

  /** Nothing is missing that is still hoped for. */
  get isComplete(): boolean {
    return this.#missing.size === 0;
  }

  /** Whether a packet is one that is missing, or a repeat: nothing newer than what has come. */
  isOld(sequence: number): boolean {
    return this.#next !== undefined && ((sequence - this.#next) & 0xffff) >= 0x8000;
  }

  /** Notes a packet. Returns whether packets before it are newly missing. */
  received(sequence: number, nowUs: number): boolean {
    this.#lastUs = nowUs;
    this.#suspicions = 0;
    if (this.#next === undefined) {
      this.#next = (sequence + 1) & 0xffff;
      return false;
    }
    const ahead = (sequence - this.#next) & 0xffff;
    if (ahead >= 0x8000) {
      if (this.#missing.delete(sequence)) this.#repaired += 1;
      return false;
    }
    if (ahead <= maxHole) {
      for (let i = 0; i < ahead; i += 1) {
        const missing = { sinceUs: nowUs, tries: 0, askAtUs: nowUs };
        this.#missing.set((this.#next + i) & 0xffff, missing);
      }
    } else {
      this.#lost += this.#missing.size;
      this.#missing.clear();
    }
    this.#next = (sequence + 1) & 0xffff;
    return ahead > 0;
  }

  /** Packets to ask for now; each is then due again, eight times at most. */
  due(nowUs: number): number[] {
    const due: number[] = [];
    for (const [sequence, missing] of this.#missing) {
      if (missing.tries >= maxTries || nowUs < missing.askAtUs) continue;
      missing.tries += 1;
      missing.askAtUs = nowUs + againAfterUs;
      due.push(sequence);
    }
    return [...due, ...this.#suspects(nowUs)];
  }

  /** Gives up what was asked for in vain. Returns how many packets that is, this time. */
  giveUp(nowUs: number): number {
    let givenUp = 0;
    for (const [sequence, { sinceUs, tries, askAtUs }] of this.#missing) {
      const isExhausted = tries >= maxTries && nowUs >= askAtUs;
      if (!isExhausted && nowUs - sinceUs < givenUpAfterUs) continue;
      this.#missing.delete(sequence);
      givenUp += 1;
    }
    this.#lost += givenUp;
    return givenUp;
  }

  #suspects(nowUs: number): number[] {
    const next = this.#next;
    const afterUs = suspectAfterUs[this.#suspicions];
    if (next === undefined || afterUs === undefined || nowUs - this.#lastUs < afterUs)
      return [];
    this.#suspicions += 1;
    return Array.from({ length: suspected }, (_, n) => (next + n) & 0xffff);
  }
}
