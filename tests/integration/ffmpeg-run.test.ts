import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FfmpegError } from '../../media/ffmpeg/ffmpeg-error.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import { killLeftBehind } from '../../media/ffmpeg/kill-left-behind.ts';
import { runFfmpeg } from '../../media/ffmpeg/run-ffmpeg.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { isRunning, startDetached } from '../support/processes.ts';
import { findFfmpegs, findProcesses } from '../support/video-meters.ts';

const execute = promisify(execFile);
let root: string;
const scope = new Scope('test', silentLog);
const signal = new AbortController().signal;
const log = silentLog;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi ffmpeg '));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
});
afterAll(() => scope.close('done'));
afterEach(() => configureFfmpeg({ gate: openGate, ffmpegPath: 'ffmpeg' }));

const sine = (seconds: number): string[] => ['-f', 'lavfi', '-i', `sine=440:d=${seconds}`];
/** Never ends by itself. */
const endless = (name: string): string[] => [
  ...['-re', '-f', 'lavfi', '-i', 'sine=440'],
  path.join(root, name),
];

async function pidOf(name: string): Promise<number> {
  let pid: number | undefined;
  await expect
    .poll(async () => ([pid] = await findFfmpegs(path.join(root, name))).length, {
      timeout: 10_000,
    })
    .toBe(1);
  return pid!;
}

/** Fields of /proc/<pid>/stat after the name in brackets: state is the first. */
async function statOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

test('progress is told by the time of what was written', async () => {
  const heard: number[] = [];
  const args = ['-re', ...sine(2), path.join(root, 'two seconds.flac')];
  await runFfmpeg({
    args,
    signal,
    log,
    durationMs: 2_000,
    onProgress: (now) => heard.push(now),
  });
  expect(heard.length).toBeGreaterThan(2);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.at(-1)).toBe(1);
  expect(heard[0]).toBeLessThan(0.8);
});

test('it runs niced, and an abort ends it at once with the reason given', async () => {
  const control = new AbortController();
  const running = runFfmpeg({ args: endless('abort.flac'), signal: control.signal, log });
  const pid = await pidOf('abort.flac');
  expect((await statOf(pid))[16]).toBe('10');
  control.abort(new Error('no longer wanted'));
  await expect(running).rejects.toThrow('no longer wanted');
  expect(await findFfmpegs(path.join(root, 'abort.flac'))).toEqual([]);
});

test('one that nobody waits for comes last of all, and ends at once also while it is paused', async () => {
  let busy = false;
  configureFfmpeg({ gate: createYieldGate({ isBusy: () => busy }) });
  const control = new AbortController();
  const args = endless('idle.flac');
  const running = runFfmpeg({ args, signal: control.signal, log, isIdle: true });
  const pid = await pidOf('idle.flac');
  expect((await statOf(pid))[16]).toBe('19');
  busy = true;
  await expect.poll(async () => (await statOf(pid))[0], { timeout: 10_000 }).toBe('T');
  control.abort(new Error('the session has ended'));
  await expect(running).rejects.toThrow('the session has ended');
  expect(await findFfmpegs(path.join(root, 'idle.flac'))).toEqual([]);
});

test('one that hangs is killed and says so', async () => {
  const running = runFfmpeg({ args: endless('hang.flac'), signal, log, stallMs: 1_500 });
  process.kill(await pidOf('hang.flac'), 'SIGSTOP');
  await expect(running).rejects.toThrow(/made no progress for 1.5 s/);
});

test('it stands still while rooms are busy, which is not hanging, and finishes after', async () => {
  let busy = false;
  configureFfmpeg({ gate: createYieldGate({ isBusy: () => busy }) });
  const file = path.join(root, 'paused.flac');
  const args = ['-re', ...sine(3), file];
  const running = runFfmpeg({ args, signal, log, stallMs: 2_500 });
  const pid = await pidOf('paused.flac');
  busy = true;
  await expect.poll(async () => (await statOf(pid))[0], { timeout: 3_000 }).toBe('T');
  const until = Date.now() + 3_500;
  await expect.poll(() => Date.now() > until, { timeout: 5_000 }).toBe(true);
  busy = false;
  await running;
  expect((await stat(file)).size).toBeGreaterThan(1_000);
});

test('what failed is told with the last words of ffmpeg', async () => {
  const failed = runFfmpeg({
    args: ['-i', path.join(root, 'none'), '-f', 'null', '-'],
    signal,
    log,
  });
  await expect(failed).rejects.toBeInstanceOf(FfmpegError);
  await expect(failed).rejects.toMatchObject({
    stderrTail: expect.stringContaining('No such file') as string,
  });
});

test('a playlist among our files cannot make it fetch from the network', async () => {
  const list = path.join(root, 'list.txt');
  await writeFile(list, "ffconcat version 1.0\nfile 'http://127.0.0.1:9/secret'\n");
  const args = ['-f', 'concat', '-safe', '0', '-i', list, '-f', 'null', '-'];
  await expect(runFfmpeg({ args, signal, log })).rejects.toMatchObject({
    stderrTail: expect.stringContaining('not on whitelist') as string,
  });
});

test('what a killed runner left behind is found by its directory and ended', async () => {
  const running = runFfmpeg({ args: endless('orphan.flac'), signal, log });
  running.catch(() => undefined);
  const pid = await pidOf('orphan.flac');
  // As its gate had left it.
  process.kill(pid, 'SIGSTOP');
  expect(await killLeftBehind(path.join(root, 'elsewhere'))).toBe(0);
  expect(await killLeftBehind(root)).toBe(1);
  await expect(running).rejects.toThrow(FfmpegError);
});

test('so is a recogniser with all that it started, paused or not, and nothing of the operator’s', async () => {
  const [pids, sound] = [path.join(root, 'pids'), path.join(root, 'budi.wav')];
  await writeFile(sound, '');
  const recogniser = ['-c', 'sleep 1000 & echo $! > "$0"; wait', pids];
  const parent = startDetached(scope, 'nice', '-n', '19', 'sh', ...recogniser, sound, 'id');
  const listening = startDetached(scope, 'tail', '-f', sound);
  const backup = startDetached(scope, 'nice', 'sh', '-c', 'sleep 1000; :', root);
  await expect.poll(() => readFile(pids, 'utf8').catch(() => '')).not.toBe('');
  const child = Number(await readFile(pids, 'utf8'));
  process.kill(-parent, 'SIGSTOP');
  expect(await killLeftBehind(root)).toBe(1);
  for (const pid of [parent, child]) await expect.poll(() => isRunning(pid)).toBe(false);
  for (const pid of [listening, backup]) expect(await isRunning(pid)).toBe(true);
});

test('so is an ffmpeg of another name', async () => {
  const ffmpegPath = path.join(root, `ff-static-${Date.now()}`);
  await symlink((await execute('which', ['ffmpeg'])).stdout.trim(), ffmpegPath);
  configureFfmpeg({ gate: openGate, ffmpegPath });
  const running = runFfmpeg({ args: endless('other name.flac'), signal, log });
  running.catch(() => undefined);
  const isThere = async (): Promise<number> =>
    (await findProcesses(({ program }) => program === ffmpegPath)).length;
  await expect.poll(isThere, { timeout: 10_000 }).toBe(1);
  expect(await killLeftBehind(root)).toBe(1);
  await expect(running).rejects.toThrow(FfmpegError);
});
