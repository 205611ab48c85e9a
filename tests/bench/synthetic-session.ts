import { newId } from '../../server/platform/ids.ts';
import type { Database } from '../../server/platform/database.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';
import { framesPerSecond, opusPacketMs, type BenchMedia } from './bench-media.ts';

/** Less than a microphone hears of others, so that nobody passes for somebody else's echo. */
const apartMs = 1_700;

/** What this person of several says, all the time: nobody says it at the time of another. */
export function voiceOf({ opus }: BenchMedia, index: number): Buffer[][] {
  const from = Math.round((index * apartMs) / opusPacketMs) % opus.length;
  return [...opus.slice(from), ...opus.slice(0, from)];
}

type Plan = {
  recordingsDir: string;
  media: BenchMedia;
  seconds: number;
  /** Everyone speaks all the time, with the camera on. */
  people: readonly string[];
};
type Ids = { recordingId: string; sessionId: string };

/** A session that has just ended: its takes and timeline on disk, its rows in the database. */
export async function endSession(database: Database, plan: Plan): Promise<Ids> {
  const { write, ...ids } = await openSession(database, plan);
  await write();
  return ids;
}

/** The same before anything was recorded of it. `write` leaves its takes as they are at that moment, or at its end. */
export async function openSession(
  database: Database,
  { recordingsDir, media, seconds, people }: Plan,
): Promise<Ids & { write: (untilMs?: number) => Promise<void> }> {
  const { seriesId } = await aSeries(database, { publishMode: 'automatic' });
  const { sessionId } = await aSession(database, { seriesId, title: 'Bab satu' });
  const recordingId = newId();
  const startedAt = new Date(Date.now() - 1_000 * seconds);
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'processing', startedAt, endedAt: new Date() },
  });

  const whole = { fromMs: 0, toMs: 1_000 * seconds, delayMs: 20 };
  const face = { frames: media.vp8, frameMs: 1_000 / framesPerSecond, clockRate: 90_000 };
  const takes = people.flatMap((peerId, index) => {
    const voice = { frames: voiceOf(media, index), frameMs: opusPacketMs, clockRate: 48_000 };
    return [
      {
        takeId: `${peerId}-voice`,
        peerId,
        codec: 'opus' as const,
        arrivals: arrivalsOf({ ...whole, ...voice }),
      },
      {
        takeId: `${peerId}-face`,
        peerId,
        codec: 'vp8' as const,
        arrivals: arrivalsOf({ ...whole, ...face }),
      },
    ];
  });
  const write = async (untilMs = Infinity): Promise<void> => {
    await writeRecording(recordingsDir, {
      ...{ recordingId, sessionId, takes, ranges: [[0, 1_000 * seconds]], untilMs },
    });
  };
  return { recordingId, sessionId, write };
}
