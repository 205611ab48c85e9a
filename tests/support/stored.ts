import type { Database } from '../../server/platform/database.ts';
import { newCode, newId } from '../../server/platform/ids.ts';
import type { NewPerson } from '../../server/people/person.ts';
import type { NewSeries, Series } from '../../server/series/series.ts';
import type { Session, SessionPlan } from '../../server/sessions/session.ts';
import { createSeriesRepository } from '../../server/store/series-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';

/** Rows for tests that need something to be there already. */

const recently = new Date(Date.UTC(2026, 10, 23, 12));

export function aPerson(overrides: Partial<NewPerson>): NewPerson {
  const personId = newId();
  return {
    personId,
    email: `${personId}@example.org`,
    displayName: 'Sari',
    passwordHash: 'hash',
    role: 'host',
    createdAt: recently,
    ...overrides,
  };
}

export async function aSeries(
  db: Database,
  overrides: Partial<Omit<NewSeries, 'createdById'>> = {},
): Promise<Series> {
  const { personId } = await db.prisma.person.create({ data: aPerson({}) });
  return createSeriesRepository(db.prisma).create({
    seriesId: newId(),
    slug: `seri-${newCode()}`,
    title: 'Klub Buku',
    description: 'Membaca bersama.',
    language: 'id',
    category: 'Arts',
    subcategory: 'Books',
    author: 'Taman Baca',
    ownerEmail: undefined,
    explicit: false,
    publishMode: 'review',
    cleanVoices: true,
    partners: [],
    podcastGuid: newId(),
    createdAt: recently,
    createdById: personId,
    ...overrides,
  });
}

export async function aSession(
  db: Database,
  overrides: Partial<SessionPlan & { seriesId: string }> = {},
): Promise<Session> {
  return createSessionRepository(db.prisma).create({
    sessionId: newId(),
    code: newCode(),
    seriesId: overrides.seriesId ?? (await aSeries(db)).seriesId,
    title: 'Laskar Pelangi',
    description: '',
    startsAt: recently,
    plannedMinutes: 60,
    broadcast: false,
    ...overrides,
  });
}

/** A recording whose first step is done, whose second has failed, whose third has not begun. */
export async function addRecording(
  db: Database,
  { sessionId }: Session,
  { state = 'failed' }: { state?: 'processing' | 'failed' | 'ready' } = {},
): Promise<{ recordingId: string }> {
  const recordingId = newId();
  await db.prisma.recording.create({
    data: { recordingId, sessionId, state, startedAt: recently, endedAt: recently },
  });
  const step = { recordingId, attempt: 3 };
  await db.prisma.processingStep.createMany({
    data: [
      { ...step, name: 'collect', position: 0, state: 'done', progress: 1 },
      { ...step, name: 'remux', position: 1, state: 'failed', progress: 0.4, error: 'no' },
      { ...step, name: 'stems', position: 2, attempt: 0 },
    ],
  });
  return { recordingId };
}

/** Everything in our own tables. */
export async function emptyTables(db: Database): Promise<void> {
  await db.executeSql(
    `TRUNCATE "Library", "Person", "AccountInvitation", "Series", "Purge", "DeletedSession" RESTART IDENTITY CASCADE`,
  );
}

/** A draft with its sound, made from a recording. Returns its code. */
export async function addEpisode(
  db: Database,
  { series }: Session,
  recordingId: string,
  overrides: { mp3Key?: string | null; mp3Bytes?: number | null } = {},
): Promise<string> {
  const { code } = await db.prisma.episode.create({
    data: {
      episodeId: newId(),
      code: newCode(),
      seriesId: series.seriesId,
      recordingId,
      guid: newId(),
      title: 'Laskar Pelangi',
      notes: '',
      mp3Key: 'episodes/1/audio.mp3',
      mp3Bytes: 10,
      ...overrides,
    },
  });
  return code;
}
