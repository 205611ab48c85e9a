import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { isHeard, playToEnd, tenthMs } from '../chaos/time-code.ts';
import { makeFolder } from '../support/folder.ts';
import { openLiveHub } from '../support/live-hub.ts';
import { isReady, recordingOf } from '../support/live-session.ts';
import { goLiveAlone } from '../support/lone-speaker.ts';
import { recordingCommand } from '../support/recording-command.ts';

const scope = new Scope('test', silentLog);
const liveMs = 12_000;
const againMs = 6_000;
afterAll(() => scope.close('tests ended'));

test('a hub dies, and the disk loses its timeline: the session goes on, and what was before is put back by hand', async () => {
  const folder = await makeFolder(scope);
  const hub = await openLiveHub({ folder, workers: 1 }, scope);
  const dataDir = path.join(folder, 'hub');
  const { code } = await hub.schedule();
  const { speaker, startUs } = await goLiveAlone(hub, code, scope);
  await delay(liveMs);
  speaker.cutOff();
  await hub.process.stop('SIGKILL');
  const recordingsDir = path.join(dataDir, 'recordings');
  const [recordingId = ''] = await readdir(recordingsDir);
  const { timeline } = recordingFiles(recordingsDir, recordingId);
  const { size } = await stat(timeline);
  await writeFile(timeline, `${'\0'.repeat(size - 1)}\n`);

  await hub.startAgain();
  await speaker.sends(30_000);
  await delay(againMs);
  await speaker.peer.request('session:end', {});
  const { health, episode } = await recordingOf(hub.studio, code, isReady);
  const [stray, ...more] = health?.damage?.strayTakes ?? [];
  expect(more).toEqual([]);
  expect(stray).toMatchObject({ source: 'microphone' });
  expect(health?.takes).toHaveLength(1);
  expect(episode!.durationMs).toBeLessThan(liveMs);
  await hub.process.stop();

  const command = (...args: string[]) => recordingCommand(args, { DATA_DIR: dataDir });
  const restored = await command('restore', recordingId, stray!.takeId, 'Ibu Yanti');
  expect(restored.said).toContain("It is back, as Ibu Yanti's.");
  expect((await command('rebuild', recordingId)).said).toContain('Revision 2');
  await hub.startAgain();
  const whole = await recordingOf(hub.studio, code, isReady);
  expect(whole.health?.takes.map(({ displayName }) => displayName)).toContain('Ibu Yanti');
  expect(whole.health?.damage).toBeUndefined();
  expect(whole.episode!.durationMs).toBeGreaterThan(liveMs + againMs - 1_000);

  const sound = await fetch(new URL(whole.episode!.mp3!.url, hub.origin), {
    headers: { cookie: hub.cookie },
  });
  const file = path.join(folder, 'whole.mp3');
  await writeFile(file, Buffer.from(await sound.arrayBuffer()));
  const played = await playToEnd(file);
  expect(played.complaints).toBe('');
  const { zeroUs = 0 } = tellStory((await readTimeline(timeline)).events);
  const beforeMs = (zeroUs - startUs) / 1_000;
  const first = Math.ceil(beforeMs / tenthMs);
  // What was said before the hub died, each tenth of a second at its place.
  const said = Array.from({ length: (liveMs - 2_000) / tenthMs }, (_, n) => first + n);
  const heard = said.filter((tenth) => isHeard(played, tenth, tenth * tenthMs - beforeMs));
  expect(heard.length).toBeGreaterThan(0.95 * said.length);
}, 240_000);
