/**
 * Looks after recordings, from their folders under the data directory.
 *
 * When: something seems wrong with a recording, somebody wants its tracks, or its episode should be made anew.
 * Example: npm run recording -- list                  what is here, and how large its takes are
 *          npm run recording -- verify ID             how well it arrived; ends with 1 when some or all is missing
 *          npm run recording -- export ID FOLDER      a WAV per person, a MKV per camera, all times as JSON,
 *                                                     questions as CSV: those left open too, where the database can be
 *                                                     asked (stop Serambi first, with an embedded one)
 *          npm run recording -- rebuild ID            everything of its episode again (stop Serambi first, with an embedded
 *                                                     database); takes in what this machine has more of a rescued one
 *          npm run recording -- restore ID TAKE NAME  a take that "verify" calls lost to the timeline is to be in the episode: ask
 *                                                     its person first, whose no may be lost as well; then rebuild (stop
 *                                                     Serambi first, with an embedded database)
 *          npm run recording -- rescue ID             the machine that recorded it is lost: make the episode of what is in
 *                                                     the object store (stop Serambi first, with an embedded database)
 */
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tellStory } from '../media/capture/session-story.ts';
import { readTimeline } from '../media/capture/timeline-log.ts';
import { recordingFiles, timelineKey } from '../media/contract/recording-files.ts';
import { configureFfmpeg } from '../media/ffmpeg/ffmpeg-settings.ts';
import { exportRecording } from '../media/maintenance/export-recording.ts';
import { forgetCopies } from '../media/forget-copies.ts';
import { readRecording, type ReadRecording } from '../media/maintenance/read-recording.ts';
import { rebuildRecording } from '../media/maintenance/rebuild-recording.ts';
import { restoreTake } from '../media/maintenance/restore-take.ts';
import { bytesIn } from '../media/steps/bytes-in.ts';
import { listRecording } from '../media/steps/list-recording.ts';
import { createJobQueue } from '../media/jobs/queue.ts';
import { parseConfig } from '../server/config.ts';
import { AppError } from '../server/platform/app-error.ts';
import { systemClock } from '../server/platform/clock.ts';
import { lockDataDir } from '../server/platform/data-dir-lock.ts';
import { closeOnSignal } from '../server/platform/close-on-signal.ts';
import { openDatabase, type Database } from '../server/platform/database.ts';
import { freeBytesOf, reserveBytes } from '../server/platform/free-space.ts';
import { isThere } from '../server/platform/is-there.ts';
import { createLog } from '../server/platform/log.ts';
import { openMinioObjectStore } from '../server/platform/object-store-minio.ts';
import { Scope } from '../server/platform/scope.ts';
import { questionsFile } from '../server/questions-file.ts';
import type { StoredBoard } from '../server/questions/question.ts';
import { projectTimeline } from '../server/recordings/project-timeline.ts';
import { line, nameLength } from '../server/protocol/words.ts';
import { rescueRecording } from '../server/rescue.ts';
import { createQuestionRepository } from '../server/store/question-repository.ts';
import { createRecordingRepository } from '../server/store/recording-repository.ts';
import { takeIn } from '../server/take-in.ts';
import { say } from './setup/task.ts';

const config = parseConfig(process.env);
const { recordingsDir } = config;
const log = createLog('warn');
const scope = new Scope('recording', log);
closeOnSignal(scope, log);
configureFfmpeg({ ffmpegPath: config.media.ffmpegPath, ffprobePath: config.media.ffprobePath });

