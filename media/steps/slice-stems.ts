import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { InLane } from '../ffmpeg/create-lanes.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { stemArgs, type Sound } from '../plan/audio-stem.ts';
import { levelHz, parseLevels } from '../plan/levels.ts';
import { momentaryHz, parseMomentary } from '../plan/momentary.ts';
import { soundDigestMs, type SoundSlice } from '../plan/sound-grid.ts';
import type { Stretch } from '../plan/stretches.ts';
import type { TakeGroup } from './stems.ts';
import { findKept, keep } from './kept.ts';

export type SliceTools = Pick<StepTools, 'workDir' | 'signal' | 'log'> & {
  /** Nobody waits for it. */
  isIdle?: boolean;
  /** False: nothing is kept but the measures. */
  keepsSound?: boolean;
  /** Whatever keeps a core busy waits for one here. */
  inLane: InLane;
};

/** One person's sound of one source in one slice, where anything of it was sent. */
export type SliceStem = {
  peerId: string;
  /** Says all that went into it. */
  key: string;
  /** FLAC, as long as what is rendered of the slice; not there where sound is not kept. */
  file: string;
  /** Of the slice's own time, `levelHz` and `momentaryHz` a second. */
  levels: number[];
  momentary: number[];
};

type Heard = TakeGroup & { sounds: readonly { take: RemuxedTake; sound: Sound }[] };

/** Brings one person's sound of a slice onto the session clock, unless it lies there. Undefined: nothing was sent. */
export async function hearSlice(
  { peerId, source, sounds }: Heard,
  { own, rendered }: SoundSlice,
  tools: SliceTools,
): Promise<SliceStem | undefined> {
  const here = sounds.filter(
    ({ sound }) => sound.fromMs < rendered.toMs && sound.toMs > rendered.fromMs,
  );
  if (here.length === 0) return undefined;
  const plan = {
    durationMs: rendered.toMs - rendered.fromMs,
    channels: source === 'microphone' ? ('mono' as const) : ('stereo' as const),
  };
  const toSounds = (nameOf: (take: RemuxedTake) => string): Sound[] =>
    here.map(({ take, sound }) => ({ ...shift(sound, rendered), file: nameOf(take) }));
  const named = { ...plan, stemFile: '', levelsFile: '', momentaryFile: 'm' };
  const key = createHash('sha256')
    .update(JSON.stringify(stemArgs({ ...named, sounds: toSounds(nameFor(rendered)) })))
    .update(JSON.stringify([own, rendered]))
    .digest('hex')
    .slice(0, 24);

  const { workDir, signal, log, isIdle = false, keepsSound = true, inLane } = tools;
  const note = path.join(workDir, `stem-${key}.json`);
  const file = path.join(workDir, `stem-${key}.flac`);
  const kept = await findKept<Pick<SliceStem, 'levels' | 'momentary'>>(
    note,
    keepsSound ? [file] : [],
  );
  if (kept) return { peerId, key, file, ...kept };

  const [levelsFile, momentaryFile] = [`${key}.levels`, `${key}.momentary`];
  const args = stemArgs({
    ...{ ...plan, sounds: toSounds((take) => take.file) },
    ...{ stemFile: keepsSound ? file : undefined, levelsFile, momentaryFile },
  });
  await inLane(() => runFfmpeg({ args, cwd: workDir, signal, log, isIdle }));
  const levels = parseLevels(await readAside(workDir, levelsFile));
  const momentary = parseMomentary(await readAside(workDir, momentaryFile));
  const measured = {
    levels: ownOf([...levels], levelHz, rendered, own),
    momentary: ownOf(momentary, momentaryHz, rendered, own),
  };
  // Whose it is, for whoever has to forget them.
  await keep(note, { peerId, ...measured });
  return { peerId, key, file, ...measured };
}

/** Reads a file that ffmpeg wrote on the side, and deletes it. */
export async function readAside(workDir: string, name: string): Promise<string> {
  const text = await readFile(path.join(workDir, name), 'utf8');
  await rm(path.join(workDir, name));
  return text;
}

/** What of values that begin with `all` belongs to `own`. */
export function ownOf(values: number[], hz: number, all: Stretch, own: Stretch): number[] {
  const at = (ms: number): number => Math.round(((ms - all.fromMs) * hz) / 1_000);
  return values
    .slice(at(own.fromMs), at(own.toMs))
    .map((value) => Math.round(100 * value) / 100);
}

function shift(sound: Sound, { fromMs, toMs }: Stretch): Sound {
  const far = toMs + 1_000;
  return {
    ...sound,
    fileStartMs: sound.fileStartMs - fromMs,
    fromMs: sound.fromMs - fromMs,
    // Cut where it makes no difference any more: what goes on must not change what is over.
    toMs: Math.min(sound.toMs, far) - fromMs,
    lastMs: Math.min(sound.lastMs, far) - fromMs,
    pauses: sound.pauses
      .filter((pause) => pause.fromMs < far && pause.toMs > fromMs - 1_000)
      .map((pause) => ({
        fromMs: pause.fromMs - fromMs,
        toMs: Math.min(pause.toMs, far) - fromMs,
      })),
  };
}

/** A take by what it holds of a stretch. */
const nameFor =
  ({ fromMs, toMs }: Stretch) =>
  ({ takeId, chunkDigests, frames }: RemuxedTake): string => {
    const digests = chunkDigests
      .filter(
        ({ chunk }) => (chunk + 1) * soundDigestMs > fromMs && chunk * soundDigestMs < toMs,
      )
      .map(({ chunk, digest }) => `${chunk}:${digest}`);
    return [takeId, ...(chunkDigests.length > 0 ? digests : [frames])].join(' ');
  };
