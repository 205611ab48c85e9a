import { z } from 'zod';
import type { PrismaClient } from '../../prisma/client/client.ts';
import { Edits } from '../../server/protocol/edits.ts';
import { silencesOf, type Silence } from '../../server/protocol/silenced-words.ts';
import { Cue } from '../../server/protocol/transcripts.ts';
import { PublishedObject } from '../contract/published-objects.ts';
import type { Stretch } from '../plan/stretches.ts';
import { purgeWords } from './purge-words.ts';

/** Where an episode's media lie, and how long they are. */
export type MadeMedia = {
  mp3Key: string;
  hlsKey: string | undefined;
  /** On the session clock. */
  cuts: readonly Stretch[];
  /** Where the session begins in it. */
  leadMs: number;
  durationMs: number;
};

/** What of an episode holds its words. */
export type TranscriptKeys = {
  transcriptKey: string | null;
  captionedHlsKey: string | null;
  /** All of it, as it was sent to the object store. */
  transcriptObjects: PublishedObject[];
};

/** An episode as its words find it. */
export type EpisodeWords = {
  episodeId: string;
  media: MadeMedia | undefined;
} & TranscriptKeys;

/** What there is to publish of a recording's transcript. */
export type PublishableTranscript = {
  /** None where nothing is to be read. */
  cues: Cue[];
  /** Goes up each time other words are to be read, or none any more. */
  publication: number;
  /** Silenced, by name. */
  silences: Silence[];
  /** Who spoke, by name. */
  people: string[];
  /** Of the series, ISO 639-1. */
  language: string;
  episode: EpisodeWords | undefined;
};

export type TranscriptRepository = {
  find(recordingId: string): Promise<PublishableTranscript | undefined>;
  /**
   * What it pointed at before is left to be purged. False when the episode's media, or what it points at, are others by now
   * than were `seen`.
   */
  point(seen: EpisodeWords, keys: TranscriptKeys): Promise<boolean>;
  /** People read what this publication says. Does nothing when there is a newer one. */
  reach(recordingId: string, publication: number): Promise<void>;
};

const Cues = z.array(Cue);
const Objects = z.array(PublishedObject);
const Cuts = z.array(z.object({ fromMs: z.number(), toMs: z.number() }));

export function createTranscriptRepository(prisma: PrismaClient): TranscriptRepository {
  return {
    async find(recordingId) {
      const row = await prisma.recording.findUnique({
        where: { recordingId },
        select: {
          transcript: { select: { publishedCues: true, publication: true } },
          edits: true,
          takes: {
            select: { peerId: true, displayName: true, source: true },
            orderBy: [{ startedAt: 'asc' }, { takeId: 'asc' }],
          },
          session: { select: { series: { select: { language: true } } } },
          episode: true,
        },
      });
      if (!row) return undefined;
      const { transcript, edits, takes, session, episode } = row;
      const list = edits ? Edits.parse(edits).edits : [];
      return {
        cues: transcript?.publishedCues ? Cues.parse(transcript.publishedCues) : [],
        publication: transcript?.publication ?? 0,
        silences: silencesOf(list, takes),
        people: takes
          .filter(({ source }) => source === 'microphone')
          .map(({ displayName }) => displayName),
        language: session.series.language,
        episode: episode
          ? {
              episodeId: episode.episodeId,
              transcriptKey: episode.transcriptKey,
              captionedHlsKey: episode.captionedHlsKey,
              transcriptObjects: Objects.parse(episode.transcriptObjects ?? []),
              media:
                episode.mp3Key === null
                  ? undefined
                  : {
                      mp3Key: episode.mp3Key,
                      hlsKey: episode.hlsKey ?? undefined,
                      cuts: Cuts.parse(episode.cuts),
                      leadMs: episode.leadMs,
                      durationMs: episode.durationMs ?? 0,
                    },
            }
          : undefined,
      };
    },
    async reach(recordingId, publication) {
      const where = { recordingId, publication, reached: { lt: publication } };
      await prisma.transcript.updateMany({ where, data: { reached: publication } });
    },
    point({ episodeId, media, ...seen }, words) {
      const { transcriptKey, captionedHlsKey } = seen;
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.episode.updateMany({
          where: {
            ...{ episodeId, transcriptKey, captionedHlsKey },
            ...{ mp3Key: media?.mp3Key ?? null, hlsKey: media?.hlsKey ?? null },
          },
          data: words,
        });
        if (count > 0) await purgeWords(tx, seen, words);
        return count > 0;
      });
    },
  };
}