const [command = '', id = '', target = '', name = ''] = process.argv.slice(2);
try {
  if (command === 'list') await list();
  else if (command === 'verify' && id) await verify();
  else if (command === 'export' && id && target) await exportTo(path.resolve(target));
  else if (command === 'rebuild' && id) await rebuild();
  else if (command === 'restore' && id && target && name) await restore(target, name);
  else if (command === 'rescue' && id) await rescue();
  else {
    throw new AppError(
      'invalid-input',
      'Say one of: list, verify ID, export ID FOLDER, rebuild ID, restore ID TAKE NAME, rescue ID.',
    );
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say(error.message);
  process.exitCode = 2;
} finally {
  await scope.close('done');
}

async function list(): Promise<void> {
  const here = new Set<string>();
  for (const name of await readdir(recordingsDir).catch(() => [])) {
    const files = recordingFiles(recordingsDir, name);
    const timeline = await readTimeline(files.timeline).catch(() => undefined);
    const start = timeline?.events.find((event) => event.type === 'session.start');
    if (!start) continue;
    here.add(name);
    const bytes = (await listRecording(files))?.files.reduce(
      (sum, file) => sum + file.bytes,
      0,
    );
    const size = `${((bytes ?? 0) / 1e6).toFixed(0)} MB`;
    say(
      `${name}  ${new Date(start.wallMs).toISOString()}  ${size.padStart(8)}  ${start.title}`,
    );
  }
  if (!config.s3) return;
  for await (const { key } of openMinioObjectStore(config.s3, log).list('recordings/')) {
    const [, name = '', file] = key.split('/');
    if (file === 'timeline.jsonl' && !here.has(name)) say(`${name}  in the object store alone`);
  }
}

async function verify(): Promise<void> {
  await withRecording(({ health, durationMs }) => {
    for (const take of health.takes) {
      const found = take.findings.map(({ kind }) => kind).join(', ') || 'fine';
      const length = `${seconds(take.fromMs)} to ${seconds(take.toMs)}`;
      say(`${take.displayName} ${take.source}, ${length}: ${found}`);
      say(
        `  ${take.packets} packets, ${take.lostPackets} lost, ${take.gaps} gaps of ${take.gapMs} ms, clock ${take.driftPpm} ppm from ${take.senderReports} reports, ${take.stalls} stalls, ${take.damagedBytes} bytes damaged`,
      );
    }
    for (const { reason, fromMs, toMs = durationMs, kinds, names } of health.missing) {
      const who = names.length > 0 ? names.join(', ') : 'everyone';
      say(
        `not recorded, ${seconds(fromMs)} to ${seconds(toMs)}: ${kinds.join(' and ')} of ${who}: ${reason}`,
      );
    }
    const { damagedLines = 0, strayTakes = [] } = health.damage ?? {};
    if (damagedLines > 0) say(`${damagedLines} lines of the timeline are damaged`);
    for (const { takeId, displayName, source = 'of what' } of strayTakes) {
      say(`on no line of the timeline, in no episode: ${displayName} ${source}, ${takeId}`);
    }
    const why = health.nothing ? `: ${health.nothing}` : '';
    say(`${seconds(durationMs)} in all: ${health.verdict}${why}`);
    if (health.verdict === 'poor' || health.verdict === 'empty') process.exitCode = 1;
    return Promise.resolve();
  });
}

async function exportTo(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new AppError('invalid-input', `${folder} is no folder that can be made.`, { cause });
  });
  const database = await findDatabase();
  if (database) await forgetDeleted(database);
  await withRecording(async (recording) => {
    const options = { folder, signal: scope.signal, log };
    const names = await exportRecording(recording, options);
    const { events, zeroUs } = recording;
    const board = database && (await findQuestions(tellStory(events).sessionId, database));
    await writeFile(path.join(folder, 'questions.csv'), questionsFile(board, events, zeroUs));
    for (const name of [...names, 'questions.csv']) say(path.join(folder, name));
  });
}

/** Undefined where none can be asked: what is on this disk is then all that is known. */
async function findDatabase(): Promise<Database | undefined> {
  try {
    if (!config.databaseUrl) {
      // Without one, none is made.
      await access(path.join(config.dataDir, 'database'));
      await lockDataDir(config.dataDir, scope);
    }
    return await openDatabase(config, scope, log);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      `No database: only questions that were answered in the session, and nobody knows whether it was deleted or somebody taken out. ${why}`,
    );
    return undefined;
  }
}

/** What was deleted, and who was taken out, while this machine was off is not to come back through it. */
async function forgetDeleted(database: Database): Promise<void> {
  const deleted = await forgetCopies([id], { database, recordingsDir, log });
  if (deleted.length === 0) return;
  throw new AppError('takes-deleted', 'It was deleted, and now from this machine as well.');
}

