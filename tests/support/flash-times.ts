import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';

const run = promisify(execFile);
const quiet = ['-hide_banner', '-nostdin', '-nostats', '-copyts'];

export type FlashTimes = {
  /** When the picture turns white or the tone begins, in ms of the file. */
  times: number[];
  /** What the decoder had to complain about. */
  errors: string[];
};

/** Decodes a take and finds its flashes or beeps. */
export function measureTake(take: RemuxedTake): Promise<FlashTimes> {
  return take.kind === 'video' ? flashTimes(take.file) : beepTimes(take.file);
}

/** The seconds of the source that the whole of a flash or beep of a take shows, given where second 0 lies. */
export function expectedSeconds(take: RemuxedTake, secondZeroMs: number): number[] {
  const seconds: number[] = [];
  // A tone is found after a tenth of a second of silence.
  const beforeMs = take.kind === 'audio' ? 150 : 50;
  for (let second = 0; second < 60; second += 1) {
    const fromMs = secondZeroMs + 1000 * second;
    // A change shows only between a picture before it and one after it.
    const isIn = fromMs > take.firstMs + beforeMs && fromMs + 100 < take.lastMs;
    const isOut = [...take.pauses, ...take.gaps].some(
      (each) => fromMs + 150 > each.fromMs && fromMs - Math.max(100, beforeMs) < each.toMs,
    );
    if (isIn && !isOut) seconds.push(second);
  }
  return seconds;
}

/** How far each expected second is from the nearest measured one, in ms: positive is late. */
export function offsets(
  take: RemuxedTake,
  { times }: FlashTimes,
  secondZeroMs: number,
): number[] {
  return expectedSeconds(take, secondZeroMs).map((second) => {
    const distances = times.map((time) => time - (secondZeroMs + 1000 * second));
    return distances.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a), Infinity);
  });
}

async function flashTimes(file: string): Promise<FlashTimes> {
  // Sizes may change within a take; the meter must not begin anew.
  const { stdout, stderr } = await run('ffmpeg', [
    ...quiet,
    ...['-v', 'error', '-reinit_filter', '0', '-i', file],
    ...[
      '-vf',
      'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-',
      // The file's own milliseconds: rounded to a guessed frame rate, two frames may fall on one.
      '-enc_time_base',
      '-1',
      '-f',
      'null',
      '-',
    ],
  ]);
  const times: number[] = [];
  let wasWhite = true;
  let time = 0;
  for (const line of stdout.split('\n')) {
    const pts = /pts_time:([\d.]+)/.exec(line)?.[1];
    if (pts !== undefined) time = 1000 * Number(pts);
    const luma = /YAVG=([\d.]+)/.exec(line)?.[1];
    if (luma === undefined) continue;
    const isWhite = Number(luma) > 128;
    if (isWhite && !wasWhite) times.push(time);
    wasWhite = isWhite;
  }
  return { times, errors: stderr.split('\n').filter((line) => line !== '') };
}

async function beepTimes(file: string): Promise<FlashTimes> {
  const { stderr } = await run('ffmpeg', [
    ...quiet,
    ...['-v', 'info', '-i', file, '-af', 'silencedetect=n=-30dB:d=0.1', '-f', 'null', '-'],
  ]);
  const times = [...stderr.matchAll(/silence_end: ([\d.]+)/g)].map(
    ([, seconds]) => 1000 * Number(seconds),
  );
  return { times, errors: stderr.split('\n').filter((line) => /error|invalid/i.test(line)) };
}
