import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFfmpeg } from '../../media/ffmpeg/run-ffmpeg.ts';
import { aacArgs } from '../../media/plan/audio-encode.ts';
import { keepEntries } from '../../media/plan/keep-entries.ts';
import { keepChapters, planProgramme, toProgrammeMs } from '../../media/plan/programme.ts';
import { chunksStep } from '../../media/steps/chunks.ts';
import { mixStep } from '../../media/steps/mix.ts';
import { packageStep, type PackageOutput } from '../../media/steps/package.ts';
import { flashOnsets, pairOffsetsMs, playingErrors, toneOnsets } from '../support/measure.ts';
import {
  durationMs,
  makeVideoSession,
  titles,
  type VideoSession,
} from '../support/video-session.ts';

/** A host's cuts, from the session of makeVideoSession to its package, on real ffmpeg. */

const execute = promisify(execFile);
const cuts = [
  { fromMs: 5_300, toMs: 8_220 },
  { fromMs: 20_500, toMs: 21_900 },
];
const programme = planProgramme(durationMs, cuts);
const mute = { peerId: 'budi', fromMs: 10_000, toMs: 15_000 };
const rinaHz = 1_000;
const budiHz = 6_000;

let session: VideoSession;
let made: PackageOutput;
let rendered: string[];
let master: string;

beforeAll(async () => {
  session = await makeVideoSession();
  const workDir = path.join(session.root, 'chunks');
  const before = new Set(await readdir(workDir));
  const entries = keepEntries(session.edit.entries, programme.cuts);
  const { takes } = session;
  const tools = await session.toolsFor('chunks');
  const { chunks } = await chunksStep.run({ entries, takes, titles }, tools);
  rendered = (await readdir(workDir)).filter((name) => !before.has(name));

  const stems = [await beeps('rina', rinaHz, 0), await beeps('budi', budiHz, 0.5)];
  const mixed = { stems, screens: [], programme, mutes: [mute] };
  master = (await mixStep.run(mixed, await session.toolsFor('mix'))).file;
  const audioFile = path.join(session.root, 'cut.m4a');
  const { signal, log } = tools;
  const args = aacArgs({ masterFile: master, correction: undefined, file: audioFile });
  await runFfmpeg({ args, signal, log });
  const chapters = keepChapters(session.edit.chapters, programme, durationMs);
  made = await packageStep.run(
    {
      durationMs: programme.durationMs,
      ...{ chunks, entries, chapters, audioFile, language: 'id' },
    },
    await session.toolsFor('package-cut'),
  );
}, 180_000);
afterAll(() => session.close());

/** Somebody who beeps each second, `lateSeconds` after it. */
async function beeps(peerId: string, hz: number, lateSeconds: number) {
  const file = path.join(session.root, `${peerId}.flac`);
  const tone = `0.2*sin(2*PI*${hz}*t)*lt(mod(t+1-${lateSeconds},1),0.1)`;
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `aevalsrc='${tone}':s=48000:d=${durationMs / 1_000}`,
    '-ac', '1', '-c:a', 'flac', file,
  ]);
  const rest = { displayName: peerId, takeIds: [], envelope: '', loudnessLufs: -20 };
  return { peerId, file, ...rest };
}

const isKept = (ms: number): boolean =>
  cuts.every(({ fromMs, toMs }) => ms < fromMs || ms >= toMs);
/**
 * Seconds of the programme at which something that happens each second of the session is still there. What stands at
 * its very start has no onset to find.
 */
const keptMoments = (lateMs: number): number[] =>
  Array.from({ length: durationMs / 1_000 }, (_, second) => second * 1_000 + lateMs)
    .filter((ms) => ms > 0 && isKept(ms))
    .map((ms) => toProgrammeMs(programme, ms) / 1_000);

function expectNear(
  found: readonly number[],
  wanted: readonly number[],
  seconds: number,
): void {
  expect(found).toHaveLength(wanted.length);
  for (const [index, time] of found.entries()) {
    expect(Math.abs(time - wanted[index]!)).toBeLessThan(seconds);
  }
}

/** The silence at the end of a file ends with it, which is no onset. */
const heardAt = async (hz: number): Promise<number[]> =>
  (await toneOnsets(master, hz)).filter((at) => at < programme.durationMs / 1_000 - 0.02);

test('only the parts that a cut touches are rendered again', () => {
  // Each cut leaves two shortened parts, in two qualities each; one shows a screen, also in 1080p.
  expect(rendered.filter((name) => name.startsWith('part-'))).toHaveLength(2 * 2 * 2 + 1);
});

test('each beep and each flash that was kept is where the programme says', async () => {
  const master720 = path.join(made.directory, 'hls', 'master.m3u8');
  const flashes = await flashOnsets(path.join(made.directory, 'hls', '720p', 'index.m3u8'));
  expectNear(flashes, keptMoments(0), 0.11);
  const tones = await toneOnsets(master720, rinaHz);
  const offsets = pairOffsetsMs(tones, flashes);
  expect(offsets.length).toBeGreaterThan(18);
  expect(Math.max(...offsets.map(Math.abs))).toBeLessThan(40);
  expect(await playingErrors(master720)).toEqual([]);
});

test('the cut sound is exact to the sample', async () => {
  const onsets = await heardAt(rinaHz);
  expectNear(onsets, keptMoments(0), 0.012);
  const { stdout } = await execute('ffprobe', [
    ...['-v', 'error', '-show_entries', 'stream=duration_ts', '-of', 'csv=p=0', master],
  ]);
  expect(Number(stdout)).toBe(Math.round(programme.durationMs * 48));
});

test('whom the host silenced is silent there, and nobody else', async () => {
  const onsets = await heardAt(budiHz);
  const heard = keptMoments(500).filter((seconds) => {
    const from = toProgrammeMs(programme, mute.fromMs) / 1_000;
    return seconds < from || seconds >= toProgrammeMs(programme, mute.toMs) / 1_000;
  });
  expectNear(onsets, heard, 0.012);
});

test('a poster and thumbnails are of what is left', async () => {
  expect((await stat(path.join(made.directory, made.posterFile))).size).toBeGreaterThan(1_000);
});

test('a screen is silenced alone, and with its person', async () => {
  const screenHz = 3_000;
  const [stem, screen] = [await beeps('rina', rinaHz, 0), await beeps('layar', screenHz, 0.5)];
  const whole = planProgramme(durationMs, []);
  const stretch = { peerId: 'rina', fromMs: 10_000, toMs: 15_000 };
  const tools = await session.toolsFor('mix-screen');
  const heardIn = async (mutes: readonly (typeof stretch & { source?: 'screen-audio' })[]) => {
    const screens = [{ ...screen, peerId: 'rina' }];
    const { file } = await mixStep.run(
      { stems: [stem], screens, programme: whole, mutes },
      tools,
    );
    const within = async (hz: number) =>
      (await toneOnsets(file, hz)).filter((at) => at > 10.2 && at < 14.8).length;
    return { voice: await within(rinaHz), screen: await within(screenHz) };
  };
  expect(await heardIn([])).toEqual({ voice: 4, screen: 5 });
  expect(await heardIn([{ ...stretch, source: 'screen-audio' }])).toEqual({
    ...{ voice: 4, screen: 0 },
  });
  expect(await heardIn([stretch])).toEqual({ voice: 0, screen: 0 });
});
