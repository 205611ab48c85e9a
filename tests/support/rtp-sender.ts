import { createSocket, type Socket } from 'node:dgram';
import { parseNacks } from '../../media/capture/rtcp.ts';

/** Where 1900 is, seen from 1970, in seconds. */
const unixToNtpSeconds = 2_208_988_800;
const mtu = 1_100;
const senderReportEveryMs = 500;
const keptPackets = 2_000;

export type TrackOptions = {
  ssrc: number;
  payloadType: number;
  clockRate: number;
  /** What to send at each tick, over and over: payloads of one frame. The last one gets the marker. */
  frames: readonly Buffer[][];
  frameMs: number;
  /** How long media is on its way; sender reports overtake it, as they do in a queue of pictures. */
  uplinkMs?: number;
  /** How fast the sender's media clock runs; 1.001 is a second in a thousand too much. */
  clockSpeed?: number;
  /** Share of packets lost on the way to the SFU, which asks for them again. */
  loss?: number;
  sendsReports?: boolean;
  firstSequence?: number;
  firstTimestamp?: number;
};

/** A WebRTC-like sender without encryption: paced media, sender reports, and repeats on request, from one UDP port. */
export class RtpSender {
  readonly #socket: Socket;
  readonly #port: number;
  readonly #clockOffsetMs: number;
  readonly #cname: string;
  readonly #tracks: RtpTrack[] = [];
  readonly #reports: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: {
    /** Of the SFU, on loopback. */
    port: number;
    cname: string;
    /** How wrong the sender's wall clock is. */
    clockOffsetMs?: number;
  }) {
    this.#port = options.port;
    this.#cname = options.cname;
    this.#clockOffsetMs = options.clockOffsetMs ?? 0;
    this.#socket = createSocket('udp4');
    this.#socket.on('message', (bytes) => this.#answer(bytes));
    // The SFU may be killed in a test: nobody listens then.
    this.#socket.on('error', () => undefined);
    this.#reports = setInterval(() => this.#report(), senderReportEveryMs);
  }

  /** Starts a track whose first frame was captured at `startUs` (CLOCK_MONOTONIC); late joiners leave out what has passed. */
  start(options: TrackOptions, startUs: number): RtpTrack {
    const track = new RtpTrack(options, startUs, (bytes) => this.#send(bytes));
    this.#tracks.push(track);
    this.#report();
    return track;
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#reports);
    for (const track of this.#tracks) track.stop();
    this.#socket.close();
  }

  #send(bytes: Buffer): void {
    // What was still on its way when the sender left is lost.
    if (!this.#isClosed) this.#socket.send(bytes, this.#port, '127.0.0.1', () => undefined);
  }

  #report(): void {
    for (const track of this.#tracks) {
      const report = track.senderReport(Date.now() + this.#clockOffsetMs);
      if (report) this.#send(Buffer.concat([report, describe(track.ssrc, this.#cname)]));
    }
  }

  #answer(bytes: Buffer): void {
    for (const { ssrc, sequences } of parseNacks(bytes)) {
      this.#tracks.find((track) => track.ssrc === ssrc)?.repeat(sequences);
    }
  }
}

export class RtpTrack {
  readonly #options: TrackOptions;
  readonly #startUs: number;
  readonly #send: (bytes: Buffer) => void;
  readonly #pacing: NodeJS.Timeout;
  readonly #sent = new Map<number, Buffer>();
  #sequence: number;
  #nextFrame: number;
  #octets = 0;
  #packets = 0;
  #isPaused = false;
  repeats = 0;

  constructor(options: TrackOptions, startUs: number, send: (bytes: Buffer) => void) {
    this.#options = options;
    this.#startUs = startUs;
    this.#send = send;
    this.#sequence = options.firstSequence ?? 1_000;
    this.#nextFrame = Math.max(0, Math.ceil(this.#elapsedMs() / options.frameMs));
    this.#pacing = setInterval(() => this.#pace(), 5);
  }

  /** Sent so far, repeats aside. */
  get packets(): number {
    return this.#packets;
  }

  get ssrc(): number {
    return this.#options.ssrc;
  }

