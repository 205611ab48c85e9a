import { setTimeout as delay } from 'node:timers/promises';
import { bytesIn } from '../../media/steps/bytes-in.ts';

/** The most that lies in folders at a time until something is over, looked at ten times a second. */
export async function peakBytes(
  until: Promise<unknown>,
  ...folders: string[]
): Promise<number> {
  const peak = { bytes: 0 };
  const look = async (): Promise<void> => {
    let bytes = 0;
    for (const folder of folders) bytes += await bytesIn(folder);
    peak.bytes = Math.max(peak.bytes, bytes);
  };
  const isOver = until.then(() => true);
  do await look();
  while (!(await Promise.race([isOver, delay(100, false)])));
  await look();
  return peak.bytes;
}
