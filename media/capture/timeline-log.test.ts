import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../server/platform/clock.ts';
import { TimelineFollower } from './timeline-follower.ts';
import { readTimeline, TimelineLog } from './timeline-log.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'timeline-'));
});
afterAll(() => rm(dir, { recursive: true }));

let nowUs = 0;
const clock: Clock = { now: () => new Date(nowUs / 1000), monoUs: () => (nowUs += 1_000) };

async function write(file: string, peers: readonly string[]): Promise<void> {
  const timeline = await TimelineLog.open(file, clock);
  await Promise.all(peers.map((peerId) => timeline.append({ type: 'peer.leave', peerId })));
  await timeline.close();
}

async function peersIn(file: string): Promise<string[]> {
  const { events } = await readTimeline(file);
  return events.flatMap((event) => (event.type === 'peer.leave' ? [event.peerId] : []));
}

test('events are read in the order they were given, each with its stamp', async () => {
  const file = path.join(dir, 'a', 'timeline.jsonl');
  await write(file, ['ani', 'budi', 'citra']);
  const { events } = await readTimeline(file);
  expect(events.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  expect(events[1]!.monoUs).toBeGreaterThan(events[0]!.monoUs);
  expect(await peersIn(file)).toEqual(['ani', 'budi', 'citra']);
});

test('a last line torn at any byte costs that event, and writing goes on after it', async () => {
  const file = path.join(dir, 'torn.jsonl');
  await write(file, ['ani', 'budi']);
  const whole = (await readFile(file)).length;
  const firstLine = (await readFile(file, 'utf8')).indexOf('\n') + 1;
  for (let length = whole - 2; length > firstLine; length -= 5) {
    await truncate(file, length);
    expect(await peersIn(file)).toEqual(['ani']);
  }
  await write(file, ['citra']);
  expect(await peersIn(file)).toEqual(['ani', 'citra']);
  const { events, damagedLines } = await readTimeline(file);
  expect(events.map(({ seq }) => seq)).toEqual([0, 1]);
  expect(damagedLines).toBe(0);
});

test('who follows a timeline reads what was added, once, and a line when it is whole', async () => {
  const file = path.join(dir, 'followed.jsonl');
  const follower = new TimelineFollower(file);
  await expect(follower.read()).rejects.toThrow('ENOENT');
  await write(file, ['ani', 'budi']);
  const whole = await readFile(file);
  const at = whole.indexOf('\n') + 10;
  await truncate(file, at);
  expect(await follower.read()).toHaveLength(1);
  expect(await follower.read()).toHaveLength(1);
  await appendFile(file, whole.subarray(at));
  expect(await follower.read()).toHaveLength(2);
  await write(file, ['citra']);
  expect(await follower.read()).toEqual((await readTimeline(file)).events);
  await rm(file);
  await expect(follower.read()).rejects.toThrow('ENOENT');
});

test('a line of rubbish in the middle is left out, and counted as damage', async () => {
  const file = path.join(dir, 'rubbish.jsonl');
  await write(file, ['ani']);
  await appendFile(file, '{"type":"peer.leave"}\n{"type":"pe\0\0\0"citra"}\n');
  await write(file, ['budi']);
  expect(await peersIn(file)).toEqual(['ani', 'budi']);
  expect((await readTimeline(file)).damagedLines).toBe(2);
});

test('recovery may write in the past', async () => {
  const file = path.join(dir, 'past.jsonl');
  const timeline = await TimelineLog.open(file, clock);
  const event = await timeline.append({ type: 'record.off' }, { monoUs: 5, wallMs: 6 });
  await timeline.close();
  expect(event).toEqual({ type: 'record.off', seq: 0, monoUs: 5, wallMs: 6 });
});
