import { masterFilters, measureWithPeakFilter, type MasterSettings } from './loudness.ts';

type Encoding = {
  masterFile: string;
  /** Where an encoder made the peaks too high, or the whole too quiet, the next try is treated first. */
  correction?: MasterSettings | undefined;
  file: string;
};

/** ffmetadata (tags and chapters) and a JPEG, both optional in what they hold but the metadata file always there. */
type Dressing = { metadataFile: string; coverFile: string | undefined };

const treat = (correction: MasterSettings | undefined): string[] =>
  correction ? ['-af', masterFilters(correction).join(',')] : [];

/**
 * MP3, constant 128 kb/s stereo: a player finds any minute by counting bytes. The Info tag tells it the exact length.
 * Tags are ID3v2.3 with chapters (CHAP, CTOC) and cover (APIC).
 */
export function mp3Args(plan: Encoding & Dressing): string[] {
  // prettier-ignore
  return [
    '-i', plan.masterFile, ...dressingInputs(plan),
    '-map', '0:a:0', ...treat(plan.correction),
    '-c:a', 'libmp3lame', '-b:a', '128k', '-ar', '44100', '-ac', '2',
    ...dressingOutputs(plan),
    '-id3v2_version', '3', '-write_id3v1', '0', '-write_xing', '1',
    '-f', 'mp3', plan.file,
  ];
}

/**
 * AAC-LC, 128 kb/s stereo at 48 kHz, bare: the audio of the HLS package and of the M4A, encoded once. At this rate the fast
 * coder takes a third of the time and leaves less noise above the threshold of hearing than the default (DECISIONS 48).
 */
export function aacArgs({ masterFile, correction, file }: Encoding): string[] {
  // prettier-ignore
  return [
    '-i', masterFile, '-map', '0:a:0', ...treat(correction),
    '-c:a', 'aac', '-aac_coder', 'fast', '-b:a', '128k', '-ar', '48000', '-ac', '2',
    '-map_metadata', '-1', '-f', 'mp4', file,
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

/** Measures a finished file, decoded as a listener's player would. */
export function measureArgs(file: string): string[] {
  return ['-i', file, '-map', '0:a:0', '-af', measureWithPeakFilter, '-f', 'null', '-'];
}
