import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { remuxRecording, type RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { makeStems } from '../../media/steps/stems.ts';
import { silentLog } from '../../server/platform/log.ts';
import { loadFlashMedia } from './flash-media.ts';
import { toneOnsets } from './measure.ts';
import { packetiseOpus } from './rtp-sender.ts';
import { writeRecording, type Arrival } from './written-recording.ts';

const execute = promisify(execFile);

export type LongPlan = {
  seconds: number;
  people: number;
  /** Two thirds end a take, and the next one begins with clocks of its own; the others cost three seconds of packets. */
  interruptions: number;
  /** Packets without a pause, as while everyone speaks. Otherwise the beeps alone: a seventh of them. */
  isWhole: boolean;
};

/** Senders' clocks are up to so much too fast or too slow. */
const mostPpm = 200;
const clockRate = 48_000;
const packetMs = 20;
const waverMs = 40;
const packetsOfBeep = 7;
const betweenTakes = 1.5;
const lostSeconds = 3;
const reportEverySeconds = 5;

/** A take, and when its packets that arrived were truly captured, in ms of the session. */
export type LongTake = { takeId: string; peerId: string; capturedMs: number[] };
export type LongSession = {
  recordingsDir: string;
  recordingId: string;
  durationMs: number;
  takes: LongTake[];
};

/**
 * The logs of a session of hours, without the hours: each second everyone's microphone beeps, each on a clock of its own
 * that drifts, over a line that wavers by 40 ms.
 */
export async function writeLongSession(
  recordingsDir: string,
  plan: LongPlan,
): Promise<LongSession> {
  const payloads = packetiseOpus((await loadFlashMedia()).opus);
  const takes: LongTake[] = [];
  const written: Parameters<typeof writeRecording>[1]['takes'][number][] = [];
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
      const takeId = `${peerId}-${index}`;
      const sent = { from, to, ppm, losses, payloads, isWhole: plan.isWhole };
      takes.push({ takeId, peerId, capturedMs: sendTake(sent).capturedMs });
      written.push({
        ...{ takeId, peerId, codec: 'opus' },
        // When it is written, and not before: those of all takes would be a gigabyte.
        get arrivals() {
          return sendTake(sent).arrivals;
        },
      });
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

type Sent = {
  /** In seconds of the session. */
  from: number;
  to: number;
  ppm: number;
  losses: readonly number[];
  payloads: readonly Buffer[][];
  isWhole: boolean;
};

function sendTake({ from, to, ppm, losses, payloads, isWhole }: Sent): {
  arrivals: Arrival[];
  capturedMs: number[];
} {
  const speed = 1 + ppm / 1e6;
  // Anywhere, and near the wrap of both.
  const firstTimestamp = 4_290_000_000 + Math.round(from * 7);
  const timestampAt = (ms: number): number =>
    firstTimestamp + Math.round(((ms - 1_000 * from) * clockRate * speed) / 1_000);
  const arrivals: Arrival[] = [];
  const capturedMs: number[] = [];
  const perSecond = isWhole ? 1_000 / packetMs : packetsOfBeep;
  let sequence = 65_000;
  for (let second = Math.ceil(from); second < Math.floor(to); second += 1) {
    const base = timestampAt(1_000 * second);
    const isLost = losses.some((at) => second >= at && second < at + lostSeconds);
    for (let n = 0; n < perSecond; n += 1) {
      const payload = payloads[((second % 4) * 50 + n) % payloads.length]?.[0];
      const timestamp = base + (n * packetMs * clockRate) / 1_000;
      const ms = 1_000 * second + (n * packetMs) / speed;
      if (!payload) throw new Error('no sound to send');
      if (!isLost) {
        const atMs = ms + 20 + ((sequence * 7_919) % waverMs);
        arrivals.push({ atMs, sequence, timestamp, marker: false, payload });
        capturedMs.push(ms);
      }
      sequence += 1;
    }
  }
  for (let at = from + 0.5; at < to; at += reportEverySeconds) {
    const ms = 1_000 * at;
    arrivals.push({ atMs: ms, report: { captureMs: ms, timestamp: timestampAt(ms) } });
  }
  arrivals.sort((a, b) => a.atMs - b.atMs);
  return { arrivals, capturedMs };
}

/** Remuxes it here. `heapMb`: what is held in memory, garbage aside, each tenth of the way. */
export async function remuxLong({ recordingsDir, recordingId }: LongSession): Promise<{
  remuxed: RemuxedRecording;
  heapMb: number[];
}> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const files = recordingFiles(recordingsDir, recordingId);
  const heapMb: number[] = [];
  const remuxed = await remuxRecording({
    files,
    outDir: path.join(files.work, 'remux'),
    signal: new AbortController().signal,
    onProgress(fraction) {
      if (fraction * 10 < heapMb.length) return;
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      heapMb.push((heapUsed + arrayBuffers) / 1e6);
    },
    log: silentLog,
  });
  return { remuxed, heapMb };
}

/** How far, in ms, each packet of a take is from when it was captured. Throws when some are missing or too many. */
export async function offsetsOf(
  { takes }: RemuxedRecording,
  { takeId, capturedMs }: LongTake,
): Promise<number[]> {
  const take = takes.find((one) => one.takeId === takeId);
  // prettier-ignore
  const { stdout } = await execute('ffprobe', [
    '-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', take?.file ?? '',
  ], { maxBuffer: 64_000_000 });
  const placedMs = (stdout.match(/[\d.]+/g) ?? []).map((seconds) => 1_000 * Number(seconds));
  if (placedMs.length !== capturedMs.length) {
    throw new Error(`${takeId}: ${capturedMs.length} packets, ${placedMs.length} in its file`);
  }
  return placedMs.map((ms, n) => ms - (capturedMs[n] ?? Number.NaN));
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
