import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { measureTake, offsets } from '../support/flash-times.ts';
import { monoUs, RecordedRoom, until } from '../support/recorded-room.ts';
import { openTestRecordings, remux } from '../support/test-recordings.ts';

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('done'));

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const hashed = files.map(async (file) => {
    const hash = createHash('sha256').update(await readFile(file));
    return [path.relative(folder, file), hash.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashed));
}

test('two sessions in a row never mix, though people of the first go on sending', async () => {
  const media = await loadFlashMedia();
  const recordings = await openTestRecordings(scope);
  const { recordingsDir } = recordings;
  const startUs = monoUs();
  const record = async (name: string, peerId: string) => {
    const before = await readdir(recordingsDir);
    const recorder = recordings.openRoomRecorder({ sessionId: name, title: name });
    const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
    const person = await room.enter(peerId);
    await person.consent(true);
    await person.send('opus', startUs);
    await person.send('vp8', startUs);
    await recorder.goLive();
    await until(monoUs() + 3_000_000);
    await recorder.end();
    const recordingId = (await readdir(recordingsDir)).find((id) => !before.includes(id))!;
    return { recordingId, files: recordingFiles(recordingsDir, recordingId) };
  };
  const first = await record('first', 'ani');
  const left = await hashesOf(first.files.root);
  const second = await record('second', 'budi');

  expect(await hashesOf(first.files.root)).toEqual(left);
  for (const [{ recordingId, files }, peerId] of [
    [first, 'ani'],
    [second, 'budi'],
  ] as const) {
    const { events } = await readTimeline(files.timeline);
    const { takes, ranges, zeroUs = 0 } = tellStory(events);
    expect(takes.map(({ start }) => start.peerId)).toEqual([peerId, peerId]);
    const known = takes.map(({ start }) => start.takeId);
    expect((await readdir(files.takes)).sort()).toEqual(known.sort());
    const remuxed: RemuxedRecording = await remux(recordingsDir, recordingId, scope);
    const endMs = (ranges.at(-1)!.toUs - zeroUs) / 1_000;
    expect(remuxed.takes).toHaveLength(2);
    for (const take of remuxed.takes) {
      expect(take).toMatchObject({ peerId, health: { lostPackets: 0 } });
      expect(take.lastMs).toBeLessThanOrEqual(endMs);
      const measured = await measureTake(take);
      const found = offsets(take, measured, (startUs - zeroUs) / 1_000);
      expect(found.length).toBeGreaterThanOrEqual(2);
      for (const offset of found) expect(Math.abs(offset)).toBeLessThan(20);
    }
  }
});