  /** Frames that fall into a pause are never sent; time goes on. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  stop(): void {
    clearInterval(this.#pacing);
    this.#isPaused = true;
  }

  repeat(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const bytes = this.#sent.get(sequence);
      if (!bytes) continue;
      this.repeats += 1;
      this.#send(bytes);
    }
  }

  senderReport(wallMs: number): Buffer | undefined {
    if (this.#isPaused || this.#packets === 0 || this.#options.sendsReports === false)
      return undefined;
    const bytes = Buffer.alloc(28);
    bytes.set([0x80, 200, 0, 6]);
    bytes.writeUInt32BE(this.ssrc, 4);
    bytes.writeUInt32BE(Math.floor(wallMs / 1000) + unixToNtpSeconds, 8);
    bytes.writeUInt32BE(Math.floor(((wallMs % 1000) / 1000) * 2 ** 32), 12);
    bytes.writeUInt32BE(this.#timestampAt(this.#elapsedMs()), 16);
    bytes.writeUInt32BE(this.#packets, 20);
    bytes.writeUInt32BE(this.#octets, 24);
    return bytes;
  }

  #elapsedMs(): number {
    return (Number(process.hrtime.bigint() / 1000n) - this.#startUs) / 1000;
  }

  #timestampAt(captureMs: number): number {
    const { clockRate, clockSpeed = 1, firstTimestamp = 123_456 } = this.#options;
    return (firstTimestamp + Math.round((captureMs * clockRate * clockSpeed) / 1000)) % 2 ** 32;
  }

  #pace(): void {
    const { frames, frameMs } = this.#options;
    for (; this.#nextFrame * frameMs <= this.#elapsedMs(); this.#nextFrame += 1) {
      const payloads = frames[this.#nextFrame % frames.length]!;
      if (!this.#isPaused) this.#sendFrame(payloads, this.#nextFrame * frameMs);
    }
  }

  #sendFrame(payloads: readonly Buffer[], captureMs: number): void {
    const { payloadType, loss = 0, uplinkMs = 0 } = this.#options;
    payloads.forEach((payload, index) => {
      const isLast = index === payloads.length - 1;
      const head = Buffer.alloc(12);
      head[0] = 0x80;
      head[1] = (isLast ? 0x80 : 0) | payloadType;
      head.writeUInt16BE(this.#sequence, 2);
      head.writeUInt32BE(this.#timestampAt(captureMs), 4);
      head.writeUInt32BE(this.ssrc, 8);
      const bytes = Buffer.concat([head, payload]);
      this.#sent.set(this.#sequence, bytes);
      this.#sent.delete((this.#sequence - keptPackets) & 0xffff);
      this.#sequence = (this.#sequence + 1) & 0xffff;
      this.#packets += 1;
      this.#octets += payload.length;
      if (Math.random() < loss) return;
      if (uplinkMs > 0) setTimeout(() => this.#send(bytes), uplinkMs);
      else this.#send(bytes);
    });
  }
}

/** A source description with a CNAME: it tells the SFU which tracks share a clock. */
function describe(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname);
  const bytes = Buffer.alloc(4 * Math.ceil((4 + 4 + 2 + name.length + 1) / 4));
  bytes.set([0x81, 202]);
  bytes.writeUInt16BE(bytes.length / 4 - 1, 2);
  bytes.writeUInt32BE(ssrc, 4);
  bytes.set([1, name.length], 8);
  name.copy(bytes, 10);
  return bytes;
}

/** RFC 7741: a descriptor with a 15-bit picture id before each part. */
export function packetiseVp8(frames: readonly Buffer[]): Buffer[][] {
  return frames.map((frame, index) =>
    split(frame).map((part, n) => {
      const start = n === 0 ? 0x10 : 0;
      return Buffer.concat([
        Buffer.of(0x80 | start, 0x80, 0x80 | (index >> 8), index & 0xff),
        part,
      ]);
    }),
  );
}

/** RFC 6184, non-interleaved: large NAL units in fragments. */
export function packetiseH264(pictures: readonly Buffer[][]): Buffer[][] {
  return pictures.map((nals) =>
    nals.flatMap((nal) => {
      if (nal.length <= mtu) return [nal];
      const parts = split(nal.subarray(1));
      return parts.map((part, n) => {
        const edge = (n === 0 ? 0x80 : 0) | (n === parts.length - 1 ? 0x40 : 0);
        return Buffer.concat([Buffer.of((nal[0]! & 0xe0) | 28, edge | (nal[0]! & 0x1f)), part]);
      });
    }),
  );
}

export function packetiseOpus(packets: readonly Buffer[]): Buffer[][] {
  return packets.map((packet) => [packet]);
}

function split(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += mtu) parts.push(bytes.subarray(at, at + mtu));
  return parts;
}
