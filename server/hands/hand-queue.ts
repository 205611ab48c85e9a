/** A hand that is up. */
export type Hand = {
  readonly peerId: string;
  readonly displayName: string;
  /** What it is about; may be empty. */
  readonly reason: string;
  readonly raisedAt: Date;
};

/** Raised hands in the order of raising. Raising again changes what a hand says and keeps its place. */
export class HandQueue {
  // A map keeps the order in which its keys were first set.
  readonly #hands = new Map<string, Hand>();

  get size(): number {
    return this.#hands.size;
  }

  get inOrder(): Hand[] {
    return [...this.#hands.values()];
  }

  find(peerId: string): Hand | undefined {
    return this.#hands.get(peerId);
  }

  raise(hand: Hand): void {
    const raisedAt = this.#hands.get(hand.peerId)?.raisedAt ?? hand.raisedAt;
    this.#hands.set(hand.peerId, { ...hand, raisedAt });
  }

  /** False when it was not up. */
  lower(peerId: string): boolean {
    return this.#hands.delete(peerId);
  }

  lowerAll(): void {
    this.#hands.clear();
  }

  /** 1 for whoever is next; undefined for a hand that is not up. */
  placeOf(peerId: string): number | undefined {
    const index = [...this.#hands.keys()].indexOf(peerId);
    return index < 0 ? undefined : index + 1;
  }
}
