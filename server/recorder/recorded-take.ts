import { startsH264KeyFrame } from '../../media/capture/h264.ts';
import { recordKind } from '../../media/capture/rtp-log.ts';
import { parseRtp } from '../../media/capture/rtp.ts';
import { startsVp8KeyFrame } from '../../media/capture/vp8.ts';
import { KeyFrameWatch } from './keyframe-watch.ts';
import { LossRepair } from './loss-repair.ts';
import type { TakeSpec, TakeStats } from '../recordings/take-recorder.ts';
import type { TakeFile } from './take-file.ts';

const startsKeyFrame = {
  vp8: startsVp8KeyFrame,
  h264: startsH264KeyFrame,
  opus: () => false,
} as const;

/** While packets are not kept, the log says so this often. */
const shedEveryUs = 1_000_000;

/** One track being recorded: what arrives of it, what is missing, when it needs a keyframe. */
export class RecordedTake {
  readonly take: TakeSpec;
  readonly file: TakeFile;
  readonly repair = new LossRepair();
  readonly #watch: KeyFrameWatch | undefined;
  #packets = 0;
  #senderReports = 0;
  #shedPackets = 0;
  #shedToldUs = -Infinity;
  #isEnding = false;

  constructor(take: TakeSpec, file: TakeFile, nowUs: number) {
    this.take = take;
    this.file = file;
    if (take.kind === 'video') this.#watch = new KeyFrameWatch(take, nowUs);
  }

  /** Keeps a packet, or only counts it when `keep` is false. Returns whether packets before it are newly missing. */
  packet(bytes: Buffer, nowUs: number, keep: boolean): boolean {
    const packet = parseRtp(bytes);
    if (packet?.payloadType !== this.take.payloadType) return false;
    if (this.#isEnding && !this.repair.isOld(packet.sequence)) return false;
    this.#packets += 1;
    if (keep) {
      this.file.add(recordKind.rtp, nowUs, bytes);
      if (startsKeyFrame[this.take.codec](packet.payload)) this.#watch?.keyFrame(nowUs);
    } else {
      this.#shedPackets += 1;
      if (nowUs - this.#shedToldUs >= shedEveryUs) {
        this.#shedToldUs = nowUs;
        this.file.add(recordKind.shed, nowUs, Buffer.alloc(0));
      }
      this.#watch?.broken();
    }
    return this.repair.received(packet.sequence, nowUs);
  }

  senderReport(bytes: Buffer, nowUs: number): void {
    this.#senderReports += 1;
    this.file.add(recordKind.senderReport, nowUs, bytes);
  }

  /** From now on only what is missing is taken. */
  endHere(): void {
    this.#isEnding = true;
  }

  setPaused(paused: boolean, nowUs: number): void {
    this.#watch?.paused(paused, nowUs);
  }

  /** Gives up what stays missing; says whether a keyframe should be asked for, and why. */
  needsKeyFrame(nowUs: number): 'loss' | 'age' | undefined {
    if (this.repair.giveUp(nowUs) > 0) this.#watch?.broken();
    return this.#watch?.ask(nowUs);
  }

  stats(): TakeStats {
    return {
      takeId: this.take.takeId,
      packets: this.#packets,
      senderReports: this.#senderReports,
      writtenBytes: this.file.writtenBytes,
      lastWriteUs: this.file.lastWriteUs,
      lostPackets: this.repair.lost,
      repairedPackets: this.repair.repaired,
      shedPackets: this.#shedPackets,
    };
  }
}
