import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import {
  superviseRecorder,
  type SupervisedRecorder,
} from '../../server/recorder/supervise-recorder.ts';
import type { RecorderStats } from '../../server/recordings/take-recorder.ts';
import { openRtpCapture } from '../../server/sfu/rtp-capture.ts';
import { alternate, rowOf, type Bench } from './bench.ts';
import {
  framesPerSecond,
  makeBenchMedia,
  opusPacketMs,
  type BenchMedia,
} from './bench-media.ts';
import { cpuSecondsOf } from './cpu-time.ts';
import { startFfmpegRecorder } from './ffmpeg-recorder.ts';
import { recordPage, tellFilmed, type Filmed } from './recorded-page.ts';
import { openSpeakingRoom, type SpeakingRoom } from './speaking-room.ts';

const execute = promisify(execFile);
const people = 4;
const warmUpSeconds = 10;
/** A side that got less than this share of what was sent did not do the work. */
const leastShare = 0.995;

type Measured = { cpuSeconds: number; trouble?: string };

/**
 * CPU of our recorder process per speaker, against one `ffmpeg -c copy` a speaker, on the same packets, and against a
 * browser that is filmed while it plays as many.
 */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    // First, while nothing else of ours runs that would be counted as the page's.
    const filmed: number[] = [];
    for (let film = 0; film < rounds; film += 1) {
      say(`Filming a page that plays ${people} faces …`);
      const page = await filmPage(media, { dir: path.join(folder, `film-${film}`), seconds });
      say(tellFilmed(page));
      filmed.push((100 * page.cpu) / page.seconds / people);
    }
    const recorder = await superviseRecorder({
      ...{ recordingsDir: folder, reserveBytes: 0, log: silentLog, scope },
    });
    const room = await openSpeakingRoom({ people, media }, scope);
    say(`${people} speakers, ${seconds} s each time.`);

    const troubles: string[] = [];
    let round = 0;
    const shareOfCore = ({ cpuSeconds, trouble }: Measured): number => {
      if (trouble) troubles.push(trouble);
      return (100 * cpuSeconds) / seconds / people;
    };
    const nextFolder = (): string => path.join(folder, `${(round += 1)}`);
    // Sessions last an hour: what the recorder costs while its code is still being compiled is not counted.
    await recordOurs(recorder, room, { dir: nextFolder(), seconds: warmUpSeconds });
    const measured = await alternate(rounds, {
      ours: async () =>
        shareOfCore(await recordOurs(recorder, room, { dir: nextFolder(), seconds })),
      baseline: async () =>
        shareOfCore(await recordByFfmpeg(room, { file: nextFolder(), seconds })),
    });
    const { ours } = measured;
    return {
      rows: [
        rowOf('CPU per recorded speaker', '% of a core', measured),
        rowOf('the same, of a filmed page', '% of a core', { ours, baseline: filmed }),
      ],
      ...(troubles.length > 0 ? { isVoid: troubles.join('; ') } : {}),
    };
  } finally {
    await scope.close('measured');
  }
};

