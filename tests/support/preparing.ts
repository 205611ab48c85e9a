import { access, appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { createLivePreparer, type LivePreparer } from '../../media/ahead/prepare-live.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import type { JoinedOutput, PreparedSound } from '../../media/steps/join-prepared.ts';
import { slicesDirOf } from '../../media/steps/slices.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from './database.ts';
import { loadFlashMedia } from './flash-media.ts';
import { packetiseOpus, packetiseVp8 } from './rtp-sender.ts';
import { aSeries, aSession } from './stored.ts';
import { createTestProcessor } from './test-pipeline.ts';
import {
  arrivalsOf,
  writeRecording,
  writtenZeroUs,
  type Arrival,
} from './written-recording.ts';

export type Live = { recordingId: string; sessionId: string };

/** Where the sessions of `openPreparing` end. */
export const endMs = 180_000;

type LiveOptions = {
  practiceOfId?: string;
  cleanVoices?: boolean;
  /** FLAC. */
  intro?: { file: string; durationMs: number };
};
type PreparerOptions = Parameters<typeof createLivePreparer>[0];

/** Reports whose way varies, so that a faster one than all before may come at any time; and with clocks that waver. */
const wavering = (arrivals: Arrival[]): Arrival[] =>
  arrivals.map((arrival, n) => {
    if (!('report' in arrival)) return arrival;
    const { captureMs, timestamp } = arrival.report;
    const lateMs = 0.05 + ((n * 7_919) % 1_000) / 1_200 + (1 - arrival.atMs / endMs) / 10;
    const wrongMs = ((n * 104_729) % 1_000) / 2_000;
    return {
      atMs: arrival.atMs + lateMs,
      report: { captureMs: captureMs + wrongMs, timestamp },
    };
  });

/** Sessions that are live, on real takes, for a preparer to work on, and the episodes made of them afterwards. */
export async function openPreparing(scope: Scope) {
  const root = await mkdtemp(path.join(tmpdir(), 'serambi ahead '));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  const store = await openLocalObjectStore(path.join(root, 'objects'));
  const database = await openTestDatabase(scope);
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  const media = await loadFlashMedia();
  const filesOf = ({ recordingId }: Live) => recordingFiles(root, recordingId);
  const chunksDir = (live: Live): string => path.join(filesOf(live).work, 'chunks');
  const slicesDir = (live: Live): string => slicesDirOf(filesOf(live).work);

  return {
    ...{ root, store, database, filesOf, chunksDir, slicesDir },

    async goLive({ practiceOfId, cleanVoices = true, intro }: LiveOptions = {}): Promise<Live> {
      const { seriesId } = await aSeries(database, { publishMode: 'automatic', cleanVoices });
      if (intro) {
        const introKey = `sounds/${seriesId}/intro.flac`;
        const meta = { contentType: 'audio/flac', cacheControl: 'no-store' };
        await store.put(introKey, { file: intro.file }, meta);
        const data = { introKey, introMs: intro.durationMs };
        await database.prisma.series.update({ where: { seriesId }, data });
      }
      const { sessionId } = await aSession(database, { seriesId });
      const recordingId = `rekaman-${sessionId}`;
      const startedAt = new Date();
      await database.prisma.session.update({
        where: { sessionId },
        data: { state: 'live', practiceOfId: practiceOfId ?? null },
      });
      await database.prisma.recording.create({
        data: { recordingId, sessionId, state: 'recording', startedAt },
      });
      return { recordingId, sessionId };
    },

    /** Ani alone for a while, then with Budi, whose camera is off for a while: all early on. What is on disk at a moment. */
    async record({ recordingId, sessionId }: Live, untilMs = Infinity): Promise<void> {
      const voice = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
      const face = { frames: packetiseVp8(media.vp8), frameMs: 1_000 / 30, clockRate: 90_000 };
      const sent = (track: typeof voice, fromMs: number, toMs: number): Arrival[] =>
        wavering(arrivalsOf({ ...track, fromMs, toMs, delayMs: 7 }));
      const budi = { peerId: 'budi' };
      await writeRecording(root, {
        ...{ recordingId, sessionId, ranges: [[0, endMs]], untilMs },
        takes: [
          { takeId: 'ani-voice', codec: 'opus', arrivals: sent(voice, 0, endMs) },
          { takeId: 'ani-face', codec: 'vp8', arrivals: sent(face, 0, endMs) },
          {
            ...{ ...budi, takeId: 'budi-voice', codec: 'opus' },
            arrivals: sent(voice, 12_000, endMs),
          },
          {
            ...{ ...budi, takeId: 'budi-1', codec: 'vp8' },
            arrivals: sent(face, 12_000, 26_000),
          },
          {
            ...{ ...budi, takeId: 'budi-2', codec: 'vp8' },
            arrivals: sent(face, 37_000, endMs),
          },
        ],
      });
    },

    /** Something more on the timeline, after all that is there. */
    async tell(live: Live, atMs: number, entry: Record<string, unknown>): Promise<void> {
      const at = { seq: 9_999, monoUs: writtenZeroUs + 1_000 * atMs, wallMs: atMs };
      await appendFile(filesOf(live).timeline, `${JSON.stringify({ ...entry, ...at })}\n`);
    },

    async end({ recordingId, sessionId }: Live): Promise<void> {
      await database.prisma.recording.update({
        where: { recordingId },
        data: { state: 'processing', endedAt: new Date() },
      });
      await database.prisma.session.update({
        where: { sessionId },
        data: { state: 'ended' },
      });
    },

    /** A preparer that looks all the time, and what it says. */
    prepare(preparing: Scope, changes: Partial<PreparerOptions> = {}) {
      const lines: Record<string, unknown>[] = [];
      const write = (line: string): void =>
        void lines.push(JSON.parse(line) as (typeof lines)[0]);
      const preparer: LivePreparer = createLivePreparer({
        recordings: createRecordingRepository(database.prisma),
        ...{ objectStore: store, recordingsDir: root, reserveBytes: 0, isBusy: () => false },
        ...{ log: pino({ level: 'info' }, { write }), scope: preparing, everyMs: 30 },
        ...changes,
      });
      const told = (msg: string) => lines.filter((line) => line['msg'] === msg);
      return { preparer, told };
    },

    async slicesOf(live: Live): Promise<string[]> {
      const names = await readdir(slicesDir(live));
      return names.filter((name) => /^slice-\d+\.json$/.test(name));
    },

    /** Whose sounds lie there, each by itself. */
    async heardOf(live: Live): Promise<string[]> {
      const names = (await readdir(slicesDir(live))).filter((name) =>
        /^stem-.*json$/.test(name),
      );
      const notes = names.map((name) => readFile(path.join(slicesDir(live), name), 'utf8'));
      const people = (await Promise.all(notes)).map(
        (note) => (JSON.parse(note) as { peerId: string }).peerId,
      );
      return [...new Set(people)];
    },

    /** Which file each part is, and since when. */
    partsOf: (live: Live) => datesOf(chunksDir(live), /^part-.*\.mp4$/),

    /** What the podcast was made of, of what was prepared; null where it was made whole. */
    async soundOf(live: Live): Promise<PreparedSound | null> {
      const note = path.join(filesOf(live).work, 'mix.json');
      const { output } = JSON.parse(await readFile(note, 'utf8')) as {
        output: Partial<JoinedOutput>;
      };
      return output.prepared ?? null;
    },

    /** The real job. */
    async publish({ recordingId }: Live) {
      const steps = createPipelineSteps(
        createEpisodeRepository(database.prisma),
        createTranscriptRepository(database.prisma),
      );
      const process = createTestProcessor({ database, store, recordingsDir: root, steps });
      await process({ recordingId, revision: 1 }, scope.signal);
      return database.prisma.recording.findUniqueOrThrow({
        where: { recordingId },
        include: { episode: true, steps: true },
      });
    },
  };
}

/** Which file each is whose name is like that, and since when. None where there is no directory. */
export async function datesOf(dir: string, like: RegExp): Promise<Record<string, string>> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => like.test(name));
  const each = names.map(async (name) => {
    const { ino, mtimeMs } = await stat(path.join(dir, name));
    return [name, `${ino} ${mtimeMs}`] as const;
  });
  return Object.fromEntries(await Promise.all(each));
}

export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
