import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../server/platform/log.ts';
import { remuxInChild } from '../capture/remux-in-child.ts';
import { tellStory } from '../capture/session-story.ts';
import type { Bleed } from '../contract/bleed.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import { bleedOfTakes } from '../plan/overheard.ts';
import { slicesDirOf } from './slices.ts';
import { makeSound } from './sound-in-child.ts';

/** Whoever took their consent back does not wait longer for their voice to be gone, however busy the machine is. */
const longestMs = 30 * 60_000;

/**
 * What other microphones heard of people who took their consent back before the end, by take, of a session that is over:
 * found as for an episode, before their own takes are deleted. What is made of these on the way is gone when it settles.
 * Rejects with the signal's reason, after half an hour, and where something cannot be read.
 */
export async function compareRefused(
  files: ReturnType<typeof recordingFiles>,
  { signal: given, log }: { signal: AbortSignal; log: Logger },
): Promise<Map<string, Bleed[]>> {
  const signal = AbortSignal.any([given, AbortSignal.timeout(longestMs)]);
  const outDir = path.join(files.work, 'compared');
  const clear = async (): Promise<void> => {
    // Of a hub that was killed.
    await killLeftBehind(outDir);
    await rm(outDir, { recursive: true, force: true });
  };
  try {
    await clear();
    await mkdir(outDir, { recursive: true });
    const { takes, durationMs, events, shedTakeIds } = await remuxInChild({
      ...{ files, outDir, sources: ['microphone'], withRefused: true },
      ...{ signal, log, onProgress: () => undefined },
      joinGate: (work) => ffmpegSettings.gate.join(work),
    });
    await copyNotes(slicesDirOf(files.work), outDir);
    const work = { do: 'compare', dir: outDir, outDir, durationMs, takes } as const;
    const voices = await makeSound(work, { signal, log });
    const bleed = bleedOfTakes(voices, { takes, events, shedTakeIds });
    const { takes: told, refusedPeers } = tellStory(events);
    const refused = told.filter(({ start }) => refusedPeers.has(start.peerId));
    return new Map(
      refused.flatMap(({ start: { takeId } }) => {
        const heard = bleed.get(takeId);
        return heard ? [[takeId, heard]] : [];
      }),
    );
  } finally {
    await clear();
  }
}

/** What was heard while the session was live need not be heard again. */
async function copyNotes(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  const notes = names.filter((name) => /^stem-.+\.json$/.test(name));
  for (const name of notes) await cp(path.join(from, name), path.join(to, name));
}
