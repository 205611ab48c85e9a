/** mediasoup keeps two seconds of a track, one of sound: what has not come by then never will. */
const givenUpAfterUs = 2_000_000;
const maxTries = 8;
export const repairEveryUs = 60_000;
/** More than this at once is not loss but another track: nothing of it can be asked for. */
const maxHole = 1_000;

type Missing = { sinceUs: number; tries: number; askAtUs: number };

/** Which packets of a track are missing, and which to ask for now. Sequence numbers are 16 bits. */
export class LossRepair {
  /** In rising order, wrap included. */
  readonly #missing = new Map<number, Missing>();
  #next: number | undefined;
  #repaired = 0;
  #lost = 0;

  get repaired(): number {
    return this.#repaired;
  }

  get lost(): number {
    return this.#lost;
  }

  get isComplete(): boolean {
    return this.#missing.size === 0;
  }

  /** Notes a packet. Returns whether packets before it are newly missing. */
  received(sequence: number, nowUs: number): boolean {
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

  /** Packets to ask for now; each is then due again 60 ms later, eight times at most. */
  due(nowUs: number): number[] {
    const due: number[] = [];
    for (const [sequence, missing] of this.#missing) {
      if (missing.tries >= maxTries || nowUs < missing.askAtUs) continue;
      missing.tries += 1;
      missing.askAtUs = nowUs + repairEveryUs;
      due.push(sequence);
    }
    return due;
  }

  /** Gives up what was asked for in vain. Returns how many packets that is, this time. */
  giveUp(nowUs: number): number {
    let givenUp = 0;
    for (const [sequence, { sinceUs, tries, askAtUs }] of this.#missing) {
      const isExhausted = tries >= maxTries && nowUs >= askAtUs + repairEveryUs;
      if (!isExhausted && nowUs - sinceUs < givenUpAfterUs) continue;
      this.#missing.delete(sequence);
      givenUp += 1;
    }
    this.#lost += givenUp;
    return givenUp;
  }
}
