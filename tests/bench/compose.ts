import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { measureRun } from './publish.ts';
import { recordPage, tellFilmed } from './recorded-page.ts';
import { endSession } from './synthetic-session.ts';

/** What the picture of an episode costs, against bare ffmpeg and against a browser that is filmed while it plays. */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const database = await openTestDatabase(scope);
    const found = { ours: [] as number[], bare: [] as number[], page: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const dir = path.join(folder, `${round}`);
      await mkdir(dir);
      const { recordingId } = await endSession(database, {
        recordingsDir: dir,
        ...{ media, seconds, people: ['sari', 'budi'] },
      });
      say(`A session of ${seconds} s with two people has ended. Making its episode …`);
      const run = await measureRun(database, { dir, recordingId, scope });
      say('Filming a page that plays the same …');
      const page = await recordPage(run.takes, dir);
      say(tellFilmed(page));
      found.ours.push(run.videoCpu / seconds);
      found.bare.push(run.bareVideoCpu / seconds);
      // A page takes as long as the session; what it takes besides, to start, is not counted.
      found.page.push(page.cpu / page.seconds);
    }
    const { ours, bare, page } = found;
    return {
      rows: [
        rowOf('CPU a second of the session, of bare ffmpeg', 's', { ours, baseline: bare }),
        rowOf('the same, of a filmed page', 's', { ours, baseline: page }),
      ],
    };
  } finally {
    await scope.close('measured');
  }
};