async function recordOurs(
  recorder: SupervisedRecorder,
  { router, workerPid, speakers }: SpeakingRoom,
  { dir, seconds }: { dir: string; seconds: number },
): Promise<Measured> {
  const { port, pid } = recorder;
  if (port === undefined || pid === undefined) throw new Error('no recorder process');
  const capture = await openRtpCapture({
    ...{ router, workerPid, recorderPort: port, log: silentLog },
  });
  const takeIds: string[] = [];
  for (const { peerId, audio, video } of speakers) {
    for (const producer of [audio, video]) {
      const consumer = await capture.consume(producer.id);
      const { ssrc, payloadType, clockRate, codec, fmtp } = consumer;
      const { id: producerId, kind } = producer;
      const takeId = `${path.basename(dir)}-${peerId}-${kind}`;
      takeIds.push(takeId);
      await recorder.openTake(path.join(dir, takeId), {
        ...{ recordingId: 'bench', takeId, peerId, producerId, kind, codec, fmtp },
        ...{ source: kind === 'audio' ? 'microphone' : 'camera' },
        ...{ payloadType, ssrc, clockRate, workerPid },
      });
      await consumer.resume();
    }
  }
  const first = await nextStats(recorder);
  const before = await cpuSecondsOf(pid);
  const startedMs = performance.now();
  await delay(1_000 * seconds);
  const last = await nextStats(recorder);
  const cpuSeconds = (await cpuSecondsOf(pid)) - before;
  const elapsed = (performance.now() - startedMs) / 1_000;
  await Promise.all(takeIds.map((takeId) => recorder.closeTake(takeId)));
  capture.close();

  const trouble = troubleOf(first, last);
  // Statistics come once a second, so a little more than `seconds` was measured.
  return {
    cpuSeconds: (cpuSeconds * seconds) / elapsed,
    ...(trouble ? { trouble } : {}),
  };
}

function nextStats(
  recorder: SupervisedRecorder,
): Promise<{ stats: RecorderStats; atMs: number }> {
  return new Promise((resolve) => {
    const stop = recorder.listen({
      stats: (stats) => {
        stop();
        resolve({ stats, atMs: performance.now() });
      },
    });
  });
}

type Reading = Awaited<ReturnType<typeof nextStats>>;

function troubleOf(first: Reading, last: Reading): string | undefined {
  const seconds = (last.atMs - first.atMs) / 1_000;
  for (const take of last.stats.takes) {
    const { takeId, packets, lostPackets, shedPackets } = take;
    if (lostPackets > 0) return `our recorder lost ${lostPackets} packets of ${takeId}`;
    if (shedPackets > 0) return `our recorder shed ${shedPackets} packets of ${takeId}`;
    const before = first.stats.takes.find((one) => one.takeId === takeId)?.packets ?? 0;
    const expected = (seconds * 1_000) / opusPacketMs;
    // Of sound it is known how many packets there are. Reports may come some milliseconds early or late.
    const isShort = packets - before < leastShare * expected - 5;
    if (takeId.endsWith('audio') && isShort) {
      return `our recorder got ${packets - before} of ${expected.toFixed(0)} packets of ${takeId}`;
    }
  }
  return undefined;
}

/** With as many faces as speak. */
async function filmPage(
  { ivf }: BenchMedia,
  { dir, seconds }: { dir: string; seconds: number },
): Promise<Filmed> {
  await mkdir(dir);
  const file = path.join(dir, 'face.webm');
  const loop = ['-nostdin', '-v', 'error', '-stream_loop', '-1', '-i', ivf];
  await execute('ffmpeg', [...loop, '-t', `${seconds}`, '-c', 'copy', file]);
  const face = { kind: 'video', file } as const;
  return recordPage(Array(people).fill(face), dir);
}

async function recordByFfmpeg(
  room: SpeakingRoom,
  { file, seconds }: { file: string; seconds: number },
): Promise<Measured> {
  const recorders = await Promise.all(
    room.speakers.map((speaker) =>
      startFfmpegRecorder(room, speaker, `${file}-${speaker.peerId}.mkv`),
    ),
  );
  const used = async (): Promise<number> => {
    const each = await Promise.all(recorders.map(({ pid }) => cpuSecondsOf(pid)));
    return each.reduce((sum, one) => sum + one, 0);
  };
  const before = await used();
  await delay(1_000 * seconds);
  const cpuSeconds = (await used()) - before;

  const files = await Promise.all(recorders.map((recorder) => recorder.stop(seconds)));
  const short = files.find(
    ({ audioPerSecond, videoPerSecond }) =>
      audioPerSecond < (leastShare * 1_000) / opusPacketMs ||
      videoPerSecond < leastShare * framesPerSecond,
  );
  return {
    cpuSeconds,
    ...(short ? { trouble: `ffmpeg lost packets: ${JSON.stringify(short)}` } : {}),
  };
}
