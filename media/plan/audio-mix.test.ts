import { expect, test } from 'vitest';
import { joinArgs, masterArgs, mixArgs, type StemToMix } from './audio-mix.ts';

const stem = (name: string, gainDb = 0): StemToMix => ({
  file: `/stems/${name}.flac`,
  gainDb,
});
const plan = {
  speech: [stem('a', 3.5), stem('b', -2)],
  screens: [],
  programme: { sessionMs: 10_000, cuts: [] },
  file: '/m.flac',
};
const graphOf = (args: readonly string[]): string =>
  args[args.indexOf('-filter_complex') + 1] ?? '';

test('every stem gets its own gain, and its layout is said', () => {
  const graph = graphOf(mixArgs(plan));
  const stereo = 'aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo';
  expect(graph).toContain(`[0:a:0]volume=3.5dB,${stereo}[stem0]`);
  expect(graph).toContain(`[1:a:0]volume=-2dB,${stereo}[stem1]`);
  expect(graph).toContain('[stem0][stem1]amix=inputs=2:normalize=0');
});

test('the mix is exactly as long as the session and leaves room above', () => {
  expect(graphOf(mixArgs(plan))).toContain(
    'volume=-8dB,apad=whole_len=480000,atrim=end_sample=480000,ebur128',
  );
});

test('what the host cut is left out to the sample, with a fade on either side', () => {
  const programme = { sessionMs: 8_000, cuts: [{ startFrame: 90, endFrame: 150 }] };
  const graph = graphOf(mixArgs({ ...plan, programme }));
  expect(graph).toContain(
    'volume=-8dB,asetnsamples=n=160:p=0,' +
      "afade=t=out:st=2.99:d=0.01:enable='between(t,2.980,5.000)'," +
      "afade=t=in:st=5.01:d=0.01:enable='between(t,4.990,5.030)'," +
      "aselect='not(gte(t,2.998333)*lt(t,4.998333))',asetpts=N/SR/TB," +
      'apad=whole_len=384000,atrim=end_sample=384000,',
  );
});

test('a person is silent where the host silenced them, and nobody else', () => {
  const [first, second] = plan.speech as [StemToMix, StemToMix];
  const muted = { ...first, mutes: [{ fromMs: 1_000, toMs: 2_000 }] };
  const graph = graphOf(mixArgs({ ...plan, speech: [muted, second] }));
  expect(graph).toMatch(/\[0:a:0\]volume=3\.5dB,asetnsamples=n=160:p=0,afade=t=out:st=1:/);
  expect(graph).toMatch(/\[1:a:0\]volume=-2dB,aformat/);
});

test('what is too much to be named comes as a curve', () => {
  const [first, second] = plan.speech as [StemToMix, StemToMix];
  const args = mixArgs({ ...plan, speech: [first, { ...second, gainFile: '/made/b.gain' }] });
  expect(args.slice(4, 12).join(' ')).toBe('-f f32le -ar 200 -ac 1 -i /made/b.gain');
  const graph = graphOf(args);
  expect(graph).toContain('[stem0][stem1]amix=inputs=2');
  expect(graph).toMatch(/\[1:a:0\]volume=-2dB,[^\]]+\[level1\];\[2:a:0\]aresample=48000,/);
  expect(graph).toContain('[level1][gain1]amultiply[stem1]');
});