/** Undefined where the database does not know the session: then the timeline tells of those answered. */
async function findQuestions(
  sessionId: string,
  { prisma }: Database,
): Promise<StoredBoard | undefined> {
  const isKnown = await prisma.session.findUnique({ where: { sessionId } });
  if (isKnown) return createQuestionRepository(prisma).load(sessionId);
  say('The database does not know the session: only questions that were answered in it.');
  return undefined;
}

async function rebuild(): Promise<void> {
  if (!config.databaseUrl) await lockDataDir(config.dataDir, scope);
  const database = await openDatabase(config, scope, log);
  await forgetDeleted(database);
  const files = recordingFiles(recordingsDir, id);
  const { s3 } = config;
  // A published episode would be being made for ever.
  const isStored = s3 && (await openMinioObjectStore(s3, log).find(timelineKey(id)));
  if (!isStored && !(await isThere(files.timeline))) throw await notHere();
  const { revision } = await rebuildRecording(database.prisma, id, files, async () => {
    if (!s3) return;
    const objects = openMinioObjectStore(s3, log);
    const options = { database, objects, recordingsDir, clock: systemClock };
    await takeIn(id, { ...options, signal: scope.signal });
  });
  say(`Revision ${revision} is made when Serambi next starts.`);
}

async function restore(takeId: string, called: string): Promise<void> {
  const { data: displayName } = line(nameLength).safeParse(called);
  if (displayName === undefined) {
    throw new AppError('invalid-input', `A name is one line of at most ${nameLength} letters.`);
  }
  if (!config.databaseUrl) await lockDataDir(config.dataDir, scope);
  const database = await openDatabase(config, scope, log);
  await forgetDeleted(database);
  const files = recordingFiles(recordingsDir, id);
  if (!(await isThere(files.timeline))) throw await notHere();
  const events = await restoreTake(files, { takeId, displayName }, systemClock);
  const projection = projectTimeline(events, true);
  if (projection) await createRecordingRepository(database.prisma).save(projection);
  say(`It is back, as ${displayName}'s. Once all are: npm run recording -- rebuild ${id}`);
}

async function rescue(): Promise<void> {
  if (!config.s3)
    throw new AppError('invalid-input', 'There is no object store: set S3_ENDPOINT.');
  if (!config.databaseUrl) await lockDataDir(config.dataDir, scope);
  const database = await openDatabase(config, scope, log);
  const queue = await createJobQueue({ database, log, scope });
  await rescueRecording(id, {
    ...{ database, objects: openMinioObjectStore(config.s3, log), queue, recordingsDir, log },
    ...{ clock: systemClock, signal: scope.signal, onProgress: tellProgress() },
  });
  say(
    'Its episode is made by the next machine that makes episodes, or when Serambi next starts.',
  );
}

/** Says now and then how far something is. */
function tellProgress(): (fraction: number) => void {
  let told = 0;
  return (fraction) => {
    if (fraction < told + 0.25) return;
    told = fraction;
    say(`… ${Math.round(fraction * 100)} %`);
  };
}

async function withRecording(use: (recording: ReadRecording) => Promise<void>): Promise<void> {
  const files = recordingFiles(recordingsDir, id);
  if (!(await isThere(files.timeline))) throw await notHere();
  // All takes once more, and voices without compression.
  const neededBytes = 2 * (await bytesIn(files.takes));
  const freeBytes = await freeBytesOf(config.dataDir);
  if (freeBytes < neededBytes + reserveBytes) {
    const gigabytes = ((neededBytes + reserveBytes - freeBytes) / 1e9).toFixed(1);
    throw new AppError(
      'unavailable',
      `${config.dataDir} lacks about ${gigabytes} GB for this.`,
    );
  }
  const workDir = await mkdtemp(path.join(config.dataDir, 'reading-'));
  scope.defer('work', () => rm(workDir, { recursive: true, force: true }));
  const onProgress = tellProgress();
  await use(await readRecording({ files, workDir, signal: scope.signal, onProgress, log }));
}

async function notHere(): Promise<AppError> {
  const { s3 } = config;
  const isStored = s3 && (await openMinioObjectStore(s3, log).find(timelineKey(id)));
  const where = isStored
    ? ' It is in the object store: rescue, or a media machine, has it.'
    : '';
  return new AppError('not-found', `There is no recording ${id} in ${recordingsDir}.${where}`);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
