import { masterFilters, measureWithPeakFilter, type MasterSettings } from './loudness.ts';
import { momentaryFilter } from './momentary.ts';

type Encoding = {
  masterFile: string;
  /** Where an encoder made the peaks too high, or the whole too quiet, the next try is treated first. */
  correction?: MasterSettings | undefined;
  file: string;
};

/** ffmetadata (tags and chapters) and a JPEG, both optional in what they hold but the metadata file always there. */
export type Dressing = { metadataFile: string; coverFile: string | undefined };

const treat = (correction: MasterSettings | undefined): string[] =>
  correction ? masterFilters(correction) : [];

/** LAME's settings for this rate make everything quieter by 0.95, which are these decibels. It is given back beforehand. */
export const beforeMp3 = 'volume=0.4455dB';
export const mp3Codec = ['-c:a', 'libmp3lame', '-b:a', '128k', '-ar', '44100', '-ac', '2'];
/** The fast coder: it takes a third of the time, and at this rate leaves less to be heard than the default (DECISIONS 48). */
export const aacCodec = [
  ...['-c:a', 'aac', '-aac_coder', 'fast'],
  ...['-b:a', '128k', '-ar', '48000', '-ac', '2'],
];

/**
 * MP3, constant 128 kb/s stereo: a player finds any minute by counting bytes. The Info tag tells it the exact length.
 * Tags are ID3v2.3 with chapters (CHAP, CTOC) and cover (APIC).
 */
export function mp3Args(plan: Encoding & Dressing): string[] {
  // prettier-ignore
  return [
    '-i', plan.masterFile, ...dressingInputs(plan),
    '-map', '0:a:0', '-af', [...treat(plan.correction), beforeMp3].join(','),
    ...mp3Codec,
    ...dressingOutputs(plan),
    '-id3v2_version', '3', '-write_id3v1', '0', '-write_xing', '1',
    '-f', 'mp3', plan.file,
  ];
}

/** The same for MP3 that is encoded already; completeInfo goes with it. */
export function dressMp3Args(mp3File: string, plan: Dressing & { file: string }): string[] {
  // prettier-ignore
  return [
    '-f', 'mp3', '-i', mp3File, ...dressingInputs(plan),
    '-map', '0:a:0', '-c:a', 'copy',
    ...dressingOutputs(plan),
    '-id3v2_version', '3', '-write_id3v1', '0', '-write_xing', '1',
    '-f', 'mp3', plan.file,
  ];
}

/** AAC-LC, 128 kb/s stereo at 48 kHz, bare: the audio of the HLS package and of the M4A, encoded once. */
export function aacArgs({ masterFile, correction, file }: Encoding): string[] {
  const filters = treat(correction);
  // prettier-ignore
  return [
    '-i', masterFile, '-map', '0:a:0', ...(filters.length > 0 ? ['-af', filters.join(',')] : []),
    ...aacCodec,
    '-map_metadata', '-1', '-f', 'mp4', file,
  ];
}

/** AAC frames as aacArgs would have left them: the first one only leads in, and is not heard. */
export function wrapAacArgs(adtsFile: string, file: string): string[] {
  // prettier-ignore
  return [
    '-itsoffset', (-1_024 / 48_000).toFixed(9), '-f', 'aac', '-i', adtsFile,
    '-map', '0:a:0', '-c:a', 'copy', '-map_metadata', '-1', '-f', 'mp4', file,
  ];
}

/** The same AAC as a file to download: chapters, cover, and its index in front so that it plays while it loads. */
export function m4aArgs(plan: { aacFile: string; file: string } & Dressing): string[] {
  // prettier-ignore
  return [
    '-i', plan.aacFile, ...dressingInputs(plan),
    '-map', '0:a:0', '-c:a', 'copy',
    ...dressingOutputs(plan),
    '-movflags', '+faststart', '-f', 'ipod', plan.file,
  ];
}

function dressingInputs({ metadataFile, coverFile }: Dressing): string[] {
  return ['-f', 'ffmetadata', '-i', metadataFile, ...(coverFile ? ['-i', coverFile] : [])];
}

function dressingOutputs({ coverFile }: Dressing): string[] {
  const tags = ['-map_metadata', '1', '-map_chapters', '1'];
  if (!coverFile) return tags;
  // prettier-ignore
  return [
    ...tags,
    '-map', '2:v:0', '-c:v', 'copy', '-disposition:v', 'attached_pic',
    '-metadata:s:v', 'title=Album cover', '-metadata:s:v', 'comment=Cover (front)',
  ];
}

/**
 * Measures a finished file, decoded as a listener's player would.
 * @param momentaryFile gets the loudness ten times a second (parseMomentary): a bare name.
 */
export function measureArgs(file: string, momentaryFile?: string): string[] {
  const filter = momentaryFile ? momentaryFilter(momentaryFile, true) : measureWithPeakFilter;
  return ['-i', file, '-map', '0:a:0', '-af', filter, '-f', 'null', '-'];
}
