import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isThere } from '../../server/platform/is-there.ts';
import type { Logger } from '../../server/platform/log.ts';
import { Source } from '../../server/protocol/words.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { dateTakes } from './date-takes.ts';
import { remuxTake } from './remux-take.ts';
import { listSegments } from './rtp-log-reader.ts';
import { tellStory, type SessionStory, type TakeStory } from './session-story.ts';
import { surveyTake, type TakeSurvey } from './survey-take.ts';
import { readTimeline } from './timeline-log.ts';
import { wasShed } from './was-shed.ts';

/** Raise it when the same log would now be remuxed differently. */
const version = 7;

export type RecordingRemux = {
  files: ReturnType<typeof recordingFiles>;
  /** Gets `<takeId>.mkv` and `<takeId>.json` for each take. */
  outDir: string;
  /** Of which takes files are made; all, when not said. */
  sources?: readonly Source[];
  /** True: also of people who took their consent back. To be compared with the others', and deleted. */
  withRefused?: boolean;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (fraction: number) => void;
  log: Logger;
};

export type RemuxedRecording = {
  /** The recording's zero on CLOCK_MONOTONIC. */
  zeroUs: number;
  /** From zero to the last record.off. */
  durationMs: number;
  takes: RemuxedTake[];
  /** Those that gave nothing because the recorder did not keep what came. */
  shedTakeIds: string[];
  events: TimelineEvent[];
};

/**
 * Makes a file that players understand of every take, all on one clock. Only what lies between record.on and record.off
 * is used, and, unless asked for, nothing of a peer whose last answer to the recording question was no. Takes without a single usable frame
 * are left out. The clock is that of the sounds where there are any, so that sound and pictures made by two runs are in
 * step and the first need not read the other's packets. What an earlier run finished is kept; a run that was killed leaves
 * nothing that looks finished.
 */
export async function remuxRecording(remux: RecordingRemux): Promise<RemuxedRecording> {
  const { files, outDir, sources = Source.options, withRefused = false, signal, log } = remux;
  const { events, damagedLines } = await readTimeline(files.timeline);
  if (damagedLines > 0) log.warn({ damagedLines }, 'timeline has damaged lines');
  const story = tellStory(events);
  const { zeroUs } = story;
  if (zeroUs === undefined)
    throw new Error('The timeline has no record.on: nothing was recorded.');
  await mkdir(outDir, { recursive: true });
  await removeUnfinished(outDir);

  const allowed = story.takes.filter(
    ({ start }) => withRefused || !story.refusedPeers.has(start.peerId),
  );
  const wanted = allowed.filter(({ start }) => sources.includes(start.source));
  const dating = allowed.filter(({ start }) => start.kind === 'audio');
  const read = [...new Set([...wanted, ...dating])];
  const count = await countProgress(remux, [...read, ...wanted]);
  const surveyed = await surveyAll(remux, read, count);
  const { offsets, clockOf } = dateTakes(surveyed.map(({ survey }) => survey));

  const takes: RemuxedTake[] = [];
  for (const { story: take, survey } of surveyed) {
    if (!wanted.includes(take)) continue;
    const offsetUs = offsets.get(survey.meta.workerPid);
    if (survey.reports.length === 0)
      log.warn({ takeId: survey.meta.takeId }, 'take without a clock');
    const input = { story: take, survey, zeroUs, ranges: story.ranges, offsetUs };
    const remuxed = await once(path.join(outDir, take.start.takeId), input, (file) =>
      remuxTake({
        ...input,
        clock: clockOf(survey),
        file,
        signal,
        onBytes: count,
      }),
    );
    if (remuxed) takes.push(remuxed);
  }
  const given = new Set(takes.map(({ takeId }) => takeId));
  const shedTakeIds: string[] = [];
  for (const { takeId } of wanted.map(({ start }) => start)) {
    if (!given.has(takeId) && (await wasShed(files.take(takeId)))) shedTakeIds.push(takeId);
  }
  remux.onProgress(1);
  const durationMs = durationOf(story, zeroUs, events);
  return { zeroUs, durationMs, takes, shedTakeIds, events };
}

/** @param takes as often as each is read. */
async function countProgress({ files, onProgress }: RecordingRemux, takes: TakeStory[]) {
  let total = 0;
  for (const { start } of takes) {
    for (const { bytes } of await listSegments(files.take(start.takeId))) total += bytes;
  }
  let done = 0;
  return (bytes: number) => {
    done += bytes;
    if (total > 0) onProgress(Math.min(1, done / total));
  };
}

async function surveyAll(
  { files, signal, log }: RecordingRemux,
  takes: TakeStory[],
  onBytes: (bytes: number) => void,
): Promise<{ story: TakeStory; survey: TakeSurvey }[]> {
  const surveyed: { story: TakeStory; survey: TakeSurvey }[] = [];
  for (const story of takes) {
    const { takeId } = story.start;
    const survey = await surveyTake(files.take(takeId), { signal, onBytes });
    if (survey) surveyed.push({ story, survey });
    else log.info({ takeId }, 'take without a packet, left out');
  }
  return surveyed;
}

/** A recording that broke off ends with its last event: recovery puts one at the last packet. */
function durationOf(story: SessionStory, zeroUs: number, events: TimelineEvent[]): number {
  const lastEventUs = events.reduce((last, { monoUs }) => Math.max(last, monoUs), zeroUs);
  const endUs = Math.min(story.ranges.at(-1)?.toUs ?? zeroUs, lastEventUs);
  return Math.round((endUs - zeroUs) / 1000);
}

/** Remuxes unless the same was done before. `basePath` plus .mkv is the file, plus .json what is known of it. */
async function once(
  basePath: string,
  input: { story: TakeStory; survey: TakeSurvey } & Record<string, unknown>,
  make: (file: string) => Promise<RemuxedTake | undefined>,
): Promise<RemuxedTake | undefined> {
  const { meta, segments } = input.survey;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify({ version, ...input, survey: { meta, segments } }))
    .digest('hex');
  const file = `${basePath}.mkv`;
  const noteFile = `${basePath}.json`;

  const note = await readNote(noteFile);
  if (note?.fingerprint === fingerprint && (!note.take || (await isThere(file)))) {
    return note.take;
  }

  const take = await make(file);
  await writeFile(`${noteFile}.tmp`, JSON.stringify({ fingerprint, take }));
  await rename(`${noteFile}.tmp`, noteFile);
  return take;
}

async function readNote(
  file: string,
): Promise<{ fingerprint: string; take?: RemuxedTake } | undefined> {
  try {
    // Ours, and renamed into place whole.
    return JSON.parse(await readFile(file, 'utf8')) as {
      fingerprint: string;
      take?: RemuxedTake;
    };
  } catch {
    // Not there or not whole: the take is remuxed again.
    return undefined;
  }
}

async function removeUnfinished(outDir: string): Promise<void> {
  const names = await readdir(outDir);
  await Promise.all(
    names
      .filter((name) => name.endsWith('.tmp'))
      .map((name) => rm(path.join(outDir, name), { force: true })),
  );
}
