import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFfmpeg } from '../../media/ffmpeg/run-ffmpeg.ts';
import { mixArgs } from '../../media/plan/audio-mix.ts';
import { silentLog } from '../../server/platform/log.ts';
import { bandLevel } from '../support/measure.ts';

/** Nobody becomes louder or quieter because others are there, one or twelve, with or without a screen that plays. */

const execute = promisify(execFile);
const seconds = 3;
const toneHz = 1_000;
const part = { from: 1, seconds: 1 };
let root: string;
let speaker: string;
let silent: string;
let screen: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi mix '));
  const make = async (name: string, source: string): Promise<string> => {
    const file = path.join(root, `${name}.flac`);
    await execute('ffmpeg', [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      source,
      '-t',
      `${seconds}`,
      file,
    ]);
    return file;
  };
  speaker = await make('speaker', `aevalsrc='0.1*sin(2*PI*${toneHz}*t)':s=48000:c=mono`);
  silent = await make('silent', 'anullsrc=r=48000:cl=mono');
  screen = await make('screen', 'anullsrc=r=48000:cl=stereo');
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function levelWith(listeners: number, hasScreen: boolean): Promise<number> {
  const file = path.join(root, 'mix.flac');
  const quiet = Array.from({ length: listeners }, () => ({ file: silent, gainDb: 0 }));
  const args = mixArgs({
    speech: [{ file: speaker, gainDb: 0 }, ...quiet],
    screens: hasScreen ? [{ file: screen, gainDb: 0 }] : [],
    programme: { sessionMs: seconds * 1_000, cuts: [] },
    file,
  });
  await runFfmpeg({ args, signal: new AbortController().signal, log: silentLog });
  const level = await bandLevel(file, toneHz, part);
  await rm(file);
  return level;
}

test('a speaker is as loud among twelve as alone, within half a decibel', async () => {
  const alone = await levelWith(0, false);
  expect(alone).toBeGreaterThan(-60);
  for (const listeners of [0, 1, 5, 11]) {
    for (const hasScreen of [false, true]) {
      const level = await levelWith(listeners, hasScreen);
      expect(Math.abs(level - alone), `${listeners}, ${hasScreen}`).toBeLessThanOrEqual(0.5);
    }
  }
});
