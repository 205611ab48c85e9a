import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import { aacCodec } from '../../media/plan/audio-encode.ts';
import { masterArgs, mixArgs } from '../../media/plan/audio-mix.ts';
import { planProgramme } from '../../media/plan/programme.ts';
import { sliceArgs } from '../../media/plan/slice-args.ts';
import { planSlices, sliceMs } from '../../media/plan/sound-grid.ts';
import { audioStep, type AudioOutput } from '../../media/steps/audio.ts';
import type { PreparedSound } from '../../media/steps/join-prepared.ts';
import { mixStep } from '../../media/steps/mix.ts';
import { settleSlices } from '../../media/steps/settle-slices.ts';
import { slicesDirOf, slicesStep } from '../../media/steps/slices.ts';
import { stemsStep } from '../../media/steps/stems.ts';
import { voicesStep } from '../../media/steps/voices.ts';
import { expectAsNear, likeness, listen } from '../support/likeness.ts';
import { loudness } from '../support/measure.ts';
import { openStepTools, type ToolsFor } from '../support/step-tools.ts';
import { makeVoiceTake, speak } from '../support/voice-takes.ts';

/** Sound that was made in slices while a session was live, against the same made as a whole. */

const execute = promisify(execFile);
const durationMs = 71_300;
const joints = [sliceMs / 1_000, (2 * sliceMs) / 1_000];
let root: string;
let toolsFor: ToolsFor;
let takes: RemuxedTake[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "serambi's slices "));
  toolsFor = await openStepTools(root);
  const text =
    'Malam ini kita membaca bab pertama bersama-sama, lalu bertanya kepada penulisnya.';
  await speak(path.join(root, 'loud.wav'), Array(14).fill(text).join(' '), 0);
  await speak(path.join(root, 'soft.wav'), Array(5).fill(text).join(' '), -15);
  const noisy = `amovie='${root.replaceAll("'", "'\\\\\\''")}/soft.wav',aresample=48000,apad=whole_dur=30[v];anoisesrc=a=0.004:c=pink:d=30:r=48000[n];[v][n]amix=inputs=2:normalize=0`;
  takes = [
    await makeVoiceTake(root, {
      ...{ peerId: 'sari', firstMs: 0, seconds: 71 },
      sound: { file: path.join(root, 'loud.wav') },
    }),
    await makeVoiceTake(root, { peerId: 'budi', firstMs: 20_000, seconds: 30, sound: noisy }),
  ];
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

async function makeWhole(): Promise<{ master: string; voices: (number | null)[] }> {
  const stems = await stemsStep.run({ durationMs, takes }, await toolsFor('stems'));
  const voices = await voicesStep.run({ ...stems, clean: true }, await toolsFor('voices'));
  const mixing = { ...voices, programme: planProgramme(durationMs, []), mutes: [] };
  const { file } = await mixStep.run(mixing, await toolsFor('mix'));
  return { master: file, voices: voices.stems.map(({ loudnessLufs }) => loudnessLufs) };
}

const about = {
  ...{ durationMs, chapters: [], title: 'Bab satu', comment: 'x' },
  heldAt: '2026-11-12T08:00:00.000Z',
  timeZone: 'Asia/Jakarta',
  series: { title: 'Klub', author: 'Taman Baca', language: 'id', coverKey: undefined },
};

async function prepare(tools: StepTools, ofMs: number): Promise<number> {
  const workDir = slicesDirOf(tools.files.work);
  await mkdir(workDir, { recursive: true });
  const settled = await settleSlices(
    { durationMs, takes, untilMs: ofMs },
    { ...tools, workDir },
  );
  return settled!.slices.length;
}

async function join(tools: StepTools): Promise<PreparedSound> {
  const { prepared } = await slicesStep.run({ durationMs, takes }, tools);
  return prepared!;
}

test('where too little was prepared, it is said so, and the whole is made', async () => {
  const tools = await toolsFor('nothing');
  await mkdir(slicesDirOf(tools.files.work), { recursive: true });
  const output = await slicesStep.run({ durationMs, takes }, tools);
  expect(output).toEqual({ prepared: null, because: 'too-little' });
});

test('where what was prepared is not as loud as promised, that is said', async () => {
  const given = await toolsFor('silent');
  const tools = { ...given, files: { ...given.files, work: path.join(root, 'silent') } };
  const silence = { ...{ peerId: 'ani', firstMs: 0, seconds: 4 }, sound: 'anullsrc=r=48000' };
  const sounds = { durationMs: 4_000, takes: [await makeVoiceTake(root, silence)] };
  const workDir = slicesDirOf(tools.files.work);
  await mkdir(workDir, { recursive: true });
  await settleSlices(sounds, { ...tools, workDir });
  const output = await slicesStep.run(sounds, tools);
  expect(output).toEqual({ prepared: null, because: 'unusable' });
}, 30_000);

