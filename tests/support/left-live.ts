import { readFile, writeFile } from 'node:fs/promises';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { Database } from '../../server/platform/database.ts';
import { loadFlashMedia } from './flash-media.ts';
import { packetiseOpus } from './rtp-sender.ts';
import { aSession } from './stored.ts';
import { arrivalsOf, writeRecording } from './written-recording.ts';

/** Live for six seconds: one take of Ani's and one of Budi's have ended, and Ani's second goes on. */
export async function leaveLive(
  recordingsDir: string,
  database: Database,
): Promise<{ recordingId: string; sessionId: string }> {
  const { sessionId } = await aSession(database);
  await database.prisma.session.update({ where: { sessionId }, data: { state: 'live' } });
  const recordingId = `rekaman-${sessionId}`;
  const sound = { frames: packetiseOpus((await loadFlashMedia()).opus), frameMs: 20 };
  const arrivals = (fromMs: number, toMs: number) =>
    arrivalsOf({ ...sound, clockRate: 48_000, fromMs, toMs });
  await writeRecording(recordingsDir, {
    ...{ recordingId, sessionId, ranges: [[0, 6_000]] },
    takes: [
      { takeId: 'ani-1', codec: 'opus', arrivals: arrivals(0, 4_000) },
      { takeId: 'budi-1', codec: 'opus', peerId: 'budi', arrivals: arrivals(0, 3_000) },
      { takeId: 'ani-2', codec: 'opus', arrivals: arrivals(4_000, 6_000) },
    ],
  });
  const { timeline } = recordingFiles(recordingsDir, recordingId);
  const lines = (await readFile(timeline, 'utf8')).trim().split('\n');
  const goesOn = lines.filter((line) => {
    const { type, takeId } = JSON.parse(line) as { type: string; takeId?: string };
    return (
      !/^(record.off|session.end)$/.test(type) && !(type === 'take.end' && takeId === 'ani-2')
    );
  });
  await writeFile(timeline, `${goesOn.join('\n')}\n`);
  return { recordingId, sessionId };
}
