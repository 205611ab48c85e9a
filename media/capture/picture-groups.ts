import { createHash } from 'node:crypto';
import type { PictureGroup } from '../contract/remuxed-take.ts';
import { configurationOf, nalType, splitUnits, typeOf } from './avc.ts';
import type { Frame } from './frame.ts';
import { plainSps } from './plain-sps.ts';

/** What may be in an access unit besides its picture and parameter sets: additions, delimiters, padding. */
const harmless: ReadonlySet<number> = new Set([6, 9, 12]);

/**
 * Counts the pictures of an H.264 take by groups. A group is plain, and has a form, when its keyframe brings one parameter
 * set of each kind, of a plain kind (see plainSps), the others bring none, and they were recorded in the order in which
 * they are decoded.
 */
export class PictureGroups {
  readonly #groups: PictureGroup[] = [];
  #last = { ms: 0, rtpTs: 0 };
  #known: { sets: Buffer; form: string | undefined } | undefined;

  /** A picture as it is written, in the order of the file. */
  add(ms: number, { isKey, rtpTs, data }: Pick<Frame, 'isKey' | 'rtpTs' | 'data'>): void {
    const before = this.#groups.at(-1);
    if (before) before.longestMs = Math.max(before.longestMs, ms - this.#last.ms);
    if (isKey) this.#groups.push({ fromMs: ms, pictures: 0, bytes: 0, longestMs: 0 });
    const group = this.#groups.at(-1);
    if (!group) return;
    group.pictures += 1;
    group.bytes += data.length;
    if (isKey) {
      const form = this.#formOf(data);
      if (form !== undefined) group.form = form;
    } else if (rtpTs <= this.#last.rtpTs || !isPlain(data)) {
      delete group.form;
    }
    this.#last = { ms, rtpTs };
  }

  list(): PictureGroup[] {
    return this.#groups;
  }

  #formOf(keyframe: Buffer): string | undefined {
    const configuration = configurationOf(keyframe);
    if (!configuration) return undefined;
    const { sps, pps, pictures } = configuration;
    if (!pictures.every((unit) => typeOf(unit) === nalType.idr || isHarmless(unit))) {
      return undefined;
    }
    const sets = Buffer.concat([sps, pps]);
    if (!this.#known?.sets.equals(sets)) {
      const form = createHash('sha256').update(sets).digest('hex').slice(0, 16);
      this.#known = { sets, form: plainSps(sps) && form };
    }
    return this.#known.form;
  }
}

const isHarmless = (unit: Buffer): boolean => harmless.has(typeOf(unit));

const isPlain = (data: Buffer): boolean =>
  splitUnits(data).every((unit) => typeOf(unit) === nalType.slice || isHarmless(unit));
