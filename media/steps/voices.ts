import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { findBleed, type Heard } from '../plan/bleed.ts';
import { cleanArgs } from '../plan/clean-voice.ts';
import { parseLoudness } from '../plan/loudness.ts';
import { nameOverheard, type Overheard } from '../plan/overheard.ts';
import { measureVoice, sentDb } from '../plan/voice-level.ts';
import { planVoice, type VoicePlan } from '../plan/voice-plan.ts';
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
  overheard: Overheard[];
};

export type VoicesInput = StemsOutput & {
  /** False: voices stay as they were, noise and all. */
  clean: boolean;
};
export type VoicesOutput = { durationMs: number; stems: Voice[]; screens: Stem[] };

type VoiceTools = Pick<StepTools, 'workDir' | 'signal' | 'log' | 'progress'>;

export const voicesStep: Step<VoicesInput, VoicesOutput> = {
  name: 'voices',
  version: 3,
  run: (input, tools) => makeVoices(input, tools),
};

/** Takes rumble, noise, and other people's voices out of each person's stem, before anything is made louder. */
export async function makeVoices(
  { durationMs, stems, screens, clean }: VoicesInput,
  tools: VoiceTools,
): Promise<VoicesOutput> {
  const heard: Heard[] = [];
  for (const { levels: file, hushed } of stems) {
    const levels = await readLevels(file);
    heard.push({ levels, voice: measureVoice(levels, hushed) });
  }
  const bleed = findBleed(heard);
  const voices = await inLanes(
    [...stems.entries()],
    async ([at, stem], onProgress): Promise<Voice> => {
      const { peerId, takeIds, file, loudnessLufs } = stem;
      const paths = bleed[at] ?? [];
      const plan = planVoice(heard, at, paths);
      const made =
        clean && plan
          ? await cleanVoice({ stem, plan, durationMs, onProgress }, tools)
          : { file, loudnessLufs };
      const noise = heard[at]?.voice?.noiseDb ?? sentDb;
      const noiseDb = noise > sentDb ? noise : null;
      const overheard = nameOverheard(plan?.overheard, stems);
      return { peerId, takeIds, noiseDb, hasBleed: paths.length > 0, overheard, ...made };
    },
    tools.progress,
  );
  return { durationMs, stems: voices, screens };
}

type CleanInput = {
  stem: Stem;
  plan: VoicePlan;
  durationMs: number;
  onProgress: (fraction: number) => void;
};

async function cleanVoice(
  { stem, plan, durationMs, onProgress }: CleanInput,
  { workDir, signal, log }: VoiceTools,
): Promise<Pick<Voice, 'file' | 'loudnessLufs'>> {
  const { reduction, pauseDb, gain, speaks, overheard } = plan;

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
  const heard = overheard.map(({ from, stretches }) => ({ from, stretches: stretches.length }));
  log.info({ peer: stem.peerId, pauseDb, reduction, heard, lufs }, 'voice cleaned');
  return { file: `${base}.flac`, loudnessLufs: speaks ? lufs : null };
}
