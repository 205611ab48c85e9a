import { listSegments, readSegment, type Damage } from './rtp-log-reader.ts';
import { recordKind } from './rtp-log.ts';

/** What can be said of a take without reading all of it. */
export type TakeProbe = {
  /** Whether it holds a single packet. */
  hasMedia: boolean;
  /** Arrival of the last whole record, CLOCK_MONOTONIC in µs; undefined when there is none. */
  lastMonoUs: number | undefined;
};

/** Looks at a take's first packet and last segment. A take that was never written has no media. */
export async function probeTake(takeDir: string): Promise<TakeProbe> {
  const segments = await listSegments(takeDir);
  let hasMedia = false;
  for (const { file } of segments) {
    hasMedia ||= await hasPacket(file);
    if (hasMedia) break;
  }
  let lastMonoUs: number | undefined;
  for (const { file } of segments.toReversed()) {
    lastMonoUs ??= await lastRecord(file);
    if (lastMonoUs !== undefined) break;
  }
  return { hasMedia, lastMonoUs };
}

async function hasPacket(file: string): Promise<boolean> {
  const damage: Damage = { bytes: 0 };
  for await (const block of readSegment(file, damage)) {
    if (block.some(({ kind }) => kind === recordKind.rtp)) return true;
  }
  return false;
}

async function lastRecord(file: string): Promise<number | undefined> {
  const damage: Damage = { bytes: 0 };
  let last: number | undefined;
  for await (const block of readSegment(file, damage)) last = block.at(-1)?.monoUs ?? last;
  return last;
}
