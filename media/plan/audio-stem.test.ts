import { expect, test } from 'vitest';
import { stemArgs, type Sound } from './audio-stem.ts';

const sound: Sound = {
  file: '/takes/a.mkv',
  fileStartMs: 0,
  fromMs: 0,
  toMs: 60_000,
  lastMs: 59_880,
  pauses: [],
};
const plan = {
  sounds: [sound],
  durationMs: 60_000,
  channels: 'mono' as const,
  stemFile: '/made/a.flac',
  levelsFile: 'levels.txt',
};
const graphFor = (sounds: readonly Sound[], durationMs = 60_000): string => {
  const args = stemArgs({ ...plan, sounds, durationMs });
  return args[args.indexOf('-filter_complex') + 1] ?? '';
};

test('silence stands before a sound that comes late, to the sample', () => {
  const graph = graphFor([
    { ...sound, fileStartMs: 12_345, fromMs: 12_345, toMs: 30_000, lastMs: 29_880 },
  ]);
  expect(graph).toContain('anullsrc=r=48000:cl=mono,atrim=end_sample=592560');
  expect(graph).toContain('apad=whole_len=847440,atrim=end_sample=847440[sound0]');
  expect(graph).toContain('[gap0][sound0]concat=n=2:v=0:a=1');
});

test('what was not sent becomes silence, and drift is followed', () => {
  expect(graphFor([sound])).toContain(
    '[0:a:0]aresample=48000:async=1000:min_hard_comp=0.100:first_pts=0:flags=res,',
  );
});

test('the stem is exactly as long as the session, also without any sound', () => {
  const length = 'apad=whole_len=240048,atrim=end_sample=240048,ebur128';
  expect(graphFor([sound], 5_001)).toContain(length);
  expect(graphFor([], 5_001)).toContain(length);
});

test('a later part of a take is read from its place in the file', () => {
  const late = { ...sound, fileStartMs: 5_000, fromMs: 3_605_000, toMs: 3_606_000 };
  const args = stemArgs({ ...plan, sounds: [late], durationMs: 4_000_000 });
  expect(args.slice(0, 6)).toEqual([
    '-ss',
    '3600.000000',
    '-t',
    '1.000000',
    '-i',
    '/takes/a.mkv',
  ]);
});

test('where two takes of one person overlap, the earlier is heard and nothing moves', () => {
  const second = { ...sound, file: '/b.mkv', fileStartMs: 9_500, fromMs: 9_500, toMs: 20_000 };
  const args = stemArgs({ ...plan, sounds: [second, { ...sound, toMs: 10_000 }] });
  expect(args.slice(0, 10)).toEqual([
    '-t', '10.000000', '-i', '/takes/a.mkv',
    '-ss', '0.500000', '-t', '10.000000', '-i', '/b.mkv',
  ]); // prettier-ignore
});

test('a mute is faded out and in, on the time of the sound', () => {
  const pauses = [{ fromMs: 13_000, toMs: 15_000 }];
  const graph = graphFor([{ ...sound, fileStartMs: 10_000, fromMs: 10_000, pauses }]);
  expect(graph).toContain("afade=t=out:st=3:d=0.01:enable='between(t,2.990,5.000)'");
  expect(graph).toContain("afade=t=in:st=5.01:d=0.01:enable='between(t,4.990,5.030)'");
  expect(graph).toContain('asetnsamples=n=160');
});

test('a mute that lasts to the end of the sound has no way back', () => {
  const graph = graphFor([{ ...sound, pauses: [{ fromMs: 50_000, toMs: Infinity }] }]);
  expect(graph).toContain("enable='between(t,49.990,1e9)'");
  expect(graph).not.toContain('afade=t=in');
});

test('mutes outside the sound change nothing', () => {
  const pauses = [{ fromMs: 70_000, toMs: 80_000 }];
  expect(graphFor([{ ...sound, pauses }])).toBe(graphFor([sound]));
});

test('a sound is faded out from its last packet on; one that goes on beyond the stem is not', () => {
  expect(graphFor([sound])).toContain(',afade=t=out:ss=2874240:d=0.01,apad');
  expect(graphFor([{ ...sound, toMs: 61_000, lastMs: 60_880 }])).not.toContain('afade');
});

test('no path and no name is in the filter graph', () => {
  const graph = graphFor([{ ...sound, file: "/it's; a [dir]/a.mkv" }]);
  expect(graph).not.toContain('/it');
  expect(graph).toContain('file=levels.txt');
});
