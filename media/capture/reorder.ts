/** A packet on its place in the track: sequence and timestamp no longer wrap. */
export type TrackPacket = {
  sequence: number;
  rtpTs: number;
  /** Arrival, CLOCK_MONOTONIC in µs. */
  monoUs: number;
  marker: boolean;
  payload: Buffer;
};

/** How long a missing packet is waited for, by arrival time. Nobody is listening live, so it can be generous. */
const windowUs = 3_000_000;

/** Puts packets in order of their sequence and drops repeats. A hole is closed when it is three seconds old. */
export class ReorderBuffer {
  readonly #waiting = new Map<number, TrackPacket>();
  #next: number | undefined;
  /** Arrival of the packet that has waited longest, while any waits. */
  #waitingSinceUs = 0;
  #lost = 0;

  /** Packets that never came, so far. */
  get lost(): number {
    return this.#lost;
  }

  push(packet: TrackPacket): TrackPacket[] {
    const isLate = this.#next !== undefined && packet.sequence < this.#next;
    if (isLate || this.#waiting.has(packet.sequence)) return [];
    if (packet.sequence === this.#next && this.#waiting.size === 0) {
      // The usual case, kept short: it came when it was due.
      this.#next += 1;
      return [packet];
    }
    if (this.#waiting.size === 0) this.#waitingSinceUs = packet.monoUs;
    this.#waiting.set(packet.sequence, packet);

    const ready = this.#takeReady();
    while (this.#waiting.size > 0 && packet.monoUs - this.#waitingSinceUs > windowUs) {
      this.#skipHole();
      ready.push(...this.#takeReady());
    }
    return ready;
  }

  /** What still waits, in order: the take is over. */
  flush(): TrackPacket[] {
    const rest: TrackPacket[] = [];
    while (this.#waiting.size > 0) {
      this.#skipHole();
      rest.push(...this.#takeReady());
    }
    return rest;
  }

  #takeReady(): TrackPacket[] {
    const ready: TrackPacket[] = [];
    if (this.#next === undefined) return ready;
    for (let packet = this.#waiting.get(this.#next); packet;) {
      this.#waiting.delete(packet.sequence);
      ready.push(packet);
      this.#next = packet.sequence + 1;
      packet = this.#waiting.get(this.#next);
    }
    if (ready.length > 0) this.#waitingSinceUs = this.#oldestArrival();
    return ready;
  }

  #skipHole(): void {
    const lowest = Math.min(...this.#waiting.keys());
    // Before the first packet there is no hole: we only waited for one that overtook it.
    if (this.#next !== undefined) this.#lost += lowest - this.#next;
    this.#next = lowest;
  }

  #oldestArrival(): number {
    let oldest = Infinity;
    for (const { monoUs } of this.#waiting.values()) oldest = Math.min(oldest, monoUs);
    return oldest;
  }
}
