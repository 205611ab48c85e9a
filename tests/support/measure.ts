import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

async function ffmpeg(args: string[]): Promise<string> {
  const { stderr, stdout } = await execute('ffmpeg', ['-nostdin', '-hide_banner', ...args], {
    maxBuffer: 256 << 20,
  });
  return stdout + stderr;
}

/** Starts of a tone in seconds: the sound is narrowed to `toneHz` before silence is looked for. */
export async function toneOnsets(file: string, toneHz: number): Promise<number[]> {
  const filter = `bandpass=f=${toneHz}:width_type=h:w=80,bandpass=f=${toneHz}:width_type=h:w=80,silencedetect=noise=-38dB:d=0.3`;
  const output = await ffmpeg(['-i', file, '-map', '0:a:0', '-af', filter, '-f', 'null', '-']);
  return [...output.matchAll(/silence_end: ([\d.]+)/g)].map(([, time]) => Number(time));
}

/** Times in seconds at which the picture becomes brighter by `rise` (0 to 255) from one frame to the next. */
export async function flashOnsets(file: string, rise = 25): Promise<number[]> {
  // -reinit_filter 0: a change of size in the source must not restart the meter.
  const output = await ffmpeg([
    '-reinit_filter', '0', '-i', file, '-map', '0:v:0',
    '-vf', 'scale=160:90:flags=area,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-',
    '-f', 'null', '-',
  ]); // prettier-ignore
  const frames = [...output.matchAll(/pts_time:([\d.]+)\s+lavfi\.signalstats\.YAVG=([\d.]+)/g)];
  const onsets: number[] = [];
  let before: number | undefined;
  for (const [, time, luma] of frames) {
    if (before !== undefined && Number(luma) - before > rise) onsets.push(Number(time));
    before = Number(luma);
  }
  return onsets;
}

/** Each tone with its nearest flash: how much later the flash is, in ms. Pairs more than 400 ms apart are not pairs. */
export function pairOffsetsMs(tones: readonly number[], flashes: readonly number[]): number[] {
  return tones.flatMap((tone) => {
    const offsets = flashes.map((flash) => (flash - tone) * 1000);
    const nearest = offsets.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    return nearest !== undefined && Math.abs(nearest) < 400 ? [nearest] : [];
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Integrated loudness (LUFS) and true peak (dBTP) by EBU R128, of the file as it was encoded. */
export async function loudness(file: string): Promise<{ lufs: number; truePeakDbtp: number }> {
  const output = await ffmpeg([
    '-i',
    file,
    '-map',
    '0:a:0',
    '-af',
    'ebur128=peak=true:framelog=verbose',
    '-f',
    'null',
    '-',
  ]);
  const summary = output.slice(output.lastIndexOf('Summary:'));
  return {
    lufs: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    truePeakDbtp: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]),
  };
}

/** Plays a file or playlist to its end in ffmpeg; returns what it complained about. */
export async function decodeErrors(input: string): Promise<string> {
  const { stderr } = await execute(
    'ffmpeg',
    ['-nostdin', '-v', 'warning', '-i', input, '-f', 'null', '-'],
    { maxBuffer: 64 << 20 },
  );
  return stderr.trim();
}

/** Seconds, by ffprobe. */
export async function durationOf(input: string): Promise<number> {
  const { stdout } = await execute('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    input,
  ]);
  return Number(stdout);
}
