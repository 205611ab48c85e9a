import { open, type FileHandle } from 'node:fs/promises';

/**
 * Writes one track as Matroska (RFC 9559): ticks of 1 ms, clusters of five seconds at most that begin at keyframes,
 * cues for each of them, since our readers seek all over a two-hour file.
 */
export type MatroskaTrack =
  | { codec: 'opus'; codecPrivate: Buffer }
  | { codec: 'vp8' | 'h264'; codecPrivate?: Buffer; width: number; height: number };

type Cluster = { fromMs: number; blocks: Buffer[]; bytes: number };
type Cue = { fromMs: number; position: number };

const clusterMaxMs = 5_000;
const clusterMaxBytes = 8 * 1024 * 1024;

const codecIds = { opus: 'A_OPUS', vp8: 'V_VP8', h264: 'V_MPEG4/ISO/AVC' } as const;

/** Element ids, RFC 9559 section 5.1 and RFC 8794 section 11.2. */
export const id = {
  ebml: 0x1a45dfa3,
  ebmlVersion: 0x4286,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  seekPreRoll: 0x56bb,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
} as const;

export class MatroskaWriter {
  readonly #handle: FileHandle;
  readonly #isVideo: boolean;
  /** Where the segment's content begins: positions in seek head and cues count from here. */
  readonly #segmentStart: number;
  readonly #durationAt: number;
  readonly #cuesPositionAt: number;
  #position: number;
  #cluster: Cluster | undefined;
  /** Numbers, not elements: a small buffer holds on to the eight kilobytes that it was cut from. */
  #cues: Cue[] = [];
  #lastMs = 0;

  private constructor(handle: FileHandle, head: ReturnType<typeof fileHead>, isVideo: boolean) {
    this.#handle = handle;
    this.#isVideo = isVideo;
    this.#segmentStart = head.segmentStart;
    this.#durationAt = head.durationAt;
    this.#cuesPositionAt = head.cuesPositionAt;
    this.#position = head.bytes.length;
  }

  static async create(file: string, track: MatroskaTrack): Promise<MatroskaWriter> {
    const head = fileHead(track);
    const handle = await open(file, 'w');
    await handle.write(head.bytes).catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
    return new MatroskaWriter(handle, head, track.codec !== 'opus');
  }

