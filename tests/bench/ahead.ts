import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { isDrawnAt, prepare, turnsBefore } from './prepare.ts';
import { measureMaking } from './publish.ts';
import { openSession } from './synthetic-session.ts';

/** Of the session's length: what is wanted, from the end until all is published. */
const wanted = 0.1;

/** What making the picture while a session is live saves after its end, and what it costs before. */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const database = await openTestDatabase(scope);
    const runs: { prepared: number; plain: number; turns: number; cpu: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const make = async (name: string, isPrepared: boolean) => {
        const dir = path.join(folder, `${round}-${name}`);
        await mkdir(dir);
        const people = ['sari', 'budi', 'ani', 'dewi'];
        const plan = { recordingsDir: dir, media, seconds, people };
        const { recordingId, write } = await openSession(database, plan);
        const momentsMs = turnsBefore(1_000 * seconds).filter(isDrawnAt);
        const until = 'chunks prepared' as const;
        const live = { dir, recordingId, momentsMs, write, scope, say, until };
        const cost = isPrepared ? await prepare(database, live) : { seconds: 0, cpu: 0 };
        await write();
        say(
          `A session of ${seconds} s with four people has ended, ${name}. Making its episode …`,
        );
        const { videoSeconds } = await measureMaking(database, { dir, recordingId, scope });
        return { videoSeconds, cost };
      };
      const prepared = await make('prepared', true);
      const plain = await make('not prepared', false);
      runs.push({
        ...{ prepared: prepared.videoSeconds, plain: plain.videoSeconds },
        ...{ turns: prepared.cost.seconds, cpu: prepared.cost.cpu },
      });
    }
    const against = (share: number): number[] => runs.map(() => share * seconds);
    return {
      rows: [
        rowOf('end to video, of four, against 0.1 of its length', 's', {
          ours: runs.map(({ prepared }) => prepared),
          baseline: against(wanted),
        }),
        rowOf('the same with nothing prepared', 's', {
          ours: runs.map(({ plain }) => plain),
          baseline: against(wanted),
        }),
        rowOf('preparing, of the time the session lasts', 's', {
          ours: runs.map(({ turns }) => turns),
          baseline: against(1),
        }),
        rowOf('preparing, CPU of two cores all that time', 's', {
          ours: runs.map(({ cpu }) => cpu),
          baseline: against(2),
        }),
      ],
    };
  } finally {
    await scope.close('measured');
  }
};
