import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { TimelineEvent } from '../../media/contract/timeline.ts';
import { loadFlashMedia } from './flash-media.ts';
import { packetiseOpus, packetiseVp8 } from './rtp-sender.ts';
import { arrivalsOf, writeRecording } from './written-recording.ts';

export type Past = {
  /** How much earlier it went live. */
  earlierMs: number;
  /** Until when Ani, who spoke before, had her camera on; 0: she had none. */
  cameraUntilMs: number;
};

/**
 * Makes the recording of a session that is live as old as if Ani had been on stage for minutes before the host's first
 * take. Its hub must be down.
 */
export async function growOld(
  recordingsDir: string,
  recordingId: string,
  { earlierMs, cameraUntilMs }: Past,
): Promise<void> {
  const files = recordingFiles(recordingsDir, recordingId);
  const lines = (await readFile(files.timeline, 'utf8')).trim().split('\n');
  const events = lines.map((line) => TimelineEvent.parse(JSON.parse(line)));
  const on = events.findIndex(({ type }) => type === 'record.on');
  const before = events.slice(0, on + 1).map((event) => ({
    ...event,
    monoUs: event.monoUs - 1_000 * earlierMs,
    wallMs: event.wallMs - earlierMs,
  }));
  const zeroUs = before[on]!.monoUs;

  const media = await loadFlashMedia();
  const voice = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const face = { frames: packetiseVp8(media.vp8), frameMs: 1_000 / 30, clockRate: 90_000 };
  const [fromMs, toMs] = [1_000, earlierMs - 1_000];
  const arrivals = arrivalsOf({ ...voice, fromMs, toMs });
  const seen = arrivalsOf({ ...face, fromMs, toMs: Math.min(toMs, cameraUntilMs) });
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'serambi-written-'));
  try {
    await writeRecording(elsewhere, {
      ...{ recordingId, zeroUs, ranges: [[0, earlierMs]] },
      takes: [
        { takeId: 'ani-voice', codec: 'opus', arrivals },
        ...(cameraUntilMs > fromMs
          ? [{ takeId: 'ani-face', codec: 'vp8', arrivals: seen } as const]
          : []),
      ],
    });
    const written = recordingFiles(elsewhere, recordingId);
    await cp(written.takes, files.takes, { recursive: true });
    const theirs = (await readFile(written.timeline, 'utf8'))
      .trim()
      .split('\n')
      .filter((line) => line.includes('"take.'));
    const toLine = (event: object): string => JSON.stringify(event);
    const all = [...before.map(toLine), ...theirs, ...events.slice(on + 1).map(toLine)];
    await writeFile(files.timeline, `${all.join('\n')}\n`);
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
}
