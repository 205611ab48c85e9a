import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type {
  ProjectedTake,
  RecordingProjection,
  RecordingRepository,
} from '../../server/recordings/recording-repository.ts';
import { emptyHealth } from '../../server/protocol/recording-health.ts';
import { createRecordingRepository } from '../../server/store/recording-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import type { Database } from '../../server/platform/database.ts';
import { FakeRecordingStore } from '../support/fake-recording-store.ts';

const scope = new Scope('test', silentLog);
let database: Database;
beforeAll(async () => {
  database = await openTestDatabase(scope);
});
afterAll(() => scope.close('done'));

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const take = (takeId: string, endedAt: Date | null = null): ProjectedTake => ({
  ...{ takeId, peerId: 'ani', displayName: 'Ani', kind: 'audio', source: 'microphone' },
  ...{ codec: 'opus', startedAt: at(1), endedAt, endReason: endedAt ? 'closed' : null },
});
const projection = (given: Partial<RecordingProjection> = {}): RecordingProjection => ({
  ...{ recordingId: 'r', sessionId: 's', state: 'recording', startedAt: at(0), endedAt: null },
  takes: [],
  ...given,
});

const ids = { recordingId: 'r', sessionId: 's' };

/** What a recording says of itself, whichever way it is kept. */
type Kept = { endedAt: Date | null; takes: Pick<ProjectedTake, 'takeId' | 'endedAt'>[] };

describe.each<[string, () => Promise<[RecordingRepository, () => Promise<Kept>]>]>([
  [
    'in memory',
    () => {
      const store = new FakeRecordingStore();
      return Promise.resolve([store, () => Promise.resolve(store.recordings.get('r')!)]);
    },
  ],
  [
    'in the database',
    async () => {
      const { prisma } = database;
      await prisma.series.deleteMany();
      await prisma.series.create({
        data: {
          ...{ seriesId: 'series', slug: 'klub', title: 'Klub', description: '' },
          ...{ category: 'Arts', author: 'A', podcastGuid: 'g' },
          sessions: {
            create: {
              sessionId: 's',
              code: 'c',
              title: 'T',
              description: '',
              startsAt: at(0),
              state: 'live',
            },
          },
        },
      });
      const where = { recordingId: 'r' };
      const include = { takes: { orderBy: { takeId: 'asc' } } } as const;
      return [
        createRecordingRepository(prisma),
        () => prisma.recording.findUniqueOrThrow({ where, include }),
      ];
    },
  ],
])('recordings %s', (_, open) => {
  let repository: RecordingRepository;
  let read: () => Promise<Kept>;
  beforeEach(async () => {
    [repository, read] = await open();
  });

  test('a session has one recording: it is found by it, and no other is saved', async () => {
    expect(await repository.findOfSession('s')).toBeUndefined();
    await repository.save(projection());
    const saved = { recordingId: 'r', state: 'recording' };
    expect(await repository.findOfSession('s')).toEqual(saved);
    await expect(repository.save(projection({ recordingId: 'other' }))).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await repository.findOfSession('s')).toEqual(saved);
  });

  test('nobody knows a recording that was never saved', async () => {
    expect(await repository.find('r')).toBeUndefined();
  });

  test('takes appear, and end, as they are saved again', async () => {
    await repository.save(projection());
    await repository.save(projection({ takes: [take('a')] }));
    await repository.save(projection({ takes: [take('a', at(5)), take('b')] }));
    const { takes } = await read();
    expect(takes.map(({ takeId, endedAt }) => [takeId, endedAt])).toEqual([
      ['a', at(5)],
      ['b', null],
    ]);
    expect(await repository.find('r')).toEqual({ ...ids, state: 'recording', revision: 1 });
  });

  test('the end is stored with everything, in one save, as recovery does', async () => {
    const ended = projection({
      state: 'processing',
      endedAt: at(9),
      takes: [take('a', at(8))],
    });
    await repository.save(ended);
    await repository.save(ended);
    expect(await repository.find('r')).toEqual({ ...ids, state: 'processing', revision: 1 });
    expect((await read()).endedAt).toEqual(at(9));
  });

  test('a save that comes late does not take a recording back', async () => {
    const health = emptyHealth('no-room');
    await repository.save(projection({ state: 'empty', endedAt: at(9), health }));
    await repository.save(projection({ state: 'recording' }));
    await repository.save(projection({ state: 'processing', endedAt: at(10) }));
    expect(await repository.find('r')).toEqual({ ...ids, state: 'empty', revision: 1 });
    expect(await read()).toMatchObject({ endedAt: at(9), health });
  });

  test('a session has one recording', async () => {
    await repository.save(projection());
    await expect(repository.save(projection({ recordingId: 'other' }))).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

test('recovery ends a session that still counts as live, and no other', async () => {
  const { prisma } = database;
  const repository = createRecordingRepository(prisma);
  await prisma.session.update({ where: { sessionId: 's' }, data: { state: 'live' } });
  await repository.endSession('s', at(9));
  await repository.endSession('s', at(10));
  const session = await prisma.session.findUniqueOrThrow({ where: { sessionId: 's' } });
  expect(session).toMatchObject({ state: 'ended', endedAt: at(9) });
});
