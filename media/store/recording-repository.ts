import type { PrismaClient, Series, Take } from '../../prisma/client/client.ts';
import { z } from 'zod';
import { Bleed } from '../contract/bleed.ts';
import type { Clip, Clips } from '../plan/clips.ts';
import { peersTakenOut, type Withdrawn } from '../plan/withdrawn.ts';
import { findNames } from '../../server/platform/find-names.ts';
import type { Partner } from '../../server/protocol/partners.ts';
import { Edits, noEdits } from '../../server/protocol/edits.ts';

/** A recording with what its episode is named and tagged with. */
export type RecordedSession = {
  recordingId: string;
  revision: number;
  sessionId: string;
  /** Its sounds are for its hosts, and nothing of it is published. */
  isPractice: boolean;
  /** Of its episode, which a host may have changed; of the session while there is none. */
  title: string;
  /** Of its episode; undefined while there is none. */
  notes: string | undefined;
  /** Of both, as of what is made of them. */
  textVersion: number;
  /** Of the session. */
  description: string;
  /** When it went live, or was planned to. */
  heldAt: Date;
  series: {
    seriesId: string;
    title: string;
    author: string;
    /** ISO 639-1. */
    language: string;
    coverKey: string | undefined;
    publishMode: 'automatic' | 'review';
    /** False: voices stay as they were. */
    cleanVoices: boolean;
    partners: Partner[];
  };
  withdrawn: Withdrawn;
  /** What others' microphones heard of those people alone, and of whoever took their consent back before the end. */
  bleed: Bleed[];
  /** False where somebody was taken out before it was looked for. */
  isBleedKnown: boolean;
  /** The first revision of which nothing that was made for an earlier one is used; null where all of it may be. */
  rebuiltAs: number | null;
  /** What is heard before and after it. */
  clips: Clips;
  /** What hosts changed in it. */
  edits: Edits;
  /** What hosts read. */
  libraryLanguage: 'id' | 'en';
  libraryName: string;
  /** Of the library, IANA. */
  timeZone: string;
};

export type RecordingRepository = {
  find(recordingId: string): Promise<RecordedSession | undefined>;
  /**
   * Keeps what others' microphones heard of each take alone, by take, for when its person is taken out; also while that is
   * being done. That nothing was heard of it is not believed of one that is taken out: it may have been gone already.
   */
  keepBleed(recordingId: string, bleed: ReadonlyMap<string, Bleed[]>): Promise<void>;
  /** Of these, the ones whose takes were deleted for good, with their session or practice or when their time was over. */
  listDeleted(recordingIds: readonly string[]): Promise<string[]>;
  /** Of these, the ones that people were taken out of, with what they have left in them. */
  listWithdrawn(
    recordingIds: readonly string[],
  ): Promise<(Withdrawn & { recordingId: string })[]>;
};

