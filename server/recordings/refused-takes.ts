import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { tellStory, type TakeStory } from '../../media/capture/session-story.ts';
import { eraseStrayTakes } from '../../media/capture/timeline-damage.ts';
import { Bleed } from '../../media/contract/bleed.ts';
import type { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import { given } from '../platform/given.ts';
import { isThere } from '../platform/is-there.ts';
import type { Logger } from '../platform/log.ts';

type Files = ReturnType<typeof recordingFiles>;

/**
 * Finds what others' microphones heard of people who took their consent back, by take. Takes its time. Implemented in
 * media/steps/compare-refused.ts.
 */
export type CompareRefused = (
  files: Files,
  tools: { signal: AbortSignal; log: Logger },
) => Promise<ReadonlyMap<string, Bleed[]>>;

export type Comparing = { compare: CompareRefused; signal: AbortSignal; log: Logger };

/** Takes of people who took their consent back, and what others heard of them: undefined where that is not known. */
export type RefusedTakes = {
  refusedTakeIds: readonly string[];
  refusedBleed?: ReadonlyMap<string, Bleed[]>;
};

const Noted = z.record(z.string(), z.array(Bleed));

/**
 * Whether microphones of people who took their consent back are still to be compared with the others', which heard them
 * perhaps: that can be found from both together only, before theirs are deleted.
 */
export async function isToCompare(
  files: Files,
  events: readonly TimelineEvent[],
): Promise<boolean> {
  const { refused, kept } = listMicrophones(events);
  if (refused.length === 0 || kept.length === 0 || (await isThere(files.bleed))) return false;
  const found = await Promise.all(
    refused.map(({ start }) => isThere(files.take(start.takeId))),
  );
  return found.includes(true);
}

/**
 * Deletes what was recorded of people who took their consent back; of their microphones, once they were compared with the
 * others'. What was found is on disk by then. Where comparing fails, or nobody does it, they are deleted all the same.
 * Rejects only when the signal aborts, or the disk refuses. Safe to repeat.
 */
export async function eraseRefused(
  files: Files,
  events: readonly TimelineEvent[],
  comparing?: Comparing,
): Promise<RefusedTakes> {
  const { takes, refusedPeers } = tellStory(events);
  const refused = takes.filter(({ start }) => refusedPeers.has(start.peerId));
  const erase = async (those: readonly TakeStory[]): Promise<void> => {
    for (const { start } of those) {
      await rm(files.take(start.takeId), { recursive: true, force: true });
    }
  };
  await erase(refused.filter(({ start }) => start.source !== 'microphone'));
  if (comparing && (await isToCompare(files, events))) await note(files, comparing);
  await erase(refused);
  await eraseStrayTakes(files, refusedPeers);
  const refusedTakeIds = refused.map(({ start }) => start.takeId);
  const { kept } = listMicrophones(events);
  const nobody = new Map(refusedTakeIds.map((takeId) => [takeId, []]));
  const refusedBleed = kept.length === 0 ? nobody : await readNoted(files);
  return { refusedTakeIds, ...given({ refusedBleed }) };
}

async function note(files: Files, { compare, signal, log }: Comparing): Promise<void> {
  const bleed = await compare(files, { signal, log }).catch((error: unknown) => {
    signal.throwIfAborted();
    log.error({ err: error }, 'who took their consent back was not compared with the others');
    return undefined;
  });
  if (!bleed) return;
  // Whole, and flushed before the takes are gone: it cannot be found again.
  const draft = `${files.bleed}.tmp`;
  await writeFile(draft, JSON.stringify(Object.fromEntries(bleed)), { flush: true });
  await rename(draft, files.bleed);
}

async function readNoted({ bleed }: Files): Promise<ReadonlyMap<string, Bleed[]> | undefined> {
  try {
    const noted = Noted.parse(JSON.parse(await readFile(bleed, 'utf8')));
    return new Map(Object.entries(noted));
  } catch {
    // Nobody compared them, or the disk lost it.
    return undefined;
  }
}

function listMicrophones(events: readonly TimelineEvent[]) {
  const { takes, refusedPeers } = tellStory(events);
  const microphones = takes.filter(({ start }) => start.source === 'microphone');
  const isRefused = ({ start }: TakeStory): boolean => refusedPeers.has(start.peerId);
  return {
    refused: microphones.filter(isRefused),
    kept: microphones.filter((take) => !isRefused(take)),
  };
}
