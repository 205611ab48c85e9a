import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';

/** Samples of the left channel, 48 kHz. */
export async function listen(file: string): Promise<Float32Array> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-af', 'pan=mono|c0=c0', '-ar', '48000', '-f', 'f32le', '-'],
    { encoding: 'buffer', maxBuffer: 1 << 28 },
  );
  return new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
}

type Window = { fromSeconds: number; seconds: number };

/** How far the difference of two sounds lies below the first once their levels are the same, and how much louder the second is. dB. */
export function likeness(
  a: Float32Array,
  b: Float32Array,
  { fromSeconds, seconds }: Window,
): { likeDb: number; louderDb: number } {
  let [aa, ab, bb] = [0, 0, 0];
  const from = Math.round(fromSeconds * 48_000);
  for (let at = from; at < from + seconds * 48_000; at += 1) {
    aa += a[at]! ** 2;
    ab += a[at]! * b[at]!;
    bb += b[at]! ** 2;
  }
  return {
    // With the gain that leaves the least of it.
    likeDb: 10 * Math.log10(aa / (aa - ab ** 2 / bb)),
    louderDb: 20 * Math.log10(bb / ab),
  };
}

/** What slices may differ in from the whole, of what areAlike takes for the same. dB. */
const levelDb = 0.4;
/** Nearer than this is near enough, where an encoder happens to be nearer still. dB. */
const nearDb = 30;

/** Samples of what was joined, of the whole encoded at once, and of what both are made of. */
type Joined = Record<'joined' | 'encoded' | 'master', Float32Array>;

/** Holds what was joined to a whole encoding: as near to the master, and no click, nothing twice around the borders. */
export function expectAsNear(
  { joined, encoded, master }: Joined,
  { seconds, borders }: { seconds: number; borders: readonly number[] },
): void {
  expect(joined.length).toBe(encoded.length);
  const hold = (window: Window, withinDb: number): void => {
    const usual = likeness(master, encoded, window);
    const found = likeness(master, joined, window);
    expect(found.likeDb).toBeGreaterThan(Math.min(usual.likeDb - withinDb, nearDb));
    expect(Math.abs(found.louderDb - usual.louderDb)).toBeLessThan(levelDb);
  };
  hold({ fromSeconds: 0, seconds }, 1);
  for (const border of borders) {
    // Wherever in the second before and after it they were joined.
    for (let from = border - 0.6; from < border + 0.6; from += 0.1) {
      hold({ fromSeconds: from, seconds: 0.1 }, 6);
    }
  }
}
