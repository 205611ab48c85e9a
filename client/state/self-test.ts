import { promisedBytesPerHour, type DataMode } from '../../server/protocol/data-mode.ts';
import type { DeviceProblem } from '../devices/device-error.ts';
import type { Route } from '../session/link-stats.ts';

/** One after the other; none needs what another found. */
export const testSteps = ['speaker', 'microphone', 'camera', 'line'] as const;
export type TestStep = (typeof testSteps)[number];

/** How well a voice arrives. `nothing`: not even the hiss that every microphone has. */
export type VoiceVerdict = 'well' | 'soft' | 'silent' | 'nothing';

/** `no-hub`: not even words get through. `no-way`: words do, sound does not. `busy`: too many test right now. */
export type LineProblem = 'no-hub' | 'no-way' | 'busy' | 'unsupported';

/** What was measured on the way to the hub and back. */
export type LineMeasure = {
  route: Route;
  /** There and back, in milliseconds; the middle of several. */
  roundTripMs: number | undefined;
  /** Of the sound that was sent, how much did not come back, 0 to 1. */
  lostShare: number;
  /** As files come from the hub, in bits per second; undefined when that could not be measured. */
  downloadBitrate: number | undefined;
};

export type LineResult = LineMeasure | { problem: LineProblem };

export type TestResults = {
  speaker: 'heard' | 'not-heard' | 'skipped';
  microphone: VoiceVerdict | DeviceProblem | 'skipped';
  camera: 'seen' | 'not-seen' | DeviceProblem | 'skipped';
  line: LineResult | 'skipped';
};

/** Nothing to mend. What a person chose to leave out is well too, but for the line: nobody can take part without. */
export function isWell(results: Partial<TestResults>, step: TestStep): boolean {
  const { line = 'skipped' } = results;
  if (step === 'line') {
    return line !== 'skipped' && !('problem' in line) && lineVerdict(line) !== 'poor';
  }
  const good: Partial<TestResults> = { speaker: 'heard', microphone: 'well', camera: 'seen' };
  const { [step]: result = 'skipped' } = results;
  return result === good[step] || (result === 'skipped' && step !== 'speaker');
}

/** Speech that arrives well peaks well above this, in dBFS; a whisper or a far microphone stays below. */
const wellDbfs = -35;
/** The hiss of a microphone in a quiet room stays below this. */
const softDbfs = -50;

/** Moments that have to be as loud: one or two may be a knock at the table. */
const moments = 3;

/** Tells from the loudness of some seconds of speech, moment by moment, in dBFS. */
export function voiceVerdict(readings: readonly number[]): VoiceVerdict {
  // What browsers hand out where there is no microphone, or one that is switched off, is zero throughout.
  if (readings.every((dbfs) => dbfs === -Infinity)) return 'nothing';
  const loudestDbfs = [...readings].sort((a, b) => b - a)[moments - 1] ?? -Infinity;
  if (loudestDbfs >= wellDbfs) return 'well';
  return loudestDbfs >= softDbfs ? 'soft' : 'silent';
}

export type LineVerdict = 'good' | 'fair' | 'poor';

/** Beyond these, conversation becomes hard (fair) or breaks (poor): ITU-T G.114 for time, Opus with FEC for loss. */
const fair = { roundTripMs: 300, lostShare: 0.02 };
const poor = { roundTripMs: 800, lostShare: 0.1 };

export function lineVerdict({ roundTripMs = 0, lostShare }: LineMeasure): LineVerdict {
  const isBeyond = (limit: typeof fair): boolean =>
    roundTripMs > limit.roundTripMs || lostShare > limit.lostShare;
  if (isBeyond(poor)) return 'poor';
  return isBeyond(fair) ? 'fair' : 'good';
}

/** How much more a line should carry than a mode needs at most: lines do not stay as they are. */
const reserve = 2;

/** The most that this line is fit for. Without a measured bitrate it is judged by time and loss alone. */
export function fittingMode(line: LineMeasure, isSmallScreen: boolean): DataMode {
  const verdict = lineVerdict(line);
  const { downloadBitrate = Infinity } = line;
  const carries = (dataMode: DataMode): boolean =>
    downloadBitrate >=
    (reserve * promisedBytesPerHour({ dataMode, isSmallScreen }) * 8) / 3_600;
  if (verdict === 'good' && carries('full')) return 'full';
  return verdict !== 'poor' && carries('light') ? 'light' : 'sound';
}

/** The middle one; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

type Names = readonly (readonly [RegExp, string])[];

const systems: Names = [
  [/Android ([\d.]+)/, 'Android'],
  [/iPhone OS ([\d_]+)/, 'iPhone'],
  [/iPad; CPU OS ([\d_]+)/, 'iPad'],
  [/Windows NT/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** Most name others as well, to be treated alike: the first that fits is meant. */
const browsers: Names = [
  [/EdgA?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/SamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)\S* .*Safari/, 'Safari'],
];

/** "Android 10, Chrome 142": enough for a helper to know what is in the person's hands. */
export function deviceWords(userAgent: string): string {
  return [firstMatch(userAgent, systems), firstMatch(userAgent, browsers)]
    .filter((words) => words !== undefined)
    .join(', ');
}

function firstMatch(text: string, names: Names): string | undefined {
  for (const [pattern, name] of names) {
    const found = pattern.exec(text);
    if (!found) continue;
    const version = found[1]?.replaceAll('_', '.');
    return version ? `${name} ${version}` : name;
  }
  return undefined;
}

/** Whether to explain in the words of an iPhone's or iPad's settings, of Android's, or of a computer's. */
export function handheldOf(userAgent: string): 'ios' | 'android' | 'computer' {
  if (/iPhone|iPad/.test(userAgent)) return 'ios';
  return /Android/.test(userAgent) ? 'android' : 'computer';
}
