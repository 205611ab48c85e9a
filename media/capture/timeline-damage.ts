import { readdir, rm } from 'node:fs/promises';
import type { TimelineDamage } from '../../server/protocol/recording-health.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { listSegments, readTake, toTakeMeta, type Damage } from './rtp-log-reader.ts';
import { recordKind, type TakeMeta } from './rtp-log.ts';
import { tellStory } from './session-story.ts';
import { readTimeline } from './timeline-log.ts';

type Files = ReturnType<typeof recordingFiles>;

/** What is on disk of it says itself whose it is; undefined where that is damaged, too. */
export type StrayTake = { takeId: string; meta: TakeMeta | undefined };

/**
 * What a timeline on this disk has lost; undefined where that is nothing, or it is not here. Takes of people who said no,
 * or were taken out, are not told: they are to be deleted.
 * @param goneTakeIds takes of people who were taken out.
 */
export async function findDamage(
  files: Files,
  goneTakeIds: readonly string[] = [],
): Promise<TimelineDamage | undefined> {
  const strays = await listStrayTakes(files);
  const { events, damagedLines } = await readOrNothing(files.timeline);
  if (damagedLines === 0 && strays.length === 0) return undefined;
  const { takes, refusedPeers } = tellStory(events);
  const gone = takes.filter(({ start }) => goneTakeIds.includes(start.takeId));
  const notTold = new Set([...refusedPeers, ...gone.map(({ start }) => start.peerId)]);
  const names = new Map(
    events.flatMap((event) =>
      'displayName' in event ? [[event.peerId, event.displayName]] : [],
    ),
  );
  const strayTakes = strays.flatMap(({ takeId, meta }) => {
    if (!meta) return [{ takeId, displayName: '' }];
    const { peerId, source } = meta;
    return notTold.has(peerId)
      ? []
      : [{ takeId, displayName: names.get(peerId) ?? '', source }];
  });
  if (damagedLines === 0 && strayTakes.length === 0) return undefined;
  return { damagedLines, strayTakes };
}

/** Deletes what no timeline here tells of and says itself that it is of these people. Safe to repeat. */
export async function eraseStrayTakes(
  files: Files,
  peerIds: ReadonlySet<string>,
): Promise<string[]> {
  if (peerIds.size === 0) return [];
  const strays = await listStrayTakes(files);
  const theirs = strays.filter(({ meta }) => meta && peerIds.has(meta.peerId));
  for (const { takeId } of theirs) {
    await rm(files.take(takeId), { recursive: true, force: true });
  }
  return theirs.map(({ takeId }) => takeId);
}

/** Takes with something in them that no timeline on this disk tells of. */
export async function listStrayTakes(files: Files): Promise<StrayTake[]> {
  // Before the timelines: a take is told before it has a folder.
  const takeIds = await readdir(files.takes).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const told = await readOrNothing(files.timeline);
  if (told.events.length === 0) return [];
  // Of one that was rescued elsewhere, what this machine has more is told by its own.
  const returned = await readOrNothing(files.returned);
  const known = new Set(
    [...told.events, ...returned.events].flatMap((event) =>
      event.type === 'take.start' ? [event.takeId] : [],
    ),
  );
  const strays: StrayTake[] = [];
  for (const takeId of takeIds) {
    const stray = known.has(takeId) ? undefined : await lookInto(files.take(takeId));
    if (stray) strays.push({ takeId, ...stray });
  }
  return strays;
}

/** Undefined when it holds not one packet. */
async function lookInto(takeDir: string): Promise<Omit<StrayTake, 'takeId'> | undefined> {
  const damage: Damage = { bytes: 0 };
  let meta: TakeMeta | undefined;
  let hasPacket = false;
  for await (const block of readTake(await listSegments(takeDir), damage)) {
    for (const record of block) {
      if (record.kind === recordKind.meta) meta ??= toTakeMeta(record);
      hasPacket ||= record.kind === recordKind.rtp;
    }
    if (meta && hasPacket) break;
  }
  return hasPacket ? { meta } : undefined;
}

async function readOrNothing(
  file: string,
): Promise<{ events: TimelineEvent[]; damagedLines: number }> {
  try {
    return await readTimeline(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { events: [], damagedLines: 0 };
  }
}
