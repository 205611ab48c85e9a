import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import { chunkPartArgs, digestsOf } from './chunk-args.ts';
import { planChunks, type ChunkPart } from './chunk-plan.ts';
import { planEditList } from './edit-list.ts';
import { ladder } from './ladder.ts';
import { softwareEncoder } from './video-encoders.ts';

const files = {
  overlay: '/made/overlay.png',
  outputs: ladder.map((rung) => ({ rung, file: `/made/${rung.name}.mp4` })),
  encoder: softwareEncoder,
};

const camera = (peerId: string, more = {}) =>
  aTake({
    peerId,
    source: 'camera',
    displayName: "O'Neil; [in]drawtext=x",
    lastMs: 60_000,
    keyframesMs: [0, 10_000, 20_000],
    ...more,
  });

function argsFor(takes: ReturnType<typeof camera>[], index = 0, part = 0): string[] {
  const entries = planEditList({ takes, speakers: [], durationMs: 60_000 });
  return chunkPartArgs(planChunks(entries)[index]!.parts[part]!, takes, files);
}

const after = (args: string[], option: string): string => args[args.indexOf(option) + 1] ?? '';

test('decoding begins at the keyframe before the part, times are absolute', () => {
  const args = argsFor([camera('rina')], 1);
  expect(after(args, '-ss')).toBe('20.000000');
  expect(after(args, '-filter_complex')).toContain('fps=30:start_time=20.000000');
  expect(after(args, '-filter_complex')).toContain('trim=start_pts=720:end_pts=1440');
  expect(after(args, '-filter_complex')).toContain('setpts=PTS-720[take0]');
  expect(args.join(' ')).not.toContain('STARTPTS');
});

test('each take is opened with -reinit_filter 0 and scaled to a fixed size first', () => {
  const args = argsFor([camera('rina'), camera('budi')]);
  expect(args.filter((arg) => arg === '-reinit_filter')).toHaveLength(2);
  const chains = after(args, '-filter_complex').split(';');
  for (const input of [0, 1]) {
    expect(chains.find((chain) => chain.startsWith(`[${input}:v]`))).toMatch(
      /^\[\d:v\]scale=\d+:\d+:/,
    );
  }
});

test('no text of a person is anywhere on the command line', () => {
  const args = argsFor([camera('rina'), camera('budi')]).join(' ');
  expect(args).not.toMatch(/O'Neil|drawtext/);
});

test('six people and their names stay within ten inputs', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((peerId) => camera(peerId));
  expect(argsFor(people).filter((arg) => arg === '-i')).toHaveLength(7);
});

test('keyframes are forced where the chunk has them, wherever the part begins', () => {
  const entry = planEditList({ takes: [], speakers: [], durationMs: 60_000 })[0]!;
  const part = (offset: number, frames: number): ChunkPart => ({
    startFrame: 720 + offset,
    frames,
    offset,
    entry,
  });
  const times = (each: ChunkPart): string =>
    after(chunkPartArgs(each, [], files), '-force_key_frames');
  expect(times(part(0, 130))).toBe('0,2.000000,4.000000');
  expect(times(part(50, 80))).toBe('0,0.333333,2.333333');
  expect(times(part(50, 10))).toBe('0');
});

test('both rungs come out of one process', () => {
  const args = argsFor([camera('rina')]);
  expect(after(args, '-filter_complex')).toContain('split=2[rung0][rung1]');
  expect(args.filter((arg) => arg.endsWith('.mp4') && arg.startsWith('/made'))).toEqual([
    '/made/720p.mp4',
    '/made/360p.mp4',
  ]);
});

test('a part is told by what it decodes: from a keyframe before it to its own last frame', () => {
  const digests = [0, 1, 3, 4].map((chunk) => ({ chunk, digest: `digest ${chunk}` }));
  const take = camera('rina', { keyframesMs: [500, 30_000, 72_100], chunkDigests: digests });
  const of = (startFrame: number, frames = 10) => digestsOf(take, { startFrame, frames });
  expect(of(0)).toEqual(['0:digest 0']);
  expect(of(600)).toEqual(['0:digest 0']);
  expect(of(720)).toEqual(['0:digest 0', '1:digest 1']);
  // A seek to a keyframe may end up at the one before it.
  expect(of(1_000)).toEqual(['0:digest 0', '1:digest 1']);
  // Nothing was sent in chunk 2: what stands still is shown.
  expect(of(2_000)).toEqual(['0:digest 0', '1:digest 1']);
  expect(of(2_170)).toEqual(['1:digest 1', '3:digest 3']);
  expect(of(2_880, 720)).toEqual(['1:digest 1', '3:digest 3', '4:digest 4']);
  const shorter = { ...take, chunkDigests: digests.slice(0, 3) };
  expect(digestsOf(shorter, { startFrame: 2_170, frames: 10 })).toEqual(of(2_170));
  // Before its first picture that one stands still.
  const late = { ...take, firstMs: 30_000, keyframesMs: [30_000] };
  expect(digestsOf(late, { startFrame: 700, frames: 10 })).toEqual(['1:digest 1']);
});
