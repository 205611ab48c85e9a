import type { TrackPacket } from './reorder.ts';

/** One picture or one packet of sound, as Matroska stores it. */
export type Frame = {
  /** Unwrapped RTP timestamp. */
  rtpTs: number;
  isKey: boolean;
  data: Buffer;
  /** Packets were lost for good since the frame before this one. */
  afterLoss: boolean;
  /** On keyframes. */
  size?: { width: number; height: number };
  /** On keyframes of codecs that need it to set up a decoder. */
  codecPrivate?: Buffer;
};

/**
 * Puts a codec's RTP payloads together again. Takes packets in order; a missing sequence number is lost for good.
 * After a loss pictures are left out until a keyframe, for what comes before it would decode to rubbish.
 */
export type Depacketiser = { push(packet: TrackPacket): Frame | undefined };

/** Which pictures can be decoded: none after a loss until the next keyframe. */
export class DecodableGate {
  #needsKey = true;
  /** The take begins whole: that it starts at a keyframe is no loss. */
  #lost = false;

  loss(): void {
    this.#needsKey = true;
    this.#lost = true;
  }

  /** Whether the frame may be kept, and if so, whether something is missing right before it. */
  admit(isKey: boolean): { afterLoss: boolean } | undefined {
    if (this.#needsKey && !isKey) return undefined;
    const afterLoss = this.#lost;
    this.#needsKey = false;
    this.#lost = false;
    return { afterLoss };
  }
}