  /** `ms` never falls from one frame to the next. */
  async write(ms: number, isKey: boolean, data: Buffer): Promise<void> {
    const cluster = this.#cluster;
    const isFull =
      cluster &&
      (ms - cluster.fromMs >= clusterMaxMs ||
        cluster.bytes >= clusterMaxBytes ||
        (this.#isVideo && isKey));
    if (isFull) await this.#closeCluster();

    this.#cluster ??= { fromMs: ms, blocks: [], bytes: 0 };
    // Element, size in eight bytes, track 1, time, flags: in one piece, since there are hundreds of thousands of them.
    const head = Buffer.allocUnsafe(13);
    head[0] = id.simpleBlock;
    head.writeUInt32BE(0x01_00_00_00, 1);
    head.writeUInt32BE(4 + data.length, 5);
    head[9] = 0x81;
    head.writeInt16BE(ms - this.#cluster.fromMs, 10);
    head[12] = isKey ? 0x80 : 0;
    this.#cluster.blocks.push(head, data);
    this.#cluster.bytes += head.length + data.length;
    this.#lastMs = ms;
  }

  /** Completes the file and makes it durable. */
  async close(): Promise<void> {
    try {
      await this.complete();
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }

  /** Makes a complete file of what was written so far, which goes on as if this had never been. */
  async complete(): Promise<void> {
    const cluster = this.#cluster ? toElement(this.#cluster) : Buffer.alloc(0);
    const cuesAt = this.#position + cluster.length;
    const cues = element(
      id.cues,
      ...[...this.#cues, ...(this.#cluster ? [this.#cueOf(this.#cluster)] : [])].map(cuePoint),
    );
    await this.#patch(this.#position, cluster);
    await this.#patch(cuesAt, cues);
    await this.#patch(this.#cuesPositionAt, uint64(cuesAt - this.#segmentStart));
    await this.#patch(this.#durationAt, float64(this.#lastMs));
    await this.#patch(
      this.#segmentStart - 8,
      sizeOf(cuesAt + cues.length - this.#segmentStart),
    );
  }

  /** Gives the file up as it is. */
  async abandon(): Promise<void> {
    await this.#handle.close();
  }

  async #closeCluster(): Promise<void> {
    const cluster = this.#cluster;
    if (!cluster) return;
    this.#cluster = undefined;
    this.#cues.push(this.#cueOf(cluster));
    await this.#append(toElement(cluster));
  }

  /** Of a cluster that comes next. */
  #cueOf({ fromMs }: Cluster): Cue {
    return { fromMs, position: this.#position - this.#segmentStart };
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, this.#position);
    this.#position += bytes.length;
  }

  async #patch(position: number, bytes: Buffer): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, position);
  }
}

const toElement = ({ fromMs, blocks }: Cluster): Buffer =>
  element(id.cluster, element(id.timestamp, uint(fromMs)), ...blocks);

export const cuePoint = ({ fromMs, position }: Cue): Buffer =>
  element(
    id.cuePoint,
    element(id.cueTime, uint(fromMs)),
    element(
      id.cueTrackPositions,
      element(id.cueTrack, uint(1)),
      element(id.cueClusterPosition, uint(position)),
    ),
  );

/** Everything before the first cluster, and where the numbers lie that are known only at the end. */
function fileHead(track: MatroskaTrack) {
  const ebml = element(
    id.ebml,
    element(id.ebmlVersion, uint(1)),
    element(id.ebmlReadVersion, uint(1)),
    element(id.ebmlMaxIdLength, uint(4)),
    element(id.ebmlMaxSizeLength, uint(8)),
    element(id.docType, Buffer.from('matroska')),
    element(id.docTypeVersion, uint(4)),
    element(id.docTypeReadVersion, uint(2)),
  );
  const segmentHead = Buffer.concat([idBytes(id.segment), sizeOf(0)]);
  const segmentStart = ebml.length + segmentHead.length;
  const info = element(
    id.info,
    element(id.timestampScale, uint(1_000_000)),
    element(id.muxingApp, Buffer.from('Serambi')),
    element(id.writingApp, Buffer.from('Serambi')),
    // Last, so that it is found by counting back from the end.
    element(id.duration, float64(0)),
  );
  const tracks = element(id.tracks, trackEntry(track));
  const seekHead = (tracksAt: number, infoAt: number) =>
    element(id.seekHead, seek(id.info, infoAt), seek(id.tracks, tracksAt), seek(id.cues, 0));
  const infoAt = seekHead(0, 0).length;
  const bytes = Buffer.concat([
    ebml,
    segmentHead,
    seekHead(infoAt + info.length, infoAt),
    info,
    tracks,
  ]);
  return {
    bytes,
    segmentStart,
    cuesPositionAt: segmentStart + infoAt - 8,
    durationAt: segmentStart + infoAt + info.length - 8,
  };
}

function seek(target: number, position: number): Buffer {
  return element(
    id.seek,
    element(id.seekId, idBytes(target)),
    element(id.seekPosition, uint64(position)),
  );
}

function trackEntry(track: MatroskaTrack): Buffer {
  const common = [
    element(id.trackNumber, uint(1)),
    element(id.trackUid, uint(1)),
    element(id.trackType, uint(track.codec === 'opus' ? 2 : 1)),
    element(id.flagLacing, uint(0)),
    element(id.codecId, Buffer.from(codecIds[track.codec])),
    ...(track.codecPrivate ? [element(id.codecPrivate, track.codecPrivate)] : []),
  ];
  if (track.codec === 'opus') {
    const sound = [
      element(id.samplingFrequency, float64(48_000)),
      element(id.channels, uint(2)),
    ];
    // 80 ms: what an Opus decoder needs before it is exact (RFC 7845 section 4.6).
    const preRoll = element(id.seekPreRoll, uint(80_000_000));
    return element(id.trackEntry, ...common, preRoll, element(id.audio, ...sound));
  }
  const picture = [
    element(id.pixelWidth, uint(track.width)),
    element(id.pixelHeight, uint(track.height)),
  ];
  return element(id.trackEntry, ...common, element(id.video, ...picture));
}

export function element(elementId: number, ...content: Buffer[]): Buffer {
  const length = content.reduce((sum, { length: bytes }) => sum + bytes, 0);
  return Buffer.concat([idBytes(elementId), sizeOf(length), ...content]);
}

function idBytes(elementId: number): Buffer {
  return trimmed(uint64(elementId));
}

/** A size in eight bytes always: simple, and a number can be put in later. */
export function sizeOf(length: number): Buffer {
  const bytes = uint64(length);
  bytes[0] = 0x01;
  return bytes;
}

function uint(value: number): Buffer {
  return trimmed(uint64(value));
}

export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function trimmed(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(first < 0 ? 7 : first);
}