export function createRecordingRepository(prisma: PrismaClient): RecordingRepository {
  /** None of people who were taken out, nor their names in what others asked. */
  const findSpoken = async (
    sessionId: string,
    withdrawn: readonly string[],
  ): Promise<Clip[]> => {
    const rows = await prisma.spokenAnswer.findMany({
      where: { sessionId },
      orderBy: [{ answeredAt: 'asc' }, { questionId: 'asc' }],
      include: { question: { select: { text: true } } },
    });
    const gone = findNames(withdrawn);
    return rows
      .filter(({ answeredBy }) => !gone.has(answeredBy))
      .map(({ key, durationMs, answeredBy, question }) => ({
        ...{ key, durationMs, answeredBy, layout: 'answer' },
        question: gone.takeOut(question.text),
      }));
  };

  return {
    async find(recordingId) {
      const [row, library] = await Promise.all([
        prisma.recording.findUnique({
          where: { recordingId },
          include: {
            ...{ session: { include: { series: true } }, edits: true, takes: true },
            withdrawnQuestions: true,
            episode: { select: { title: true, notes: true, textVersion: true } },
          },
        }),
        prisma.library.findFirst({ select: { name: true, language: true, timeZone: true } }),
      ]);
      if (!row) return undefined;
      const { session, episode } = row;
      const withdrawn = withdrawnFrom(row);
      const heard = row.takes.filter(
        ({ source, withdrawnAt, refusedAt }) =>
          source === 'microphone' && (withdrawnAt ?? refusedAt) !== null,
      );
      const { seriesId, title, author, language, coverKey } = session.series;
      const { publishMode, cleanVoices, partners } = session.series;
      return {
        recordingId,
        revision: row.revision,
        sessionId: session.sessionId,
        isPractice: (session.practiceOfId ?? session.keptOfId) !== null,
        title: episode?.title ?? session.title,
        notes: episode?.notes,
        textVersion: episode?.textVersion ?? 0,
        description: session.description,
        heldAt: session.wentLiveAt ?? session.startsAt,
        series: {
          seriesId,
          title,
          author,
          language,
          coverKey: coverKey ?? undefined,
          publishMode,
          cleanVoices,
          // Written by the studio, of a body that was parsed.
          partners: partners as Partner[],
        },
        withdrawn,
        bleed: heard.flatMap(({ bleed }) => z.array(Bleed).parse(bleed ?? [])),
        isBleedKnown: heard.every(({ bleed }) => bleed !== null),
        rebuiltAs: row.rebuiltAs,
        clips: clipsOf(session.series, await findSpoken(session.sessionId, withdrawn.names)),
        edits: row.edits ? Edits.parse(row.edits) : noEdits,
        libraryLanguage: library?.language === 'en' ? 'en' : 'id',
        libraryName: library?.name ?? '',
        timeZone: library?.timeZone ?? 'UTC',
      };
    },
    async keepBleed(recordingId, bleed) {
      await prisma.$transaction(
        [...bleed].map(([takeId, heard]) => {
          const unless = heard.length > 0 ? {} : { withdrawnAt: null, refusedAt: null };
          const where = { recordingId, takeId, ...unless };
          return prisma.take.updateMany({ where, data: { bleed: heard } });
        }),
      );
    },
    async listDeleted(recordingIds) {
      const ids = [...recordingIds];
      const [without, deleted, practices] = await Promise.all([
        prisma.recording.findMany({
          where: { recordingId: { in: ids }, takesDeletedAt: { not: null } },
          select: { recordingId: true },
        }),
        prisma.deletedSession.findMany({
          where: { recordingIds: { hasSome: ids } },
          select: { recordingIds: true },
        }),
        prisma.deletedPractice.findMany({ where: { recordingId: { in: ids } } }),
      ]);
      const gone = new Set([
        ...[...without, ...practices].map(({ recordingId }) => recordingId),
        ...deleted.flatMap((session) => session.recordingIds),
      ]);
      return ids.filter((id) => gone.has(id));
    },
    async listWithdrawn(recordingIds) {
      const gone = { withdrawnAt: { not: null } };
      const rows = await prisma.recording.findMany({
        where: {
          recordingId: { in: [...recordingIds] },
          OR: [{ takes: { some: gone } }, { withdrawnQuestions: { some: {} } }],
        },
        select: {
          recordingId: true,
          takes: {
            select: { takeId: true, peerId: true, displayName: true, withdrawnAt: true },
          },
          withdrawnQuestions: { select: { questionId: true, displayName: true } },
        },
      });
      return rows.map(({ recordingId, ...left }) => ({ recordingId, ...withdrawnFrom(left) }));
    },
  };
}

function withdrawnFrom({
  takes,
  withdrawnQuestions,
}: {
  takes: readonly Pick<Take, 'takeId' | 'peerId' | 'displayName' | 'withdrawnAt'>[];
  withdrawnQuestions: readonly { questionId: string; displayName: string }[];
}): Withdrawn {
  // Nobody is called nothing: those who ask anonymously have no name either.
  const gone = takes.filter(({ withdrawnAt }) => withdrawnAt !== null);
  const names = [...gone, ...withdrawnQuestions].map(({ displayName }) => displayName);
  return {
    takeIds: gone.map(({ takeId }) => takeId),
    peerIds: peersTakenOut(takes),
    names: [...new Set(names)].filter(Boolean),
    questionIds: withdrawnQuestions.map(({ questionId }) => questionId),
  };
}

/** As they are now: a change of a series' intro is heard in what is made from then on. */
function clipsOf(
  { introKey, introMs, outroKey, outroMs }: Series,
  spoken: readonly Clip[],
): Clips {
  const clip = (key: string | null, durationMs: number | null, layout: Clip['layout']) =>
    key !== null && durationMs !== null ? [{ key, durationMs, layout }] : [];
  return {
    before: clip(introKey, introMs, 'title'),
    after: [...spoken, ...clip(outroKey, outroMs, 'end')],
  };
}
