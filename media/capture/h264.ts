import { configurationRecord, lengthPrefixed, nalType, typeOf } from './avc.ts';
import { DecodableGate, type Depacketiser, type Frame } from './frame.ts';
import type { TrackPacket } from './reorder.ts';
import { readSpsSize } from './sps.ts';

/** Whether a keyframe begins in this payload, with its parameter sets or without. */
export function startsH264KeyFrame(payload: Buffer): boolean {
  const type = typeOf(payload);
  if (type === nalType.fragment) {
    const header = payload[1] ?? 0;
    return (header & 0x80) !== 0 && (header & 0x1f) === nalType.idr;
  }
  const types = type === nalType.aggregate ? splitAggregate(payload).map(typeOf) : [type];
  return types.some((each) => each === nalType.idr || each === nalType.sps);
}

/**
 * RFC 6184, packetisation mode 0 and 1, to length-prefixed access units. Parameter sets stay in the stream, and are put
 * before each keyframe that came without: a decoder may start there, and a change of them needs no new file.
 */
export function createH264Depacketiser(): Depacketiser {
  const gate = new DecodableGate();
  const parameters = new ParameterSets();
  let last: number | undefined;
  /** Timestamp of an access unit with a packet missing: no part of it is worth keeping. */
  let brokenTs: number | undefined;
  let unit: { rtpTs: number; nals: Buffer[] } | undefined;
  let fragments: Buffer[] | undefined;

  const finish = (): Frame | undefined => {
    const done = unit;
    unit = undefined;
    if (!done || done.nals.length === 0) return undefined;
    parameters.learn(done.nals);
    const isKey = done.nals.some((nal) => typeOf(nal) === nalType.idr);
    const { codecPrivate } = parameters;
    const admitted = gate.admit(isKey && codecPrivate !== undefined);
    if (!admitted) return undefined;
    const nals = isKey ? parameters.complete(done.nals) : done.nals;
    const { size } = parameters;
    return {
      rtpTs: done.rtpTs,
      isKey,
      data: lengthPrefixed(nals),
      ...admitted,
      ...(isKey && size ? { size } : {}),
      ...(isKey && codecPrivate ? { codecPrivate } : {}),
    };
  };

  return {
    push({ sequence, rtpTs, marker, payload }: TrackPacket): Frame | undefined {
      if (last !== undefined && sequence !== last + 1) {
        // Either the rest of the unit at hand is lost, or the beginning of the one that comes now.
        brokenTs = isUnitStart(payload) && unit?.rtpTs !== rtpTs ? undefined : rtpTs;
        unit = undefined;
        fragments = undefined;
        gate.loss();
      }
      last = sequence;
      if (brokenTs === rtpTs || payload.length === 0) return undefined;
      if (unit?.rtpTs !== rtpTs) {
        // A unit that never got its marker: what follows refers to a picture that we do not have.
        if (unit) gate.loss();
        unit = { rtpTs, nals: [] };
      }

      const type = typeOf(payload);
      if (type === nalType.aggregate) {
        unit.nals.push(...splitAggregate(payload));
      } else if (type === nalType.fragment) {
        const header = payload[1] ?? 0;
        if (header & 0x80) {
          fragments = [Buffer.of(((payload[0] ?? 0) & 0xe0) | (header & 0x1f))];
        }
        fragments?.push(payload.subarray(2));
        if (fragments && header & 0x40) {
          unit.nals.push(Buffer.concat(fragments));
          fragments = undefined;
        }
      } else {
        unit.nals.push(payload);
      }
      return marker ? finish() : undefined;
    },
  };
}

/** Whether an access unit begins here: with a parameter set, a delimiter, or the slice that holds the first macroblock. */
function isUnitStart(payload: Buffer): boolean {
  const type = typeOf(payload);
  if (type === nalType.fragment) {
    return ((payload[1] ?? 0) & 0x80) !== 0 && ((payload[2] ?? 0) & 0x80) !== 0;
  }
  if (type === nalType.aggregate) {
    const [first] = splitAggregate(payload);
    return first !== undefined && isUnitStart(first);
  }
  // A slice header begins with first_mb_in_slice, and Exp-Golomb writes 0 as a single one.
  return type > nalType.idr || ((payload[1] ?? 0) & 0x80) !== 0;
}

function splitAggregate(payload: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  for (let at = 1; at + 2 <= payload.length;) {
    const end = at + 2 + payload.readUInt16BE(at);
    if (end > payload.length || end === at + 2) break;
    nals.push(payload.subarray(at + 2, end));
    at = end;
  }
  return nals;
}

/** The latest sequence and picture parameter set. WebRTC senders use one of each. */
class ParameterSets {
  #sps: Buffer | undefined;
  #pps: Buffer | undefined;

  learn(nals: readonly Buffer[]): void {
    this.#sps = nals.findLast((nal) => typeOf(nal) === nalType.sps) ?? this.#sps;
    this.#pps = nals.findLast((nal) => typeOf(nal) === nalType.pps) ?? this.#pps;
  }

  /** The keyframe's units with both sets before the picture. */
  complete(nals: Buffer[]): Buffer[] {
    const types = new Set(nals.map(typeOf));
    if (types.has(nalType.sps) && types.has(nalType.pps)) return nals;
    const rest = nals.filter((nal) => ![7, 8].includes(typeOf(nal)));
    return this.#sps && this.#pps ? [this.#sps, this.#pps, ...rest] : nals;
  }

  get size(): { width: number; height: number } | undefined {
    return this.#sps && readSpsSize(this.#sps);
  }

  /** See configurationRecord. */
  get codecPrivate(): Buffer | undefined {
    const [sps, pps] = [this.#sps, this.#pps];
    return sps && pps && configurationRecord(sps, pps);
  }
}
