import { rm } from 'node:fs/promises';
import { tellStory } from '../../media/capture/session-story.ts';
import type { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { Consent } from '../sessions/consent.ts';
import { appendLater } from './append-later.ts';
import type { Answer } from './cast.ts';

type Files = ReturnType<typeof recordingFiles>;

/**
 * Puts answers on a timeline that breaks off without them. What was recorded of whoever said no is deleted first: a disk
 * that is full takes that. Safe to repeat.
 *
 * @returns the timeline as it then is.
 */
export async function tellUntold(
  files: Files,
  found: readonly TimelineEvent[],
  answers: readonly Answer[],
  clock: Clock,
): Promise<TimelineEvent[]> {
  const untold = answers.filter(
    ({ peerId, granted }) => lastAnswer(found, peerId)?.granted !== granted,
  );
  const last = found.at(-1);
  if (!last || untold.length === 0) return [...found];
  const refused = new Set(untold.flatMap(({ peerId, granted }) => (granted ? [] : peerId)));
  for (const { start } of tellStory(found).takes) {
    if (!refused.has(start.peerId)) continue;
    await rm(files.take(start.takeId), { recursive: true, force: true });
  }
  const { monoUs, wallMs } = last;
  return appendLater(
    files.timeline,
    untold.map((answer) => ({
      entry: { type: 'consent', ...answer },
      at: { monoUs, wallMs },
    })),
    clock,
  );
}

/** Who said no after all that the timeline has of them, by what is stored of a session: all answers, oldest first. */
export function refusalsAfter(
  found: readonly TimelineEvent[],
  stored: readonly Consent[],
): Answer[] {
  const recorded = new Set(
    found.flatMap((event) => (event.type === 'take.start' ? [event.peerId] : [])),
  );
  return [...recorded].flatMap((peerId): Answer | [] => {
    const last = stored.findLast((answer) => answer.peerId === peerId);
    if (!last || last.granted) return [];
    const toldMs = lastAnswer(found, peerId)?.wallMs ?? 0;
    if (last.decidedAt.getTime() < toldMs) return [];
    return { peerId, granted: false, textVersion: last.textVersion };
  });
}

const lastAnswer = (found: readonly TimelineEvent[], peerId: string) =>
  found
    .filter((event) => event.type === 'consent')
    .findLast((event) => event.peerId === peerId);
