import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { findBleed, type BleedPath, type Heard } from '../plan/bleed.ts';
import { cleanArgs } from '../plan/clean-voice.ts';
import { parseLoudness } from '../plan/loudness.ts';
import { measureVoice, sentDb } from '../plan/voice-level.ts';
import { planVoice } from '../plan/voice-plan.ts';
import { readLevels, writeLevels } from './levels-file.ts';
import type { Stem, StemsOutput } from './stems.ts';
import { writeWhole } from './write-whole.ts';

/** A stem made ready for the mix. */
export type Voice = Pick<Stem, 'peerId' | 'takeIds' | 'file'> & {
  /** Integrated, as cleaned; null when the person said nothing. */
  loudnessLufs: number | null;
  /** In the person's pauses, before cleaning. dBFS; null where there was none, or too little to tell. */
  noiseDb: number | null;
  /** The microphone heard what others said. */
  hasBleed: boolean;
};

export type VoicesInput = StemsOutput & {
  /** False: voices stay as they were, noise and all. */
  clean: boolean;
};
export type VoicesOutput = { durationMs: number; stems: Voice[]; screens: Stem[] };

type VoiceTools = Pick<StepTools, 'workDir' | 'signal' | 'log' | 'progress'>;

export const voicesStep: Step<VoicesInput, VoicesOutput> = {
  name: 'voices',
  version: 1,
  run: (input, tools) => makeVoices(input, tools),
};

/** Takes rumble, noise, and other people's voices out of each person's stem, before anything is made louder. */
export async function makeVoices(
  { durationMs, stems, screens, clean }: VoicesInput,
  tools: VoiceTools,
): Promise<VoicesOutput> {
  const heard: Heard[] = [];
  for (const { levels: file } of stems) {
    const levels = await readLevels(file);
    heard.push({ levels, voice: measureVoice(levels) });
  }
  const bleed = findBleed(heard);
  const voices = await inLanes(
    [...stems.entries()],
    async ([at, stem], onProgress): Promise<Voice> => {
      const { peerId, takeIds, file, loudnessLufs } = stem;
      const paths = bleed[at] ?? [];
      const made = clean
        ? await cleanVoice({ stem, heard, at, paths, durationMs, onProgress }, tools)
        : { file, loudnessLufs };
      const noise = heard[at]?.voice?.noiseDb ?? sentDb;
      const noiseDb = noise > sentDb ? noise : null;
      return { peerId, takeIds, noiseDb, hasBleed: paths.length > 0, ...made };
    },
    tools.progress,
  );
  return { durationMs, stems: voices, screens };
}

type CleanInput = {
  stem: Stem;
  heard: readonly Heard[];
  at: number;
  paths: readonly BleedPath[];
  durationMs: number;
  onProgress: (fraction: number) => void;
};

async function cleanVoice(
  { stem, heard, at, paths, durationMs, onProgress }: CleanInput,
  { workDir, signal, log }: VoiceTools,
): Promise<Pick<Voice, 'file' | 'loudnessLufs'>> {
  const plan = planVoice(heard, at, paths);
  if (!plan) return { file: stem.file, loudnessLufs: stem.loudnessLufs };
  const { reduction, pauseDb, gain, speaks } = plan;

  const base = path.join(workDir, stem.peerId);
  const gainFile = gain ? `${base}.gain` : undefined;
  if (gain && gainFile) await writeLevels(gainFile, gain);
  let stderr = '';
  await writeWhole(`${base}.flac`, async (file) => {
    const args = cleanArgs({ stemFile: stem.file, durationMs, reduction, gainFile, file });
    ({ stderr } = await runFfmpeg({ args, durationMs, onProgress, signal, log }));
  });
  if (gainFile) await rm(gainFile);
  const { lufs } = parseLoudness(stderr);
  const { voice } = heard[at] ?? {};
  log.info({ peer: stem.peerId, voice, pauseDb, reduction, paths, lufs }, 'voice cleaned');
  return { file: `${base}.flac`, loudnessLufs: speaks ? lufs : null };
}
