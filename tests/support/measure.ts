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

type Area = { x: number; y: number; width: number; height: number };

/**
 * Times in seconds at which the picture becomes brighter by `rise` (0 to 255) from one frame to the next; with `area`, in
 * pixels, that part of it.
 */
export async function flashOnsets(file: string, rise = 25, area?: Area): Promise<number[]> {
  const crop = area ? `crop=${area.width}:${area.height}:${area.x}:${area.y},` : '';
  // -reinit_filter 0: a change of size in the source must not restart the meter.
  const output = await ffmpeg([
    '-reinit_filter', '0', '-i', file, '-map', '0:v:0',
    '-vf', `${crop}scale=160:90:flags=area,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-`,
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

/**
 * What ffmpeg complains of in a whole HLS rendition, but for its note that it reads no second initialisation segment:
 * where there is one, pictures bring along what is in it.
 */
export async function playingErrors(playlist: string): Promise<string[]> {
  const known = /Found duplicated MOOV Atom|Last message repeated/;
  const lines = (await decodeErrors(playlist)).split('\n');
  return lines.filter((line) => line !== '' && !known.test(line));
}

/**
 * Plays an HLS rendition to its end in an ffmpeg that ends at the first thing that it cannot decode; what it said. Times are
 * left as they are: ffmpeg would count them in frames of the rate that it guesses, and complain where a camera that wavers
 * took two pictures in one of those.
 */
export async function strictErrors(input: string): Promise<string> {
  // prettier-ignore
  const args = [
    '-nostdin', '-v', 'error', '-xerror', '-i', input, '-enc_time_base', '-1', '-f', 'null', '-',
  ];
  const { stderr } = await execute('ffmpeg', args, { maxBuffer: 64 << 20 });
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

/** Part of a file, in seconds. */
type Part = { from: number; seconds: number };

/** RMS of a part, dBFS; -Infinity of nothing at all. `filter` comes before the meter. */
export async function levelOf(file: string, part: Part, filter = 'anull'): Promise<number> {
  // The filter has settled when the part begins.
  const lead = Math.min(part.from, 0.2);
  const output = await ffmpeg([
    '-ss', `${part.from - lead}`, '-t', `${part.seconds + lead}`, '-i', file,
    '-af', `${filter},atrim=start=${lead},astats=measure_perchannel=none`, '-f', 'null', '-',
  ]); // prettier-ignore
  return Number(/RMS level dB: (\S+)/.exec(output)?.[1]?.replace('inf', 'Infinity'));
}

/** RMS of the octave around `hz` in a part, dBFS. */
export const bandLevel = (file: string, hz: number, part: Part): Promise<number> =>
  levelOf(file, part, Array(2).fill(`bandpass=f=${hz}:width_type=o:w=1`).join(','));

/** How much the picture changes in a fifth of a second, in a part: the median, of luma 0 to 255. */
export async function motionOf(file: string, { from, seconds }: Part): Promise<number> {
  const output = await ffmpeg([
    '-i', file, '-map', '0:v:0', '-vf',
    `trim=start=${from}:duration=${seconds},fps=5,scale=160:90:flags=area,tblend=all_mode=difference,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-`,
    '-f', 'null', '-',
  ]); // prettier-ignore
  return median(
    [...output.matchAll(/lavfi\.signalstats\.YAVG=([\d.]+)/g)].map(([, luma]) => Number(luma)),
  );
}

/** How much later `after` is than `before`, by the second that follows `from`: samples at 48 kHz, within 50 ms. */
export async function offsetSamples(
  before: string,
  after: string,
  from: number,
): Promise<number> {
  const read = async (file: string): Promise<Float32Array> => {
    const { stdout } = await execute(
      'ffmpeg',
      [
        '-nostdin', '-v', 'error', '-ss', `${from}`, '-t', '1', '-i', file,
        '-f', 'f32le', '-ac', '1', '-ar', '48000', '-',
      ], // prettier-ignore
      { encoding: 'buffer', maxBuffer: 8 << 20 },
    );
    return new Float32Array(new Uint8Array(stdout).buffer);
  };
  const [a, b] = [await read(before), await read(after)];
  let best = { offset: Number.NaN, likeness: -Infinity };
  for (let offset = -2_400; offset <= 2_400; offset += 1) {
    let likeness = 0;
    for (let at = 2_400; at < a.length - 2_400; at += 4) {
      likeness += (a[at] ?? 0) * (b[at + offset] ?? 0);
    }
    if (likeness > best.likeness) best = { offset, likeness };
  }
  return best.offset;
}
