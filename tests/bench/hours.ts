import {
  apartOf,
  lastBeepsOf,
  offsetsOf,
  remuxLong,
  writeLongSession,
  type LongTake,
} from '../support/long-session.ts';
import { rowOf, type Bench } from './bench.ts';

const people = 8;
const interruptions = 30;
/** What lips and voice may be apart. */
const mostOffsetMs = 20;

const worstOf = (offsetsMs: readonly number[]): number =>
  offsetsMs.reduce((worst, ms) => Math.max(worst, Math.abs(ms)), 0);

/** Whether a session of hours ends in step, and in the memory that it began with. Ours against what is allowed. */
export const bench: Bench = async ({ folder, seconds, say }) => {
  const plan = { seconds, people, interruptions, isWhole: true };
  const session = await writeLongSession(folder, plan);
  say(`The logs of ${people} people and ${seconds} s are written. Remuxing …`);
  const startedMs = performance.now();
  const { remuxed, heapMb } = await remuxLong(session);
  const remuxSeconds = (performance.now() - startedMs) / 1_000;
  const offsets = new Map<LongTake, number[]>();
  for (const take of session.takes) offsets.set(take, await offsetsOf(remuxed, take));
  const worstMs = Math.max(...[...offsets.values()].map(worstOf));
  let worstApartMs = 0;
  let worstBeepMs = 0;
  for (const peerId of new Set(session.takes.map((take) => take.peerId))) {
    worstApartMs = Math.max(worstApartMs, worstOf(apartOf(session, peerId, offsets)));
    say(`Making the stem of ${peerId} …`);
    const beeps = await lastBeepsOf(session, remuxed, peerId);
    if (beeps.length < 50) return { rows: [], isVoid: `${peerId}: ${beeps.length} beeps` };
    worstBeepMs = Math.max(worstBeepMs, worstOf(beeps));
  }
  const row = (what: string, unit: string, ours: number, baseline: number) =>
    rowOf(what, unit, { ours: [ours], baseline: [baseline] });
  return {
    rows: [
      row('worst offset of a packet, of what is allowed', 'ms', worstMs, mostOffsetMs),
      row('worst offset of a picture from its sound', 'ms', worstApartMs, mostOffsetMs),
      row('worst offset of a beep in the last minute', 'ms', worstBeepMs, mostOffsetMs),
      row('memory at most, of the first tenth', 'MB', Math.max(...heapMb), heapMb[1] ?? 0),
      row('remuxing, of the session’s length', 's', remuxSeconds, seconds),
    ],
  };
};
