import { access, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEntry, TimelineEvent } from '../../media/contract/timeline.ts';
import { silentLog } from '../platform/log.ts';
import { eraseRefused, isToCompare, type CompareRefused } from './refused-takes.ts';

let root: string;
let files: ReturnType<typeof recordingFiles>;
const signal = new AbortController().signal;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-refused-'));
  files = recordingFiles(root, 'r');
  for (const takeId of ['ani-voice', 'ani-face', 'budi-voice']) {
    await mkdir(files.take(takeId), { recursive: true });
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

const take = (takeId: string): TimelineEntry => {
  const [peerId = '', what] = takeId.split('-');
  const [kind, source, codec] =
    what === 'face'
      ? (['video', 'camera', 'vp8'] as const)
      : (['audio', 'microphone', 'opus'] as const);
  const who = { takeId, peerId, kind, source, codec, displayName: peerId };
  return { type: 'take.start', ...who, producerId: 'p', paused: false };
};
const consent = (peerId: string, granted: boolean): TimelineEntry => ({
  ...{ type: 'consent', peerId, granted, textVersion: '1' },
});
const told = (...entries: TimelineEntry[]): TimelineEvent[] =>
  [
    {
      type: 'session.start',
      ...{ sessionId: 's', recordingId: 'r', title: 'T', bootId: 'b' },
    } as const,
    ...entries,
  ].map((entry, seq) => ({ ...entry, seq, monoUs: seq, wallMs: seq }));
const three = ['ani-voice', 'ani-face', 'budi-voice'].map(take);
const left = async () => (await readdir(files.takes)).toSorted();
const heard = [{ peerId: 'budi', stretches: [{ fromMs: 1, toMs: 2 }], beneath: [] }];
const erase = (events: TimelineEvent[], compare: CompareRefused) =>
  eraseRefused(files, events, { compare, signal, log: silentLog });
const never: CompareRefused = () => Promise.reject(new Error('compared'));

test('microphones are compared before they are deleted, and pictures do not wait for it', async () => {
  const events = told(...three, consent('ani', false));
  expect(await isToCompare(files, events)).toBe(true);
  const erased = await erase(events, async () => {
    expect(await left()).toEqual(['ani-voice', 'budi-voice']);
    return new Map([['ani-voice', heard]]);
  });
  expect(erased).toEqual({
    refusedTakeIds: ['ani-voice', 'ani-face'],
    refusedBleed: new Map([['ani-voice', heard]]),
  });
  expect(await left()).toEqual(['budi-voice']);
  expect(await isToCompare(files, events)).toBe(false);
  // Once more, after a kill: it is known from then on.
  expect(await erase(events, never)).toEqual(erased);
});

test('what cannot be compared is deleted, and not said to be known', async () => {
  const events = told(...three, consent('ani', false));
  expect(await erase(events, never)).toEqual({ refusedTakeIds: ['ani-voice', 'ani-face'] });
  expect(await left()).toEqual(['budi-voice']);
});

test('nothing is deleted when the hub stops meanwhile', async () => {
  const stopping = new AbortController();
  const compare: CompareRefused = () => {
    stopping.abort(new Error('stopped'));
    return Promise.reject(new Error('killed'));
  };
  const events = told(...three, consent('ani', false));
  const erasing = eraseRefused(files, events, {
    ...{ compare, signal: stopping.signal, log: silentLog },
  });
  await expect(erasing).rejects.toThrow('stopped');
  expect(await left()).toEqual(['ani-voice', 'budi-voice']);
});

test.each([
  ['nobody said no', three, []],
  ['somebody said yes again', [...three, consent('ani', false), consent('ani', true)], []],
  ['nobody is left', [...three.slice(0, 2), consent('ani', false)], ['ani-voice', 'ani-face']],
  ['it was a camera', [...three.slice(1), consent('ani', false)], ['ani-face']],
])('nothing is compared where %s', async (_what, entries, refusedTakeIds) => {
  const events = told(...entries);
  expect(await isToCompare(files, events)).toBe(false);
  expect(await erase(events, never)).toMatchObject({ refusedTakeIds });
  for (const takeId of refusedTakeIds) {
    await expect(access(files.take(takeId))).rejects.toThrow('ENOENT');
  }
});