test('what is joined of slices is what a whole pass makes, also where they meet', async () => {
  const tools = await toolsFor('joined');
  expect(await prepare(tools, 70_000)).toBe(2);
  const prepared = await join(tools);
  const audio: AudioOutput = await audioStep.run(
    { ...about, encoded: prepared },
    await toolsFor('audio'),
  );
  const whole = await makeWhole();
  const plain = await audioStep.run(
    { ...about, masterFile: whole.master },
    await toolsFor('plain'),
  );

  for (const [at, voice] of prepared.voices.entries()) {
    expect(Math.abs(voice.loudnessLufs! - whole.voices[at]!)).toBeLessThan(0.3);
  }
  const master = await listen(whole.master);
  for (const kind of ['mp3', 'm4a'] as const) {
    const measured = await loudness(audio[kind].file);
    expect(Math.abs(measured.lufs + 16)).toBeLessThanOrEqual(1);
    expect(measured.truePeakDbtp).toBeLessThanOrEqual(-1);
    const told = prepared[kind === 'mp3' ? 'mp3' : 'aac'].loudness;
    expect(Math.abs(told.lufs! - measured.lufs)).toBeLessThan(0.15);
    expect(Math.abs(told.truePeakDb! - measured.truePeakDbtp)).toBeLessThan(0.5);

    const [joined, encoded] = [await listen(audio[kind].file), await listen(plain[kind].file)];
    expectAsNear({ joined, encoded, master }, { seconds: 70, borders: joints });
  }
  expect(audio.durationMs).toBe(plain.durationMs);
  const { streams } = await probeMedia(audio.mp3.file);
  expect(streams[0]).toMatchObject({ codec: 'mp3', sampleRate: 44_100, bitRate: 128_000 });
  expect(Math.abs(audio.mp3.bytes - plain.mp3.bytes)).toBeLessThan(10);
  // Nothing of it is needed any more.
  expect(await readdir(slicesDirOf(tools.files.work))).toEqual([]);
  // An episode that is made again otherwise was never to be made of it.
  const otherwise = { durationMs: durationMs - 1_000, takes };
  expect(await slicesStep.run(otherwise, tools)).toEqual({ prepared: null });
}, 120_000);

test('a slice is mastered to what the whole would be there, 60 dB and more below it', async () => {
  const cwd = path.join(root, 'null');
  await mkdir(cwd);
  const run = (args: string[]) =>
    execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { cwd });
  const settings = { gainDb: 10, limitDb: -1.5 };
  const gains = [0, 12];
  const at = (name: string): string => path.join(cwd, name);
  const slice = planSlices(durationMs)[1]!;
  const speech = [];
  for (const [index, { file }] of takes.entries()) {
    const whole = at(`${index}.wav`);
    const fromMs = takes[index]!.firstMs;
    await run([
      '-i',
      file,
      '-af',
      `adelay=${fromMs}:all=1,apad=whole_dur=${durationMs}ms`,
      '-ac',
      '1',
      whole,
    ]);
    const [from, to] = [slice.rendered.fromMs, slice.rendered.toMs];
    await run([
      '-ss',
      `${from / 1_000}`,
      '-t',
      `${(to - from) / 1_000}`,
      '-i',
      whole,
      at(`cut-${index}.wav`),
    ]);
    speech.push({ whole, cut: at(`cut-${index}.wav`), gainDb: gains[index]! });
  }
  const screens: [] = [];
  const programme = { sessionMs: durationMs, cuts: [] };
  const all = speech.map(({ whole: file, gainDb }) => ({ file, gainDb }));
  await run(mixArgs({ speech: all, screens, programme, file: at('mix.flac') }));
  await run(masterArgs({ mixFile: at('mix.flac'), settings, file: at('master.flac') }));
  const args = sliceArgs({
    ...{
      slice,
      screens,
      settings,
      speech: speech.map(({ cut: file, gainDb }) => ({ file, gainDb })),
    },
    ...{ aacFile: 'slice.flac', mp3File: 'slice.mp3', momentaryFile: 'm', levelsFile: 'l' },
  });
  const unencoded = args
    .join('\n')
    .replace([...aacCodec, '-f', 'adts'].join('\n'), '-c:a\nflac\n-f\nflac');
  await run(unencoded.split('\n'));

  const master = await listen(at('master.flac'));
  const sliced = await listen(at('slice.flac'));
  const from = (slice.encoded.fromMs * 48_000) / 1_000;
  const there = master.subarray(from, from + sliced.length);
  expect(sliced.length).toBe(there.length);
  // The limiter looks ahead: where a slice's sound ends, its last moments differ. They are not used.
  const seconds = there.length / 48_000 - 0.1;
  const { likeDb, louderDb } = likeness(there, sliced, { fromSeconds: 0, seconds });
  expect(likeDb).toBeGreaterThan(60);
  expect(Math.abs(louderDb)).toBeLessThan(0.005);
}, 60_000);

test('what is prepared is not made again, and what was decided otherwise is', async () => {
  const tools = { ...(await toolsFor('again')), files: { ...(await toolsFor('again')).files } };
  tools.files.work = path.join(root, 'again');
  await prepare(tools, 70_000);
  const workDir = slicesDirOf(tools.files.work);
  const sounds = { durationMs, takes };
  const settled = await settleSlices(sounds, { ...tools, workDir });
  expect(settled!.rendered).toBe(1);
  expect((await settleSlices(sounds, { ...tools, workDir }))!.rendered).toBe(0);

  // Budi was muted where he was heard: what he is not in stays.
  const pauses = [{ fromMs: 34_000, toMs: 35_500 }];
  const muted = takes.map((take) => (take.peerId === 'budi' ? { ...take, pauses } : take));
  const changed = await settleSlices({ durationMs, takes: muted }, { ...tools, workDir });
  const filesOf = (each: typeof settled) => each!.slices.map(({ made }) => made.aacFile);
  const [before, after] = [filesOf(settled), filesOf(changed)];
  expect(after[1]).not.toBe(before[1]);
  expect(after[2]).toBe(before[2]);

  // With too little there, the whole is made at once instead.
  for (const name of await readdir(workDir)) {
    if (/^slice-[01]/.test(name)) await rm(path.join(workDir, name));
  }
  const few = { durationMs, takes, mostToRender: 1 };
  expect(await settleSlices(few, { ...tools, workDir })).toBeUndefined();
}, 120_000);
