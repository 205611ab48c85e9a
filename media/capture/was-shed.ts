import { listSegments, readTake, type Damage } from './rtp-log-reader.ts';
import { recordKind } from './rtp-log.ts';

/** Whether packets of a take came that the recorder did not keep, for want of disk or memory. */
export async function wasShed(takeDir: string): Promise<boolean> {
  const damage: Damage = { bytes: 0 };
  for await (const block of readTake(await listSegments(takeDir), damage)) {
    if (block.some(({ kind }) => kind === recordKind.shed)) return true;
  }
  return false;
}
