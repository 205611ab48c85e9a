import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { PublishedObject } from '../../media/contract/published-objects.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { drawingFolder, recordingFiles } from '../../media/contract/recording-files.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { descendantsOf, isFfmpeg } from '../support/processes.ts';
import { recordingsIn, type Site } from './site.ts';

/** How long processes may take to end by themselves once what they belonged to is gone. */
const endWithinMs = 10_000;

/** Files that something was still writing when it was killed. */
export async function unfinishedFiles(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir, { recursive: true });
  return names.filter((name) => /\.(tmp|part)(\W|$)/.test(path.basename(name))).sort();
}

/** Takes on disk that no timeline has, and folders that are no recording's: nobody would ever make anything of them. */
export async function strayTakes({ dataDirs }: Site): Promise<string[]> {
  const strays: string[] = [];
  for (const recordingsDir of dataDirs.map(recordingsIn)) {
    for (const recordingId of await readdir(recordingsDir).catch(() => [])) {
      const files = recordingFiles(recordingsDir, recordingId);
      const timeline = await readTimeline(files.timeline).catch(() => undefined);
      if (!timeline) strays.push(files.root);
      const known = tellStory(timeline?.events ?? []).takes.map(({ start }) => start.takeId);
      const onDisk = await readdir(files.takes).catch(() => []);
      const unknown = onDisk.filter((takeId) => !known.includes(takeId));
      strays.push(...unknown.map((takeId) => files.take(takeId)));
    }
  }
  return strays;
}

/** Processes of these data directories that nothing which runs has started, and work that goes on though nothing is to do. */
export async function strayProcesses(site: Site): Promise<string[]> {
  const untilMs = Date.now() + endWithinMs;
  for (;;) {
    const strays = await findStrays(site);
    if (strays.length === 0 || Date.now() > untilMs) return strays;
    await delay(100);
  }
}

async function findStrays({ hub, runner, dataDirs }: Site): Promise<string[]> {
  const roots = [hub.process.process.pid ?? 0, ...(runner === undefined ? [] : [runner])];
  const own = roots.flatMap((root) => descendantsOf(root));
  const expected = new Set([...roots, ...own.map(({ pid }) => pid)]);
  const homes = dataDirs.map((dataDir) => `DATA_DIR=${dataDir}`);
  const strays: string[] = own
    .filter((one) => isFfmpeg(one) || /(?:remux|sound|follow)-child/.test(one.command))
    .map(({ command }) => command);
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!(pid > 0) || expected.has(pid)) continue;
    // A process may end while we look at it; others' are not ours to read.
    const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
    const settings = environment.split('\0');
    if (!homes.some((home) => settings.includes(home))) continue;
    strays.push(await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''));
  }
  return strays.filter((command) => command !== '');
}

/**
 * Jobs and steps that wait or run though every episode is made, and objects that no episode has. The site's processes must
 * have ended.
 */
export async function strayWork(site: Site): Promise<string[]> {
  const {
    databaseUrl,
    dataDirs: [dataDir = ''],
  } = site;
  const scope = new Scope('leftovers', silentLog);
  try {
    const { executeSql, prisma } = await openDatabase(
      { databaseUrl, dataDir },
      scope,
      silentLog,
    );
    const { rows } = await executeSql(
      `SELECT name, state::text FROM pgboss.job WHERE state IN ('created', 'retry', 'active')`,
    );
    const recordings = await prisma.recording.findMany({ where: { state: { not: 'ready' } } });
    return [
      ...rows.map((row) => `job ${JSON.stringify(row)}`),
      ...recordings.map(({ recordingId, state }) => `recording ${recordingId} ${state}`),
      ...(await strayObjects(await site.openStore(), prisma)).map((key) => `object ${key}`),
    ];
  } finally {
    await scope.close('looked');
  }
}

/** What was published and is no part of any episode, and what machines handed each other while they drew one. */
async function strayObjects(store: ObjectStore, prisma: Database['prisma']): Promise<string[]> {
  const episodes = await prisma.episode.findMany();
  const published = z.array(PublishedObject).nullable();
  const known = new Set(
    episodes
      .flatMap(({ objects, transcriptObjects }) => [objects, transcriptObjects])
      .flatMap((objects) => published.parse(objects) ?? [])
      .map(({ key }) => key),
  );
  const strays: string[] = [];
  for await (const { key } of store.list('episodes/')) if (!known.has(key)) strays.push(key);
  const recordings = await prisma.recording.findMany({ select: { recordingId: true } });
  const recorded = new Set(recordings.map(({ recordingId }) => recordingId));
  for await (const { key } of store.list('recordings/')) {
    const isKnown = recorded.has(key.split('/')[1] ?? '');
    if (!isKnown || key.includes(`/${drawingFolder}/`)) strays.push(key);
  }
  // Nobody answered anything by voice.
  for await (const { key } of store.list('answers/')) strays.push(key);
  return strays;
}
