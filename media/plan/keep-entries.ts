import { sameScene, shortestEntry, type EditEntry } from './edit-list.ts';
import { keepSpans, type FrameSpan } from './programme.ts';

/**
 * The compositions that are seen. They keep the session's frames: what no cut touches need not be rendered again. Where
 * cuts leave so little of one that it would flicker, another is seen instead: sound and chapters stay where they are.
 */
export function keepEntries(
  entries: readonly EditEntry[],
  cuts: readonly FrameSpan[],
): EditEntry[] {
  const kept = entries.flatMap((entry) =>
    keepSpans(entry, cuts).map((span) => ({ ...entry, ...span })),
  );
  return joinEntries(fillFlashes(kept));
}

/**
 * What goes on behind a flash comes sooner; where a cut parts them, what was seen before stays. Pictures stand still where
 * their take has none.
 */
function fillFlashes(entries: EditEntry[]): EditEntry[] {
  const scenes = listScenes(entries);
  const index = scenes.findIndex((scene) => countFrames(scene) < shortestEntry);
  const flash = scenes[index];
  if (!flash) return entries;
  const before = scenes[index - 1]?.at(-1);
  const after = scenes[index + 1]?.[0];
  const goesOn = after?.startFrame === flash.at(-1)?.endFrame;
  const other = goesOn ? after : (before ?? after);
  if (!other) return entries;
  const filled = flash.map(({ startFrame, endFrame }) => ({ ...other, startFrame, endFrame }));
  // With what it was given to it may still be one.
  return fillFlashes(scenes.with(index, filled).flat());
}

/** What looks like one composition: also across a cut, and when a phone is turned. */
function listScenes(entries: readonly EditEntry[]): EditEntry[][] {
  const scenes: EditEntry[][] = [];
  for (const entry of entries) {
    const scene = scenes.at(-1);
    if (scene?.[0] && sameScene(scene[0], entry)) scene.push(entry);
    else scenes.push([entry]);
  }
  return scenes;
}

const countFrames = (entries: readonly EditEntry[]): number =>
  entries.reduce((sum, { startFrame, endFrame }) => sum + endFrame - startFrame, 0);

/** What was given to a composition beside it is drawn with that. */
function joinEntries(entries: readonly EditEntry[]): EditEntry[] {
  const joined: EditEntry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    const isSame = last?.slots === entry.slots && last.endFrame === entry.startFrame;
    if (isSame) last.endFrame = entry.endFrame;
    else joined.push({ ...entry });
  }
  return joined;
}
