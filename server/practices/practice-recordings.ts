import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { practicePrefix } from '../../media/contract/practice-files.ts';
import { recordingFiles, recordingPrefix } from '../../media/contract/recording-files.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { ObjectInfo, ObjectStore } from '../platform/object-store.ts';
import type { PracticeRecordingInfo } from '../protocol/practices.ts';
import type { SessionRepository } from '../sessions/session.ts';
import {
  practiceKeptMs,
  toPracticeRecordingInfo,
  type KeptPractice,
  type PracticeRecordingRepository,
} from './practice-recording.ts';

/** A hub that has not been seen for so long is dead: its database was not away for longer, nor is its clock so wrong. */
const deadAfterMs = 5 * 60_000;

/** What practices that were recorded leave: listened to by hosts, and deleted in time. */
export type PracticeRecordings = {
  list(sessionId: string): Promise<PracticeRecordingInfo[]>;
  /** One of its sounds. Throws `not-found`. The caller must drain or destroy the body. */
  read(
    sessionId: string,
    code: string,
    file: string,
  ): Promise<{ info: ObjectInfo; body: Readable; name: string }>;
  /** Before its time. Throws `conflict` while it is being made. */
  delete(sessionId: string, code: string): Promise<void>;
  /**
   * Those whose time is over, and whose hub is dead. One that cannot be deleted now is tried again at the next sweep. Says
   * that this hub is alive: another one with the same database leaves its practices alone.
   */
  sweep(): Promise<void>;
  /** At start-up: no practice outlives its hub. What was recorded of it is kept, as at any end. Asks no object store. */
  recover(): Promise<void>;
};

type Deps = {
  practices: PracticeRecordingRepository;
  sessions: Pick<
    SessionRepository,
    'seePractices' | 'deletePractices' | 'listPractices' | 'keepPractice' | 'end'
  >;
  objects: ObjectStore;
  recordingsDir: string;
  clock: Clock;
  log: Logger;
};

export function createPracticeRecordings(deps: Deps): PracticeRecordings {
  const { practices, sessions, objects, recordingsDir, clock, log } = deps;

  const stored = async (practice: KeptPractice): Promise<{ name: string; size: number }[]> => {
    if (practice.recording?.state !== 'ready') return [];
    const prefix = `${practicePrefix(practice.recording.recordingId)}/`;
    const found: { name: string; size: number }[] = [];
    for await (const { key, size } of objects.list(prefix)) {
      found.push({ name: key.slice(prefix.length), size });
    }
    return found;
  };

  const find = async (sessionId: string, code: string): Promise<KeptPractice> => {
    const practice = (await practices.listOf(sessionId)).find((one) => one.code === code);
    if (!practice) throw new AppError('not-found', 'There is no such practice.');
    return practice;
  };

  /** Media first: as long as the row is there, what failed is tried again. */
  const remove = async ({ sessionId, recording }: KeptPractice): Promise<void> => {
    if (recording) {
      const { recordingId } = recording;
      const { root } = recordingFiles(recordingsDir, recordingId);
      await rm(root, { recursive: true, force: true });
      await objects.deletePrefix(`${practicePrefix(recordingId)}/`);
      await objects.deletePrefix(`${recordingPrefix(recordingId)}/`);
    }
    await practices.delete(sessionId);
    log.info({ session: sessionId }, 'practice recording deleted');
  };

  /** Ends practices that their hubs have left. */
  const endLeft = async ({ own }: { own: boolean }): Promise<void> => {
    const now = clock.now();
    const left = { seenBefore: new Date(now.getTime() - deadAfterMs), own };
    await sessions.deletePractices(left);
    for (const { sessionId } of await sessions.listPractices(left)) {
      await sessions.end(sessionId, now);
      await sessions.keepPractice(sessionId, new Date(now.getTime() + practiceKeptMs));
    }
  };

  const sweep = async (): Promise<void> => {
    await sessions.seePractices(clock.now());
    await endLeft({ own: false });
    for (const practice of await practices.listDue(clock.now())) {
      await remove(practice).catch((error: unknown) => {
        log.error({ err: error, session: practice.sessionId }, 'practice not deleted yet');
      });
    }
  };

  return {
    async list(sessionId) {
      const kept = await practices.listOf(sessionId);
      return Promise.all(
        kept.map(async (practice) => toPracticeRecordingInfo(practice, await stored(practice))),
      );
    },
    async read(sessionId, code, file) {
      const practice = await find(sessionId, code);
      const { tracks } = toPracticeRecordingInfo(practice, await stored(practice));
      const track = tracks.find((one) => one.file === file);
      const recordingId = practice.recording?.recordingId ?? '';
      const object = track && (await objects.read(`${practicePrefix(recordingId)}/${file}`));
      if (!object) throw new AppError('not-found', 'There is no such track.');
      return { ...object, name: track.displayName ?? 'mix' };
    },
    async delete(sessionId, code) {
      const practice = await find(sessionId, code);
      if (toPracticeRecordingInfo(practice, []).state === 'processing') {
        throw new AppError('conflict', 'It is being made. Try again in some minutes.');
      }
      await remove(practice);
    },
    sweep,
    recover: () => endLeft({ own: true }),
  };
}
