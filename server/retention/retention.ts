import type { PublishedObject } from '../../media/contract/published-objects.ts';
import { episodeFolder } from '../../media/contract/recording-files.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { createSerial } from '../platform/serial.ts';
import { purgeOfTakes, type Purge } from '../purges/purge.ts';
import { isDue, keepTakes, overdueSince, type TakesFacts } from './keep-takes.ts';
import { readBack, type ReadBack } from './read-back.ts';

/** A recording whose takes are there, and what was published of it. */
export type KeptRecording = TakesFacts & {
  recordingId: string;
  revision: number;
  title: string;
  /** Of its session. */
  code: string;
  published:
    | {
        episodeId: string;
        /** Undefined for what an earlier version made. */
        objects: PublishedObject[] | undefined;
        /** Keys that the episode points to. */
        keys: string[];
      }
    | undefined;
};

type Listed = Pick<KeptRecording, 'recordingId' | 'revision' | 'state'>;

export type RetentionRepository = {
  /** Made or empty, with takes; no practices. Oldest first. */
  list(): Promise<KeptRecording[]>;
  /** Keeps what a look found wrong, unless the recording has changed since it was listed, or is being made again. */
  note(recording: Listed, found: ReadBack): Promise<void>;
  /**
   * Says that the takes are deleted, for good, and leaves them to be purged. False when the recording, or its edits, have
   * changed since it was listed, which may be hours ago, or it is being made again: then nothing is deleted.
   */
  deleteTakes(
    recording: Listed & Pick<KeptRecording, 'editedAt'>,
    deed: { at: Date; readBack: ReadBack; purge: Purge },
  ): Promise<boolean>;
};

/** Deletes takes when their time is over, never before everything published was read back as it was published. */
export type Retention = {
  /** Those that are due. What could not be looked at is looked at again at the next sweep. */
  sweep(): Promise<void>;
  /** Those whose takes should be gone by now. Oldest first. */
  overdue(): Promise<OverdueTakes[]>;
};

export type OverdueTakes = Pick<KeptRecording, 'title' | 'code'> & {
  since: Date;
  /** The object that is not as it was published. Undefined: what is published could not be read. */
  key?: string;
};

type Deps = {
  recordings: RetentionRepository;
  objects: Pick<ObjectStore, 'read' | 'list'>;
  /** Undefined: takes are kept for ever. */
  keepTakesMs: number | undefined;
  /** Begins to purge. */
  onDeleted: () => void;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
};

export function createRetention(deps: Deps): Retention {
  const { recordings, objects, keepTakesMs, onDeleted, clock, log, signal } = deps;
  const inTurn = createSerial();

  const look = async (recording: KeptRecording): Promise<void> => {
    const { recordingId, title, published } = recording;
    const now = clock.now();
    const listed = { objects: published?.objects, keys: published?.keys ?? [] };
    const found = await readBack(listed, { store: objects, now, signal });
    if (found.problem) {
      log.error(
        { recording: recordingId, title, ...found.problem },
        'takes are kept: what is published cannot be read back as it was published',
      );
      await recordings.note(recording, found);
      return;
    }
    const stale = published ? await listStale(published) : [];
    const purge = purgeOfTakes({ recordingId, stale }, now);
    if (!(await recordings.deleteTakes(recording, { at: now, readBack: found, purge }))) return;
    const { objects: count, bytes } = found;
    log.info({ recording: recordingId, objects: count, bytes }, 'takes deleted: time is over');
    onDeleted();
  };

  /**
   * Directories of earlier revisions, and what runs that were cut off have left. What was put beside a published object
   * later, such as a transcript, stays.
   */
  const listStale = async ({
    episodeId,
    objects: listed,
  }: NonNullable<KeptRecording['published']>): Promise<string[]> => {
    const kept = new Set(listed?.map(({ key }) => directoryOf(key)));
    const stale = new Set<string>();
    for await (const { key } of objects.list(`${episodeFolder(episodeId)}/`)) {
      if (!kept.has(directoryOf(key))) stale.add(`${directoryOf(key)}/`);
    }
    return [...stale];
  };

  return {
    sweep: () =>
      inTurn(async () => {
        for (const recording of await recordings.list()) {
          if (signal.aborted) return;
          if (!isDue(keepTakes(recording, keepTakesMs), clock.now())) continue;
          await look(recording).catch((error: unknown) => {
            if (signal.aborted) return;
            const { recordingId } = recording;
            log.warn({ err: error, recording: recordingId }, 'takes not looked at yet');
          });
        }
      }),
    async overdue() {
      const found: OverdueTakes[] = [];
      for (const recording of await recordings.list()) {
        const { title, code, readBack: last } = recording;
        const since = overdueSince(keepTakes(recording, keepTakesMs), clock.now());
        if (!since) continue;
        found.push({ title, code, since, ...(last?.problem ? { key: last.problem.key } : {}) });
      }
      return found;
    },
  };
}

/** Of episodes/ID/REVISION-HASH/…: what one step published. */
const directoryOf = (key: string): string => key.split('/').slice(0, 3).join('/');
