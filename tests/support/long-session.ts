import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import {
  RecordingFollower,
  type FollowedRecording,
} from '../../media/capture/follow-recording.ts';
import { remuxRecording, type RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { makeStems } from '../../media/steps/stems.ts';
import { silentLog } from '../../server/platform/log.ts';
import { loadFlashMedia } from './flash-media.ts';
import { toneOnsets } from './measure.ts';
import { packetiseOpus, packetiseVp8 } from './rtp-sender.ts';
import { writeRecording, type Arrival } from './written-recording.ts';

const execute = promisify(execFile);

export type LongPlan = {
  seconds: number;
  people: number;
  /** Two thirds end a take, and the next one begins with clocks of its own; the others cost three seconds of packets. */
  interruptions: number;
  /** Packets of sound without a pause, as while everyone speaks. Otherwise the beeps alone: a seventh of them. */
  isWhole: boolean;
};

/** Senders' clocks are up to so much too fast or too slow. */
const mostPpm = 200;
const waverMs = 40;
const packetsOfBeep = 7;
const betweenTakes = 1.5;
const lostSeconds = 3;
const reportEverySeconds = 5;

const sources = {
  microphone: { codec: 'opus', clockRate: 48_000, frameMs: 20 },
  camera: { codec: 'vp8', clockRate: 90_000, frameMs: 250 },
} as const;
type Source = keyof typeof sources;

/** A take, and when its pictures or packets of sound that arrived were truly captured, in ms of the session. */
export type LongTake = { takeId: string; peerId: string; source: Source; capturedMs: number[] };
export type LongSession = {
  recordingsDir: string;
  recordingId: string;
  durationMs: number;
  takes: LongTake[];
};

/**
 * The logs of a session of hours, without the hours: each second everyone's microphone beeps and everyone's camera flashes,
 * each on a clock of its own that drifts, over a line that wavers by 40 ms. Of one person, the microphone's clock is as
 * much too fast as the camera's is too slow. An interruption is of both.
 */
export async function writeLongSession(
  recordingsDir: string,
  plan: LongPlan,
): Promise<LongSession> {
  const media = await loadFlashMedia();
  const frames = {
    microphone: packetiseOpus(media.opus),
    camera: packetiseVp8(media.vp8Slow),
  };
  const takes: LongTake[] = [];
  const written: Parameters<typeof writeRecording>[1]['takes'][number][] = [];
  const add = (peerId: string, source: Source, stretch: Stretch & { index: number }): void => {
    const takeId = `${peerId}-${source}-${stretch.index}`;
    const isWhole = source === 'camera' || plan.isWhole;
    const sent = { ...stretch, source, frames: frames[source], isWhole };
    takes.push({ takeId, peerId, source, capturedMs: sendTake(sent).capturedMs });
    written.push({
      ...{ takeId, peerId, codec: sources[source].codec },
      // When it is written, and not before: those of all takes would be a gigabyte.
      get arrivals() {
        return sendTake(sent).arrivals;
      },
    });
  };
  for (let person = 0; person < plan.people; person += 1) {
    const peerId = `peer-${person}`;
    const ppm = -mostPpm + (2 * mostPpm * person) / Math.max(1, plan.people - 1);
    const mine = Array.from({ length: plan.interruptions }, (_, n) => n)
      .filter((n) => n % plan.people === person)
      .map((n) => ({
        at: (plan.seconds * (n + 0.5)) / plan.interruptions + 0.37,
        isLoss: n % 3 === 0,
      }));
    const losses = mine.filter(({ isLoss }) => isLoss).map(({ at }) => at);
    const ends = [...mine.filter(({ isLoss }) => !isLoss).map(({ at }) => at), plan.seconds];
    // What is captured before recording begins is not to be in it.
    let from = 0.25;
    for (const [index, to] of ends.entries()) {
      add(peerId, 'microphone', { index, from, to, ppm, losses });
      add(peerId, 'camera', { index, from, to, ppm: -ppm, losses });
      from = to + betweenTakes;
    }
  }
  const durationMs = 1_000 * plan.seconds;
  const recordingId = await writeRecording(recordingsDir, {
    takes: written,
    ranges: [[0, durationMs]],
  });
  return { recordingsDir, recordingId, durationMs, takes };
}

type Stretch = {
  /** In seconds of the session. */
  from: number;
  to: number;
  ppm: number;
  losses: readonly number[];
};
type Sent = Stretch & { source: Source; frames: readonly Buffer[][]; isWhole: boolean };

function sendTake({ from, to, ppm, losses, source, frames, isWhole }: Sent): {
  arrivals: Arrival[];
  capturedMs: number[];
} {
  const { clockRate, frameMs } = sources[source];
  const speed = 1 + ppm / 1e6;
  // Anywhere, and near the wrap of both.
  const firstTimestamp = 4_290_000_000 + Math.round(from * 7);
  const timestampAt = (ms: number): number =>
    firstTimestamp + Math.round(((ms - 1_000 * from) * clockRate * speed) / 1_000);
  const arrivals: Arrival[] = [];
  const capturedMs: number[] = [];
  const perSecond = 1_000 / frameMs;
  const sentPerSecond = isWhole ? perSecond : packetsOfBeep;
  let sequence = 65_000;
  for (let second = Math.ceil(from); second < Math.floor(to); second += 1) {
    const base = timestampAt(1_000 * second);
    const isLost = losses.some((at) => second >= at && second < at + lostSeconds);
    for (let n = 0; n < sentPerSecond; n += 1) {
      const payloads = frames[(second * perSecond + n) % frames.length] ?? [];
      const timestamp = base + (n * frameMs * clockRate) / 1_000;
      const ms = 1_000 * second + (n * frameMs) / speed;
      for (const [part, payload] of payloads.entries()) {
        const marker = source === 'camera' && part === payloads.length - 1;
        const atMs = ms + 20 + ((sequence * 7_919) % waverMs);
        if (!isLost) arrivals.push({ atMs, sequence, timestamp, marker, payload });
        sequence += 1;
      }
      if (!isLost) capturedMs.push(ms);
    }
  }
  for (let at = from + 0.5; at < to; at += reportEverySeconds) {
    const ms = 1_000 * at;
    arrivals.push({ atMs: ms, report: { captureMs: ms, timestamp: timestampAt(ms) } });
  }
  arrivals.sort((a, b) => a.atMs - b.atMs);
  return { arrivals, capturedMs };
}

/** What is held in memory, garbage aside, in MB. */
function openHeap(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
}

/** Remuxes it here. `heapMb`: what is held in memory each tenth of the way. */
export async function remuxLong({ recordingsDir, recordingId }: LongSession): Promise<{
  remuxed: RemuxedRecording;
  heapMb: number[];
}> {
  const held = openHeap();
  const files = recordingFiles(recordingsDir, recordingId);
  const heapMb: number[] = [];
  const remuxed = await remuxRecording({
    files,
    outDir: path.join(files.work, 'remux'),
    signal: new AbortController().signal,
    onProgress(fraction) {
      if (fraction * 10 >= heapMb.length) heapMb.push(held());
    },
    log: silentLog,
  });
  return { remuxed, heapMb };
}

/** Takes that are followed have their files open as long as the process lasts. */
const followers: RecordingFollower[] = [];

/** Follows it here, to where it stands still. `heapMb`: as of remuxLong, each so many blocks. */
export async function followLong(
  { recordingsDir, recordingId }: LongSession,
  everyBlocks: number,
): Promise<{ followed: FollowedRecording | undefined; heapMb: number[] }> {
  const held = openHeap();
  const files = recordingFiles(recordingsDir, recordingId);
  const heapMb: number[] = [];
  let blocks = 0;
  const follower = new RecordingFollower({
    files,
    outDir: path.join(files.work, 'ahead'),
    onBlock() {
      blocks += 1;
      if (blocks % everyBlocks === 0) heapMb.push(held());
    },
  });
  followers.push(follower);
  return { followed: await follower.advance(), heapMb };
}

/** How far, in ms, all of a take is from when it was captured. Throws when some of it is missing or too much. */
export async function offsetsOf(
  { takes }: RemuxedRecording,
  { takeId, capturedMs }: Pick<LongTake, 'takeId' | 'capturedMs'>,
): Promise<number[]> {
  const take = takes.find((one) => one.takeId === takeId);
  // prettier-ignore
  const { stdout } = await execute('ffprobe', [
    '-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', take?.file ?? '',
  ], { maxBuffer: 64_000_000 });
  const placedMs = (stdout.match(/[\d.]+/g) ?? []).map((seconds) => 1_000 * Number(seconds));
  if (placedMs.length !== capturedMs.length) {
    throw new Error(`${takeId}: ${capturedMs.length} sent, ${placedMs.length} in its file`);
  }
  return placedMs.map((ms, n) => ms - (capturedMs[n] ?? Number.NaN));
}

/**
 * How much later than the beep of the same moment each flash of a person is, in ms, in order of time. `offsets`: of each
 * take, from `offsetsOf`.
 */
export function apartOf(
  { takes }: LongSession,
  peerId: string,
  offsets: ReadonlyMap<LongTake, readonly number[]>,
): number[] {
  const onSeconds = (source: Source): Map<number, number> =>
    new Map(
      takes
        .filter((take) => take.peerId === peerId && take.source === source)
        .flatMap((take) =>
          take.capturedMs.flatMap((ms, n): [number, number][] =>
            ms % 1_000 === 0 ? [[ms, offsets.get(take)?.[n] ?? Number.NaN]] : [],
          ),
        ),
    );
  const beeps = onSeconds('microphone');
  return [...onSeconds('camera')].flatMap(([ms, flash]) => {
    const beep = beeps.get(ms);
    return beep === undefined ? [] : flash - beep;
  });
}

/** How far, in ms, the beeps of a person's last minute are from their seconds, as the stem has them. */
export async function lastBeepsOf(
  { recordingsDir, recordingId, durationMs }: LongSession,
  { takes }: RemuxedRecording,
  peerId: string,
): Promise<number[]> {
  const workDir = path.join(recordingFiles(recordingsDir, recordingId).work, `stem-${peerId}`);
  await mkdir(workDir, { recursive: true });
  const { stems } = await makeStems(
    { durationMs, takes: takes.filter((take) => take.peerId === peerId) },
    {
      ...{ workDir, log: silentLog, signal: new AbortController().signal },
      progress: () => undefined,
    },
  );
  const last = path.join(workDir, 'last.wav');
  const fromSecond = durationMs / 1_000 - 60;
  const cut = ['-nostdin', '-v', 'error', '-y', '-ss', `${fromSecond}`];
  await execute('ffmpeg', [...cut, '-i', stems[0]?.file ?? '', last]);
  const onsets = await toneOnsets(last, 1_000);
  return onsets.map((second) => 1_000 * (second - Math.round(second)));
}
