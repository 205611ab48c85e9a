import { expect, test } from 'vitest';
import { cleanArgs, planNoise } from './clean-voice.ts';

const quiet = { fromMs: 4_000, toMs: 5_200 };
const plan = {
  stemFile: "/it's; a [dir]/stem.flac",
  durationMs: 10_000,
  reduction: undefined,
  gainFile: undefined,
  file: '/made/voice.flac',
};
const reduction = { learnFrom: quiet, reductionDb: 12, noiseDb: -57 };
const graphOf = (args: readonly string[]): string =>
  args[args.indexOf('-filter_complex') + 1] ?? '';

test.each([
  ['a quiet room', { speechDb: -25, noiseDb: -76, quiet }],
  [
    'a microphone without any noise, however soft the voice',
    { speechDb: -45, noiseDb: -90, quiet },
  ],
])('%s is left alone', (_what, voice) => {
  expect(planNoise(voice)).toEqual({ reduction: undefined, pauseDb: 0 });
});

test('the noisier it would be beside a voice at its level, the more is taken', () => {
  const soft = planNoise({ speechDb: -40, noiseDb: -80, quiet });
  expect(soft).toMatchObject({ reduction: { reductionDb: 10, learnFrom: quiet }, pauseDb: -4 });
  const loud = planNoise({ speechDb: -40, noiseDb: -60, quiet });
  expect(loud).toMatchObject({ reduction: { reductionDb: 15, noiseDb: -60 }, pauseDb: -12 });
});

test('without a pause to learn from only pauses are lowered', () => {
  expect(planNoise({ speechDb: -40, noiseDb: -62, quiet: undefined })).toEqual({
    reduction: undefined,
    pauseDb: -12,
  });
});

test('music, in which nothing stands out, is not taken for noise', () => {
  expect(planNoise({ speechDb: -20, noiseDb: -28, quiet })).toEqual({
    reduction: undefined,
    pauseDb: 0,
  });
});

test('a voice without noise and echo only loses its rumble', () => {
  const args = cleanArgs(plan);
  expect(args.filter((arg) => arg === '-i')).toHaveLength(1);
  expect(graphOf(args)).toMatch(/^\[0:a:0\]highpass=f=70,[^;]*\[quiet\];\[quiet\]apad=/);
  expect(graphOf(args)).toContain('apad=whole_len=480000,atrim=end_sample=480000,ebur128');
});

test('noise is learned from a pause that is put before the voice and cut off with the delay', () => {
  const args = cleanArgs({ ...plan, reduction });
  expect(args.slice(0, 6)).toEqual([
    '-ss', '4.000000', '-t', '1.200000', '-i', plan.stemFile,
  ]); // prettier-ignore
  const graph = graphOf(args);
  expect(graph).toContain('0 afftdn@noise sn start;1.100000 afftdn@noise sn stop');
  expect(graph).toContain('afftdn@noise=nr=12.0:nf=-54.0,atrim=start_sample=58800');
});

test('the floor stays within what the filter knows', () => {
  const graphFor = (noiseDb: number): string =>
    graphOf(cleanArgs({ ...plan, reduction: { ...reduction, noiseDb } }));
  expect(graphFor(-88)).toContain('nf=-80.0');
  expect(graphFor(-15)).toContain('nf=-20.0');
});

test('the gain curve is a sound of its own, and no path is in the graph', () => {
  const args = cleanArgs({ ...plan, reduction, gainFile: '/made/sari.gain' });
  expect(args).toEqual(expect.arrayContaining(['f32le', '200', '/made/sari.gain']));
  expect(graphOf(args)).toContain('[2:a:0]aresample=48000');
  expect(graphOf(args)).toContain('[quiet][gain]amultiply[voice]');
  expect(graphOf(args)).not.toContain('/made');
  expect(graphOf(args)).not.toContain('/it');
});
