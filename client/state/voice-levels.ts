import { joinStretches, type Stretch } from '../../server/protocol/episode-clock.ts';

/** Of a person's loudness there is one byte each tenth of a second. */
const stepMs = 100;
/** Bytes are dBFS + 120; from here to there is drawn. */
const quietest = 60;
const loudest = 115;
/** Who is louder than this speaks: -45 dBFS. */
const speaking = 75;
/** Shorter pauses belong to what is being said. */
const pauseMs = 3_000;

export function decodeLevels(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The loudest of each column of a drawing, 0 to 1. */
export function columnHeights(
  levels: Uint8Array,
  { fromMs, columnMs, columns }: { fromMs: number; columnMs: number; columns: number },
): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const first = Math.floor((fromMs + column * columnMs) / stepMs);
    const end = Math.ceil((fromMs + (column + 1) * columnMs) / stepMs);
    let most = 0;
    for (let at = first; at < Math.max(end, first + 1); at += 1) {
      most = Math.max(most, levels[at] ?? 0);
    }
    return Math.min(1, Math.max(0, (most - quietest) / (loudest - quietest)));
  });
}

/** When somebody speaks, for those who cannot see the drawing. */
export function spokenStretches(levels: Uint8Array): Stretch[] {
  const spoken: Stretch[] = [];
  levels.forEach((level, at) => {
    if (level < speaking) return;
    spoken.push({ fromMs: at * stepMs, toMs: (at + 1) * stepMs + pauseMs });
  });
  return joinStretches(spoken).map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs - pauseMs }));
}
