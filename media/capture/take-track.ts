import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { ChunkDigests } from './chunk-digests.ts';
import { toChunk } from '../plan/frame-grid.ts';
import { soundDigestMs } from '../plan/sound-grid.ts';
import type { Frame } from './frame.ts';
import { MatroskaWriter, type MatroskaTrack } from './matroska.ts';
import { opusHead } from './opus.ts';
import { PictureGroups } from './picture-groups.ts';
import type { Range } from './session-story.ts';

/**
 * How far back a keyframe may reach. Where a simulcast sender switches up, the higher layer's keyframe was captured
 * before lower frames that have already come.
 */
const overlapMs = 1_000;
const toSoundChunk = (ms: number): number => Math.floor(ms / soundDigestMs);
/** Shorter breaks are everyday: DTX, a screen that stands still. */
const breakMs = 1_000;
/** What browsers put into one Opus packet. */
const opusPacketMs = 20;

type Picture = { ms: number; frame: Frame };
type Counted = Pick<
  RemuxedTake,
  | 'firstMs'
  | 'lastMs'
  | 'frames'
  | 'keyframesMs'
  | 'chunkDigests'
  | 'sizes'
  | 'gaps'
  | 'breaks'
  | 'groups'
>;

/** The frames of one take on their way into its file: puts them on session time and leaves out what may not be there. */
export class TakeTrack {
  readonly #codec: RemuxedTake['codec'];
  readonly #file: string;
  readonly #zeroUs: number;
  readonly #counted: Counted = {
    firstMs: 0,
    lastMs: 0,
    frames: 0,
    keyframesMs: [],
    chunkDigests: [],
    sizes: [],
    gaps: [],
    breaks: [],
  };
  readonly #digests: ChunkDigests;
  readonly #groups: PictureGroups | undefined;
  #waiting: Picture[] = [];
  #writer: MatroskaWriter | undefined;
  /** A picture was left out: those that follow refer to it. */
  #needsKey = true;

  constructor(options: { codec: RemuxedTake['codec']; file: string; zeroUs: number }) {
    this.#codec = options.codec;
    this.#file = options.file;
    this.#zeroUs = options.zeroUs;
    this.#digests = new ChunkDigests(options.codec === 'opus' ? toSoundChunk : toChunk);
    this.#groups = options.codec === 'h264' ? new PictureGroups() : undefined;
  }

  /**
   * @param monoUs when the frame was captured.
   * @param ranges what of the session may be used.
   */
  async add(frame: Frame, monoUs: number, ranges: readonly Range[]): Promise<void> {
    if (!ranges.some(({ fromUs, toUs }) => monoUs >= fromUs && monoUs < toUs)) {
      this.#needsKey = true;
      return;
    }
    if (this.#needsKey && !frame.isKey) return;
    this.#needsKey = false;

    const ms = this.#place(Math.round((monoUs - this.#zeroUs) / 1000), frame);
    if (ms === undefined) return;
    if (frame.afterLoss) this.#noteGap(ms);
    this.#waiting.push({ ms, frame });
    const horizon = this.#codec === 'opus' ? 0 : overlapMs;
    while (this.#waiting[0] && this.#waiting[0].ms <= ms - horizon) {
      await this.#write(this.#waiting.shift());
    }
  }

  /** Completes the file. Undefined, and no file, when not one frame was published. */
  async finish(): Promise<Counted | undefined> {
    while (this.#waiting.length > 0) await this.#write(this.#waiting.shift());
    await this.#writer?.close();
    return this.#count();
  }

  /** The same of a take that goes on. Up to `untilMs` no frame will come any more that reaches back. */
  async soFar(untilMs: number): Promise<Counted | undefined> {
    while (this.#waiting[0] && this.#waiting[0].ms <= untilMs) {
      await this.#write(this.#waiting.shift());
    }
    await this.#writer?.complete();
    return this.#count();
  }

  async abandon(): Promise<void> {
    await this.#writer?.abandon();
  }

  #count(): Counted | undefined {
    if (!this.#writer) return undefined;
    const groups = this.#groups && { groups: this.#groups.list() };
    return { ...this.#counted, chunkDigests: this.#digests.list(), ...groups };
  }

  /** Where a frame goes; undefined for one that must go. Time in a file only rises. */
  #place(ms: number, frame: Frame): number | undefined {
    if (this.#codec === 'opus') return ms > this.#latestMs() ? ms : undefined;
    if (frame.isKey) {
      this.#waiting = this.#waiting.filter((earlier) => earlier.ms < ms);
    }
    // Pictures are never sorted or left out here: each may refer to the one that came before it.
    return Math.max(ms, this.#latestMs() + 1);
  }

  #latestMs(): number {
    return this.#waiting.at(-1)?.ms ?? (this.#counted.frames > 0 ? this.#counted.lastMs : -1);
  }

  #noteGap(ms: number): void {
    const latest = this.#latestMs();
    if (latest < 0) return;
    const fromMs = this.#codec === 'opus' ? Math.min(latest + opusPacketMs, ms) : latest;
    this.#counted.gaps.push({ fromMs, toMs: ms });
  }

  async #write(picture: Picture | undefined): Promise<void> {
    if (!picture) return;
    const { ms, frame } = picture;
    if (!this.#writer) {
      const track = toTrack(this.#codec, frame);
      this.#writer = await MatroskaWriter.create(this.#file, track);
      this.#digests.begin(JSON.stringify(track));
    }
    await this.#writer.write(ms, frame.isKey, frame.data);

    const counted = this.#counted;
    if (counted.frames === 0) counted.firstMs = ms;
    else if (ms - counted.lastMs > breakMs)
      counted.breaks.push({ fromMs: counted.lastMs, toMs: ms });
    counted.frames += 1;
    counted.lastMs = ms;
    this.#digests.add(ms, frame.data);
    this.#groups?.add(ms, frame);
    if (this.#codec === 'opus' || !frame.isKey) return;
    counted.keyframesMs.push(ms);
    const last = counted.sizes.at(-1);
    const { size } = frame;
    if (size && (size.width !== last?.width || size.height !== last.height)) {
      counted.sizes.push({ fromMs: ms, ...size });
    }
  }
}

function toTrack(codec: RemuxedTake['codec'], { size, codecPrivate }: Frame): MatroskaTrack {
  if (codec === 'opus') return { codec, codecPrivate: opusHead() };
  return {
    codec,
    // A wrong size in the header harms nobody: decoders believe the pictures.
    width: size?.width ?? 640,
    height: size?.height ?? 360,
    ...(codecPrivate ? { codecPrivate } : {}),
  };
}
