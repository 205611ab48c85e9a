import type { DatedReport, PacketJump } from './clock-map.ts';
import { listSegments, readTake, toTakeMeta, type Damage } from './rtp-log-reader.ts';
import { recordKind, type LogRecord, type TakeMeta } from './rtp-log.ts';
import { parseSenderReport } from './rtcp.ts';
import { parseRtp } from './rtp.ts';
import { createUnwrapper } from './unwrap.ts';

/** What the first reading of a take finds out: everything its clock map is made from. */
export type TakeSurvey = {
  meta: TakeMeta;
  segments: readonly { file: string; bytes: number }[];
  reports: DatedReport[];
  jumps: PacketJump[];
  packets: number;
  /** The earliest that RTP time 0 can have been, by the packet that travelled fastest. CLOCK_MONOTONIC in µs. */
  fastestUs: number;
  /** Arrival of the first and last packet. */
  firstMonoUs: number;
  lastMonoUs: number;
};

/** Half of the smallest step that a clock map takes seriously. */
const jumpUs = 40_000;
/** Of each second, only the largest jump each way can matter. */
const bucketUs = 1_000_000;

/** Reads a take once, in constant memory but for its reports. Undefined when it holds not one packet. */
export async function surveyTake(
  takeDir: string,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<TakeSurvey | undefined> {
  const segments = await listSegments(takeDir);
  // Counted when the take is read for good, so as not to count twice.
  const ignored: Damage = { bytes: 0 };
  let survey: Survey | undefined;
  for await (const block of readTake(segments, ignored)) {
    signal.throwIfAborted();
    let bytes = 0;
    for (const record of block) bytes += record.bytes.length;
    survey = addTo(survey, block);
    onBytes(bytes);
  }
  const result = survey?.result();
  return result && { ...result, segments };
}

/** Reads one more block of a take. Undefined until its description has come. */
export function addTo(
  survey: Survey | undefined,
  block: readonly LogRecord[],
): Survey | undefined {
  for (const record of block) {
    if (record.kind === recordKind.meta) {
      const meta = toTakeMeta(record);
      if (meta) survey ??= new Survey(meta);
    } else {
      survey?.add(record);
    }
  }
  return survey;
}

/** What is found out of a take, record by record. */
export class Survey {
  readonly #meta: TakeMeta;
  readonly #reports: DatedReport[] = [];
  readonly #jumps = new JumpBuckets();
  readonly #unwrapSequence = createUnwrapper(16);
  readonly #unwrapTs = createUnwrapper(32);
  #leader: { sequence: number; rtpTs: number; monoUs: number } | undefined;
  #packets = 0;
  #fastestUs = Infinity;
  #firstMonoUs = 0;
  #lastMonoUs = 0;

  constructor(meta: TakeMeta) {
    this.#meta = meta;
  }

  add({ kind, monoUs, bytes }: LogRecord): void {
    if (kind === recordKind.senderReport) {
      const report = parseSenderReport(bytes);
      // One that comes again, after the disk had refused it, is known.
      if (!report || monoUs <= (this.#reports.at(-1)?.monoUs ?? -Infinity)) return;
      const rtpTs = this.#unwrapTs(report.rtpTimestamp);
      this.#reports.push({ ntpUs: report.ntpUs, rtpTs, monoUs, packets: this.#packets });
      return;
    }
    if (kind !== recordKind.rtp) return;
    const packet = parseRtp(bytes);
    if (!packet || packet.payload.length === 0) return;
    const sequence = this.#unwrapSequence(packet.sequence);
    const rtpTs = this.#unwrapTs(packet.timestamp);

    if (this.#packets === 0) this.#firstMonoUs = monoUs;
    this.#packets += 1;
    this.#lastMonoUs = monoUs;
    this.#fastestUs = Math.min(this.#fastestUs, monoUs - this.#toUs(rtpTs));
    if (this.#leader) {
      // Repeated and overtaken packets come late without telling anything of the clock.
      if (sequence <= this.#leader.sequence) return;
      const waitedUs = monoUs - this.#leader.monoUs;
      const excessUs = waitedUs - this.#toUs(rtpTs - this.#leader.rtpTs);
      this.#jumps.add({ rtpTs, monoUs, excessUs });
    }
    this.#leader = { sequence, rtpTs, monoUs };
  }

  /** So far. Undefined while there is not one packet. */
  result(): Omit<TakeSurvey, 'segments'> | undefined {
    if (this.#packets === 0) return undefined;
    return {
      meta: this.#meta,
      reports: this.#reports,
      jumps: this.#jumps.list(),
      packets: this.#packets,
      fastestUs: this.#fastestUs,
      firstMonoUs: this.#firstMonoUs,
      lastMonoUs: this.#lastMonoUs,
    };
  }

  #toUs(ticks: number): number {
    return (ticks / this.#meta.clockRate) * 1e6;
  }
}

/** Keeps, of each second, the largest jump each way. */
class JumpBuckets {
  readonly #jumps: PacketJump[] = [];
  #bucket = -1;
  #late: PacketJump | undefined;
  #early: PacketJump | undefined;

  add(jump: PacketJump): void {
    const bucket = Math.floor(jump.monoUs / bucketUs);
    if (bucket !== this.#bucket) this.#keep();
    this.#bucket = bucket;
    if (jump.excessUs >= jumpUs && jump.excessUs > (this.#late?.excessUs ?? 0))
      this.#late = jump;
    if (jump.excessUs <= -jumpUs && jump.excessUs < (this.#early?.excessUs ?? 0)) {
      this.#early = jump;
    }
  }

  /** So far. */
  list(): PacketJump[] {
    return [...this.#jumps, ...this.#ofBucket()];
  }

  #keep(): void {
    this.#jumps.push(...this.#ofBucket());
    this.#late = undefined;
    this.#early = undefined;
  }

  #ofBucket(): PacketJump[] {
    return [this.#late, this.#early].filter((jump) => jump !== undefined);
  }
}
