import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { probeTake } from '../../media/capture/probe-take.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { RoomRecorder } from '../../server/recordings/room-recorder.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { monoUs, RecordedRoom, type RoomPeer } from '../support/recorded-room.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { openTestRecordings, type TestRecordings } from '../support/test-recordings.ts';

/** Somebody who was recorded says no while the disk is full: nothing of theirs is published, whatever happens then. */

const scope = new Scope('test', silentLog);
const disk = await mountSmallDisk(scope, { megabytes: 32 });
if (!disk) process.stderr.write('A full disk is not tested: this user may not mount.\n');
afterAll(() => scope.close('done'));

describe.skipIf(!disk)('consent taken back on a full disk', () => {
  const { folder, fill, empty } = disk!;
  let hub: Scope;
  let dir: string;
  let recordings: TestRecordings;
  let recorder: RoomRecorder;
  let ani: RoomPeer;
  let sessions = 0;

  beforeEach(async () => {
    hub = scope.child('hub');
    dir = path.join(folder, `session-${(sessions += 1)}`);
    recordings = await openTestRecordings(hub, dir, { finishAgainMs: 50 });
    recorder = recordings.openRoomRecorder({ sessionId: 's', title: 'S' });
    const media = await loadFlashMedia();
    const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope: hub });
    ani = await room.enter('ani');
    await ani.consent(true);
    await ani.send('opus', monoUs());
    await recorder.goLive();
    await vi.waitFor(async () => {
      const [take] = await takes();
      expect((await probeTake(take!)).hasMedia).toBe(true);
    }, 5_000);
    await fill(0);
    await fillTimeline();
    await ani.consent(false);
    expect(answersIn(await events())).toEqual([true]);
  });
  afterEach(async () => {
    await hub.close('done');
    await empty();
  });

  const files = async () => recordingFiles(dir, (await readdir(dir))[0]!);
  const events = async () => (await readTimeline((await files()).timeline)).events;
  const takes = async (): Promise<string[]> => {
    const { takes: all } = await files();
    return (await readdir(all).catch(() => [])).map((take) => path.join(all, take));
  };
  const states = () => [...recordings.store.recordings.values()].map(({ stored }) => stored);

  /** A full disk still has room in the last block of a file. */
  async function fillTimeline(): Promise<void> {
    const { timeline } = await files();
    for (let before = -1; ;) {
      const { size } = await stat(timeline);
      if (size === before) return;
      before = size;
      await recorder.note({ type: 'speaker', peerId: 'a'.repeat(900) }).catch(() => undefined);
    }
  }

  /** What there is of a recording whose only person said no. */
  async function expectNothingPublished(): Promise<void> {
    const told = await events();
    expect(tellStory(told).refusedPeers).toContain('ani');
    const types = told.map(({ type }) => type);
    expect(types.lastIndexOf('consent')).toBeLessThan(types.indexOf('session.end'));
    expect(await takes()).toEqual([]);
    expect(states()).toEqual(['empty']);
    expect(recordings.jobs.payloads).toEqual([]);
  }

  test('is on the timeline as soon as there is room, without anybody asking again', async () => {
    await empty();
    await vi.waitFor(
      async () => expect(answersIn(await events())).toEqual([true, false]),
      5_000,
    );
    await recorder.end();
    await expectNothingPublished();
  });

  test('counts where the session ends before there is room, and deletes at once', async () => {
    await expect(recorder.end()).rejects.toThrow('ENOSPC');
    await vi.waitFor(async () => expect(await takes()).toEqual([]), 5_000);
    await empty();
    await vi.waitFor(() => expect(states()).toEqual(['empty']), 5_000);
    await expectNothingPublished();
  });

  test('counts where the hub dies before there is room', async () => {
    await hub.close('died');
    await empty();
    const answers = recordings.consents;
    recordings = await openTestRecordings(scope, dir, {}, answers);
    await recordings.recoverInterrupted(() => Promise.resolve(false));
    await expectNothingPublished();
  });
});

const answersIn = (told: readonly TimelineEvent[]): boolean[] =>
  told.flatMap((event) => (event.type === 'consent' ? [event.granted] : []));