test('voices that are cleaned on the way are told apart', () => {
  const cleaning = {
    ...{ durationMs: 10_000, gainFile: '/made/a.gain', momentaryFile: 'a.momentary' },
    ...{ learnFile: '/stems/early.flac' },
    reduction: { learnFrom: { fromMs: 4_000, toMs: 5_200 }, reductionDb: 12, noiseDb: -57 },
  };
  const [first, second] = plan.speech as [StemToMix, StemToMix];
  const speech = [first, { ...second, cleaning }, { ...first, cleaning }];
  const args = mixArgs({ ...plan, speech });
  const files = args.filter((_, index) => args[index - 1] === '-i');
  expect(files).toEqual([
    ...['/stems/a.flac', '/stems/early.flac', '/stems/b.flac', '/made/a.gain'],
    ...['/stems/early.flac', '/stems/a.flac', '/made/a.gain'],
  ]);
  const graph = graphOf(args);
  expect(graph).toContain('[0:a:0]volume=3.5dB');
  expect(graph).toMatch(/\[1:a:0\][^;]*;1\.1\d* afftdn@noise1 sn stop'[^;]*\[pause1\]/);
  expect(graph).toMatch(/\[pause1\]\[all1\]concat=[^;]*,afftdn@noise1=nr=12/);
  expect(graph).toMatch(/\[quiet1\]\[gain1\]amultiply\[voice1\]/);
  expect(graph).toMatch(
    /\[voice1\]apad=whole_len=480000,[^;]*a\.momentary,aformat=sample_fmts=s16[^;]*\[clean1\]/,
  );
  expect(graph).toContain('[clean1]volume=-2dB');
  expect(graph).toContain('[clean2]volume=3.5dB');
});

test('without any stem there is silence', () => {
  const args = mixArgs({ ...plan, speech: [] });
  expect(args).not.toContain('-i');
  expect(graphOf(args)).toMatch(/^anullsrc=r=48000:cl=stereo\[silence\];\[silence\]volume/);
});

test('a screen steps back under speech, and only then', () => {
  const both = graphOf(mixArgs({ ...plan, screens: [stem('screen')] }));
  expect(both).toContain('asplit=2[voices][key]');
  expect(both).toMatch(/\[stem2\]\[key\]sidechaincompress=.*\[ducked\]/);
  const alone = graphOf(mixArgs({ ...plan, speech: [], screens: [stem('screen')] }));
  expect(alone).not.toContain('sidechaincompress');
});

test('forty speakers are mixed in groups', () => {
  const speech = Array.from({ length: 40 }, (_, index) => stem(`s${index}`));
  const graph = graphOf(mixArgs({ ...plan, speech }));
  expect(graph.match(/amix=inputs=16/g)).toHaveLength(2);
  expect(graph).toContain('amix=inputs=8');
  expect(graph).toContain('amix=inputs=3');
});

test('the master is made and measured in one pass', () => {
  const args = masterArgs({
    mixFile: '/m.flac',
    settings: { gainDb: 9, limitDb: -1.5 },
    file: '/x.flac',
  });
  const filters = args[args.indexOf('-af') + 1] ?? '';
  expect(filters).toMatch(/^volume=9dB,aresample=192000,alimiter=/);
  expect(filters).toContain('aresample=48000,ebur128=framelog');
});

test('clips fill whole frames and fade at their ends; the session between them is untouched', () => {
  const args = joinArgs({
    before: [{ file: 'intro.flac', durationMs: 4_010 }],
    session: { file: 'master.flac', durationMs: 10_000 },
    after: [{ file: 'outro.flac', durationMs: 2_000 }],
    file: 'joined.flac',
  });
  const format = 'aformat=sample_fmts=s32:sample_rates=48000:channel_layouts=stereo';
  expect(graphOf(args).split(';')).toEqual([
    // 121 frames of the picture, at 1600 samples each.
    `[0:a:0]afade=t=in:d=0.02,afade=t=out:st=3.990:d=0.02,${format},apad=whole_len=193600,atrim=end_sample=193600[part0]`,
    `[1:a:0]${format},apad=whole_len=480000,atrim=end_sample=480000[part1]`,
    `[2:a:0]afade=t=in:d=0.02,afade=t=out:st=1.980:d=0.02,${format},apad=whole_len=96000,atrim=end_sample=96000[part2]`,
    `[part0][part1][part2]concat=n=3:v=0:a=1,ebur128=framelog=verbose,${format}[joined]`,
  ]);
  const alone = joinArgs({
    before: [],
    after: [{ file: 'a.flac', durationMs: 2_000 }],
    file: '',
  });
  expect(graphOf(alone)).toContain('[part0];[part0]ebur128');
});
