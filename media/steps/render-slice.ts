import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { measureArgs } from '../plan/audio-encode.ts';
import type { StemToMix } from '../plan/audio-mix.ts';
import type { NoiseReduction } from '../plan/clean-voice.ts';
import { parseLevels } from '../plan/levels.ts';
import { limiterDb, loudnessTarget, parseLoudness } from '../plan/loudness.ts';
import { momentaryHz, parseMomentary, type Momentary } from '../plan/momentary.ts';
import { sliceArgs } from '../plan/slice-args.ts';
import type { Decisions, SliceSettings } from '../plan/slice-settings.ts';
import type { SoundSlice } from '../plan/sound-grid.ts';
import { gainHz } from '../plan/voice-gain.ts';
import { findKept, keep } from './kept.ts';
import { writeLevels } from './levels-file.ts';
import type { ClipsAround } from './slice-clips.ts';
import { ownOf, readAside, type SliceStem, type SliceTools } from './slice-stems.ts';

/** Raise it when the same slice would now sound different. */
const version = 4;
const mostTries = 5;

type Measured = { momentary: Momentary; truePeakDb: number | null };

/** A slice that is finished: mixed, mastered, encoded and measured. */
export type MadeSlice = {
  /** Says which sounds are in it. */
  inputs: string;
  settings: SliceSettings;
  aacFile: string;
  mp3File: string;
  /** Of what of the session it stands for. */
  voices: Record<string, Momentary>;
  master: Momentary;
  /** With its clips. */
  aac: Measured;
  mp3: Measured;
  /** Around the end of what it stands for: aroundBorder. */
  levels: number[];
};

export type SliceSounds = {
  slice: SoundSlice;
  voices: readonly SliceStem[];
  screens: readonly SliceStem[];
  clips: ClipsAround;
};

/** Which sounds a slice is made of, and by which version of this: 24 hexadecimal digits. */
const inputsOf = ({ slice, voices, screens, clips }: SliceSounds): string =>
  createHash('sha256')
    .update(JSON.stringify([version, slice, clips.before?.key, clips.after?.key]))
    .update(JSON.stringify([voices, screens].map((stems) => stems.map(({ key }) => key))))
    .digest('hex')
    .slice(0, 24);

const noteOf = ({ index }: SoundSlice, workDir: string): string =>
  path.join(workDir, `slice-${index}.json`);

/** What is there of a slice; undefined when it is not, or was made of other sounds. */
export async function findSlice(
  sounds: SliceSounds,
  { workDir }: Pick<SliceTools, 'workDir'>,
): Promise<MadeSlice | undefined> {
  const made = await findKept<MadeSlice>(noteOf(sounds.slice, workDir), []);
  if (made?.inputs !== inputsOf(sounds)) return undefined;
  return findKept<MadeSlice>(noteOf(sounds.slice, workDir), [made.aacFile, made.mp3File]);
}

/** Where a person's noise is heard alone, in whichever slice that is. */
export type FindQuiet = (
  peerId: string,
  reduction: NoiseReduction,
) => { stem: SliceStem; reduction: NoiseReduction } | undefined;

/**
 * Cleans, mixes, masters, encodes and measures a slice, with a lower limit where an encoder's peaks come out above what is
 * promised (four times at most: then it stays as it is). It takes the place of what was made of this slice before.
 */
