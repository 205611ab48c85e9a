import type { Track } from 'node-datachannel';
import { parseNacks } from '../../media/capture/rtcp.ts';
import type { Opaque } from '../../server/rooms/media-plane.ts';
import { RtpTrack } from './rtp-sender.ts';

export const opusType = 111;
export const vp8Type = 96;
/** Of the header extension that says how loud a packet is (RFC 6464). */
const levelId = 1;
const frameMs = 20;
const samplesPerFrame = 960;
const reportEveryMs = 250;

/** Sends a packet of sound each 20 ms: one that only says how loud it is, or what it is given. */
export class OpusSender {
  readonly #track: Track;
  readonly #ssrc: number;
  #timer: NodeJS.Timeout | undefined;
  #flow: RtpTrack | undefined;
  #count = 0;

  constructor(track: Track, ssrc: number) {
    this.#track = track;
    this.#ssrc = ssrc;
  }

  /** `loudness` in -dBov, 0 (loudest) to 127. */
  start(loudness: number): void {
    this.#timer = setInterval(() => {
      if (!this.#track.isOpen()) return;
      this.#track.sendMessageBinary(this.#packet(loudness));
      this.#count += 1;
    }, frameMs);
  }

  /** Plays these packets in a loop that began at `startUs` (CLOCK_MONOTONIC), with sender reports. */
  play(frames: readonly Buffer[][], startUs: number): void {
    const send = (bytes: Buffer): void => {
      if (this.#track.isOpen()) this.#track.sendMessageBinary(bytes);
    };
    const flow = new RtpTrack(
      { ssrc: this.#ssrc, frames, frameMs, payloadType: opusType, clockRate: 48_000 },
      startUs,
      send,
    );
    this.#flow = flow;
    this.#timer = setInterval(() => {
      const report = flow.senderReport(Date.now());
      if (report) send(report);
    }, reportEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#flow?.stop();
  }

  #packet(loudness: number): Buffer {
    const packet = Buffer.alloc(12 + 8 + 40, 0x55);
    packet.set([0x90, opusType]);
    packet.writeUInt16BE((1000 + this.#count) & 0xffff, 2);
    packet.writeUInt32BE((this.#count * samplesPerFrame) >>> 0, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    // One-byte header extensions, one word: id and length, voice bit and level, padding.
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(1, 14);
    packet.set([levelId << 4, 0x80 | loudness, 0, 0], 16);
    return packet;
  }
}

export function opusSending(ssrc: number): Opaque {
  return {
    mid: 'a',
    codecs: [{ mimeType: 'audio/opus', payloadType: opusType, clockRate: 48_000, channels: 2 }],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelId }],
    encodings: [{ ssrc }],
  };
}

export type Layer = {
  ssrc: number;
  /** Payloads of each frame, sent over and over. The first of all is a keyframe. */
  frames: readonly Buffer[][];
};

/** Sends one picture in one or more layers, with sender reports, and answers what it is asked to repeat. */
export class Vp8Sender {
  readonly #track: Track;
  readonly #layers: readonly Layer[];
  #flows: RtpTrack[] = [];
  #reports: NodeJS.Timeout | undefined;
  /** Keyframes that were asked for so far; the next one in the frames is the answer. */
  keyFrameRequests = 0;

  constructor(track: Track, layers: readonly Layer[]) {
    this.#track = track;
    this.#layers = layers;
    track.onMessage((rtcp) => this.#answer(rtcp));
  }

  /** In a loop that began at `startUs` (CLOCK_MONOTONIC): now, unless said otherwise. */
  start(framesPerSecond: number, startUs = Number(process.hrtime.bigint() / 1000n)): void {
    const send = (bytes: Buffer): void => {
      if (this.#track.isOpen()) this.#track.sendMessageBinary(bytes);
    };
    this.#flows = this.#layers.map(({ ssrc, frames }) => {
      const frameMs = 1000 / framesPerSecond;
      return new RtpTrack(
        { ssrc, frames, frameMs, payloadType: vp8Type, clockRate: 90_000 },
        startUs,
        send,
      );
    });
    this.#reports = setInterval(() => {
      for (const flow of this.#flows) {
        const report = flow.senderReport(Date.now());
        if (report) send(report);
      }
    }, reportEveryMs);
  }

  /** Packets sent so far, over all layers. */
  get packets(): number {
    return this.#flows.reduce((sum, flow) => sum + flow.packets, 0);
  }

  stop(): void {
    clearInterval(this.#reports);
    for (const flow of this.#flows) flow.stop();
  }

  #answer(rtcp: Buffer): void {
    // PLI and FIR (RFC 4585, 5104): feedback about a payload, of format 1 or 4.
    const [head = 0, type] = rtcp;
    if (type === 206 && [1, 4].includes(head & 0x1f)) this.keyFrameRequests += 1;
    for (const { ssrc, sequences } of parseNacks(rtcp)) {
      this.#flows.find((flow) => flow.ssrc === ssrc)?.repeat(sequences);
    }
  }
}

export function vp8Sending(layers: readonly Layer[]): Opaque {
  const rtcpFeedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }];
  return {
    mid: 'v',
    codecs: [{ mimeType: 'video/VP8', payloadType: vp8Type, clockRate: 90_000, rtcpFeedback }],
    encodings: layers.map(({ ssrc }) => ({ ssrc })),
  };
}

/** Frames that look like VP8 to an SFU: a descriptor (RFC 7741), then whether it is a keyframe, then anything. */
export function vp8Frames(options: {
  /** One in so many is a keyframe. */
  keyFrameEvery: number;
  packetsPerFrame: number;
  packetBytes: number;
}): Buffer[][] {
  const { keyFrameEvery, packetsPerFrame, packetBytes } = options;
  return Array.from({ length: keyFrameEvery }, (_, frame) =>
    Array.from({ length: packetsPerFrame }, (_part, part) => {
      const payload = Buffer.alloc(packetBytes, 0x55);
      // The first packet of a frame says so; the lowest bit of the picture itself says that it is no keyframe.
      payload.set([part === 0 ? 0x10 : 0, frame === 0 ? 0 : 1]);
      return payload;
    }),
  );
}
