import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import { noClips } from '../../media/plan/clips.ts';
import { expectSound, makeSound } from '../../media/steps/sound-in-child.ts';
import { silentLog } from '../../server/platform/log.ts';
import { findFfmpegs, findProcesses } from '../support/video-meters.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** The sound process under whoever asked for sound: it asks before it goes on, gives way to live rooms, and ends with them. */

const durationMs = 70_000;
let root: string;
let takes: RemuxedTake[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi sound '));
  const sound = 'anoisesrc=a=0.1:c=pink:r=48000,tremolo=f=0.5:d=0.99';
  takes = [await makeVoiceTake(root, { peerId: 'ani', firstMs: 0, seconds: 70, sound })];
}, 60_000);
afterEach(() => configureFfmpeg({ gate: openGate }));
afterAll(() => rm(root, { recursive: true, force: true }));

async function workIn(name: string) {
  const dir = path.join(root, name);
  await mkdir(dir);
  const work = { do: 'prepare', dir, outDir: dir, durationMs, takes, untilMs: 67_000 } as const;
  return { ...work, clips: noClips, clean: true };
}
const slicesIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir)).filter((name) => /^slice-\d+\.json$/.test(name)).toSorted();
const processesOf = (dir: string): Promise<number[]> =>
  findProcesses(({ line }) => line.includes(`sound-child.ts\0${dir}\0`));
const isStopped = async (pid: number): Promise<boolean> =>
  / T /.test(await readFile(`/proc/${pid}/stat`, 'utf8'));

test('it makes what is wanted, asking before each piece of work, in the process that was expected', async () => {
  const work = await workIn('made');
  expectSound(work.dir);
  await expect.poll(() => processesOf(work.dir), { timeout: 20_000 }).toHaveLength(1);
  const expected = await processesOf(work.dir);
  let asked = 0;
  const mayGoOn = async (): Promise<void> => {
    asked += 1;
    expect(await processesOf(work.dir)).toEqual(expected);
  };
  const tools = { signal: new AbortController().signal, log: silentLog, mayGoOn };
  const { slices, rendered } = await makeSound(work, tools);
  expect(slices).toBe(2);
  // To hear each, and to make it.
  expect(asked).toBe(2 + rendered);
  expect(await slicesIn(work.dir)).toEqual(['slice-0.json', 'slice-1.json']);
  await expect.poll(() => processesOf(work.dir), { timeout: 20_000 }).toEqual([]);
}, 120_000);

test('who is told to give up in the middle leaves nothing running', async () => {
  const work = await workIn('given up');
  const abort = new AbortController();
  const making = makeSound(work, { signal: abort.signal, log: silentLog });
  making.catch(() => undefined);
  await expect.poll(() => findFfmpegs(work.dir), { timeout: 20_000 }).toHaveLength(1);
  abort.abort(new Error('enough'));
  await expect(making).rejects.toThrow('enough');
  expect(await findFfmpegs(work.dir)).toEqual([]);
  expect(await processesOf(work.dir)).toEqual([]);

  const mayGoOn = (): Promise<void> => Promise.reject(new Error('no room'));
  const refused = makeSound(work, {
    signal: new AbortController().signal,
    log: silentLog,
    mayGoOn,
  });
  await expect(refused).rejects.toThrow('no room');
  expect(await processesOf(work.dir)).toEqual([]);
}, 120_000);

test('one that is killed leaves nothing running either', async () => {
  const work = await workIn('killed');
  const making = makeSound(work, { signal: new AbortController().signal, log: silentLog });
  making.catch(() => undefined);
  await expect.poll(() => findFfmpegs(work.dir), { timeout: 20_000 }).toHaveLength(1);
  const [pid = 0] = await processesOf(work.dir);
  process.kill(pid, 'SIGKILL');
  await expect(making).rejects.toThrow('ended early (SIGKILL)');
  await expect.poll(() => findFfmpegs(work.dir)).toEqual([]);
}, 60_000);

test('while rooms are busy its ffmpeg stands still, and then goes on', async () => {
  let isBusy = true;
  configureFfmpeg({ gate: createYieldGate({ isBusy: () => isBusy }) });
  const work = await workIn('busy');
  const making = makeSound(work, { signal: new AbortController().signal, log: silentLog });
  // It may be stopped before it has come from `nice` to ffmpeg.
  const started = (): Promise<number[]> =>
    findProcesses(({ line }) => /(^|\0)nice\0|ffmpeg\0-/.test(line) && line.includes(work.dir));
  await expect.poll(started, { timeout: 20_000 }).toHaveLength(1);
  const [first = 0] = await started();
  await expect.poll(() => isStopped(first), { timeout: 20_000 }).toBe(true);
  isBusy = false;
  expect(await making).toMatchObject({ slices: 2 });
}, 120_000);