export async function renderSlice(
  sounds: SliceSounds,
  {
    decisions,
    settings,
    findQuiet,
  }: {
    decisions: Decisions;
    settings: SliceSettings;
    findQuiet: FindQuiet;
  },
  tools: SliceTools,
): Promise<MadeSlice> {
  const { slice, screens, clips } = sounds;
  const { workDir, signal, log, isIdle = false, inLane } = tools;
  const taken = await Promise.all(
    sounds.voices.map((stem, index) => {
      const base = `slice-${slice.index}-voice-${index}`;
      return takeVoice(stem, { base, slice, decisions, findQuiet }, workDir);
    }),
  );
  const played = screens.map(({ peerId, file }) => ({
    file,
    gainDb: decisions.screens.get(peerId) ?? 0,
  }));

  const inputs = inputsOf(sounds);
  let limitDb: number = limiterDb;
  for (let tries = 1; ; tries += 1) {
    const key = createHash('sha256')
      .update(JSON.stringify([inputs, settings, limitDb]))
      .digest('hex')
      .slice(0, 16);
    const base = `slice-${slice.index}-${key}`;
    const files = {
      aacFile: path.join(workDir, `${base}.aac`),
      mp3File: path.join(workDir, `${base}.mp3`),
    };
    const aside = { momentaryFile: `${base}.momentary`, levelsFile: `${base}.levels` };
    const mastering = { gainDb: settings.masterDb, limitDb };
    const args = sliceArgs({
      ...{
        slice,
        speech: taken.map(({ voice }) => voice),
        screens: played,
        settings: mastering,
      },
      ...{ before: clips.before?.file, after: clips.after?.file },
      ...{ ...files, ...aside },
    });
    await inLane(() => runFfmpeg({ args, cwd: workDir, signal, log, isIdle }));
    const voices: MadeSlice['voices'] = {};
    for (const { peerId, heard } of taken) voices[peerId] = await heard();
    const measure = async (file: string): Promise<Measured> => {
      const name = `${path.basename(file)}.momentary`;
      const run = { args: measureArgs(file, name), cwd: workDir, signal, log, isIdle };
      const { stderr } = await inLane(() => runFfmpeg(run));
      const values = parseMomentary(await readAside(workDir, name));
      const momentary = ownOf(values, momentaryHz, slice.encoded, slice.heard);
      return { momentary, truePeakDb: parseLoudness(stderr).truePeakDb };
    };
    const both = [files.aacFile, files.mp3File] as const;
    const [aac, mp3] = await inLanes(both, measure, undefined, both.length);
    const mastered = parseMomentary(await readAside(workDir, aside.momentaryFile));
    const session = { ...slice.encoded, fromMs: Math.max(0, slice.encoded.fromMs) };
    const master = ownOf(mastered, momentaryHz, session, slice.own);
    const levels = [...parseLevels(await readAside(workDir, aside.levelsFile))].map(Math.round);
    const peakDb = Math.max(aac.truePeakDb ?? -Infinity, mp3.truePeakDb ?? -Infinity);
    const overDb = peakDb - loudnessTarget.truePeakDbtp;
    if (overDb > 0 && tries < mostTries) {
      limitDb -= overDb + 0.2;
      for (const file of Object.values(files)) await rm(file);
      continue;
    }
    const made = { inputs, settings, ...files, voices, master, aac, mp3, levels };
    await replaceNote(slice, made, workDir);
    for (const { voice } of taken) {
      const { gainFile } = voice.cleaning ?? {};
      if (gainFile) await rm(gainFile);
    }
    return made;
  }
}

async function replaceNote(slice: SoundSlice, made: MadeSlice, workDir: string): Promise<void> {
  const note = noteOf(slice, workDir);
  const before = await findKept<MadeSlice>(note, []);
  await keep(note, made);
  if (!before || before.aacFile === made.aacFile) return;
  await rm(before.aacFile, { force: true });
  await rm(before.mp3File, { force: true });
}

type TakenVoice = {
  peerId: string;
  voice: StemToMix;
  /** Once the slice is rendered: how loud they are in it, as cleaned. */
  heard: () => Promise<Momentary>;
};

/** A voice as a slice mixes it: cleaned on the way, where that was decided. Its files lie in the directory, by their base. */
async function takeVoice(
  stem: SliceStem,
  {
    base,
    slice: { own, rendered },
    decisions,
    findQuiet,
  }: { base: string; slice: SoundSlice; decisions: Decisions; findQuiet: FindQuiet },
  workDir: string,
): Promise<TakenVoice> {
  const { peerId, file } = stem;
  const plan = decisions.voices.get(peerId);
  const { gainDb = 0 } = plan ?? {};
  if (!plan?.isCleaned) {
    return { peerId, voice: { file, gainDb }, heard: () => Promise.resolve(stem.momentary) };
  }
  const at = (ms: number): number => Math.round((ms * gainHz) / 1_000);
  // One more than the slice lasts: it is interpolated.
  const gain = plan.gain?.slice(at(rendered.fromMs), at(rendered.toMs) + 2);
  const gainFile = gain ? path.join(workDir, `${base}.gain`) : undefined;
  if (gain && gainFile) await writeLevels(gainFile, gain);
  const quiet = plan.reduction && findQuiet(peerId, plan.reduction);
  const momentaryFile = `${base}.momentary`;
  const cleaning = {
    ...{ durationMs: rendered.toMs - rendered.fromMs, gainFile, momentaryFile },
    ...{ reduction: quiet?.reduction, ...(quiet ? { learnFile: quiet.stem.file } : {}) },
  };
  const heard = async (): Promise<Momentary> =>
    ownOf(parseMomentary(await readAside(workDir, momentaryFile)), momentaryHz, rendered, own);
  return { peerId, voice: { file, gainDb, cleaning }, heard };
}
