import { expect, test } from 'vitest';
import { parseEnvelope, stemArgs } from './audio-stem.ts';

const take = { file: '/takes/a.mkv', firstMs: 0, lastMs: 60_000, pauses: [] };
const plan = {
  takes: [take],
  durationMs: 60_000,
  channels: 'mono' as const,
  stemFile: '/work/a.flac',
  envelopeFile: 'levels.txt',
};
const graphOf = (args: readonly string[]): string =>
  args[args.indexOf('-filter_complex') + 1] ?? '';

test('a take is put at its place on the session clock, to the sample', () => {
  const graph = graphOf(stemArgs({ ...plan, takes: [{ ...take, firstMs: 12_345 }] }));
  expect(graph).toContain('adelay=592560S:all=1');
});

test('what was not sent becomes silence, and drift is followed', () => {
  expect(graphOf(stemArgs(plan))).toContain(
    '[0:a:0]aresample=48000:async=1000:min_hard_comp=0.100:first_pts=0',
  );
});

test('the stem is exactly as long as the session', () => {
  expect(graphOf(stemArgs({ ...plan, durationMs: 5_001 }))).toContain(
    'apad=whole_len=240048,atrim=end_sample=240048',
  );
});

test('takes of one person are added up', () => {
  const args = stemArgs({ ...plan, takes: [take, { ...take, file: '/takes/b.mkv' }] });
  expect(args.slice(0, 4)).toEqual(['-i', '/takes/a.mkv', '-i', '/takes/b.mkv']);
  expect(graphOf(args)).toContain('[take0][take1]amix=inputs=2:normalize=0');
});

test('a mute is faded out and in, on the time of the take', () => {
  const pauses = [{ fromMs: 13_000, toMs: 15_000 }];
  const graph = graphOf(stemArgs({ ...plan, takes: [{ ...take, firstMs: 10_000, pauses }] }));
  expect(graph).toContain("afade=t=out:st=3:d=0.01:enable='between(t,2.990,5.000)'");
  expect(graph).toContain("afade=t=in:st=5.01:d=0.01:enable='between(t,4.990,5.030)'");
  expect(graph).toContain('asetnsamples=n=480');
});

test('a mute that lasts to the end of the take has no way back', () => {
  const pauses = [{ fromMs: 50_000, toMs: Infinity }];
  const graph = graphOf(stemArgs({ ...plan, takes: [{ ...take, pauses }] }));
  expect(graph).toContain("enable='between(t,49.990,1e9)'");
  expect(graph).not.toContain('afade=t=in');
});

test('mutes outside the take change nothing', () => {
  const pauses = [{ fromMs: 70_000, toMs: 80_000 }];
  const graph = graphOf(stemArgs({ ...plan, takes: [{ ...take, pauses }] }));
  expect(graph).not.toContain('afade');
});

test('no path and no name is in the filter graph', () => {
  const graph = graphOf(
    stemArgs({ ...plan, takes: [{ ...take, file: "/it's; a [dir]/a.mkv" }] }),
  );
  expect(graph).not.toContain('/it');
  expect(graph).toContain('file=levels.txt');
});

test('levels are read in order, with silence at the floor', () => {
  const text = [
    'frame:0    pts:0       pts_time:0',
    'lavfi.astats.Overall.RMS_level=-23.500000',
    'frame:1    pts:4800    pts_time:0.1',
    'lavfi.astats.Overall.RMS_level=-inf',
    'lavfi.astats.Overall.RMS_level=nan',
  ].join('\n');
  expect([...parseEnvelope(text)]).toEqual([-23.5, -120, -120]);
});
