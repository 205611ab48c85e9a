import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { newCode, newId } from '../../server/platform/ids.ts';
import type { PublishedObject } from '../contract/published-objects.ts';
import { episodeFolder } from '../contract/recording-files.ts';
import type { Stretch } from '../plan/stretches.ts';
import type { EpisodeVideo } from '../steps/publish-video.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import { purgeWords } from './purge-words.ts';

/** What the audio steps know of an episode. */
export type EpisodeAudio = {
  /** Of the recording. What a run of an earlier one brings late is not taken. */
  revision: number;
  durationMs: number;
  chapters: Chapter[];
  /** The host's edits it was made from, and the cuts among them, on the session clock. */
  editsVersion: number;
  cuts: Stretch[];
  /** Of the title and notes that are in the files. */
  textVersion: number;
  /** How much comes before the session. Ms. */
  leadMs: number;
  mp3: { key: string; bytes: number };
  m4a: { key: string; bytes: number };
  objects: PublishedObject[];
  loudnessLufs: number | undefined;
  truePeakDbtp: number | undefined;
};

export type EpisodeRepository = {
  /**
   * The recording's episode, made as a draft if there is none. One recording has one episode, whoever asks and however
   * often; code, guid and what a host has written since are never changed. Throws `conflict` for another revision than
   * the recording's: its notes may name who was taken out meanwhile.
   */
  findOrCreate(
    recording: { recordingId: string; revision: number },
    draft: { seriesId: string; title: string; notes: string },
  ): Promise<{ episodeId: string; code: string; hasPictures: boolean }>;
  /** Throws `conflict` for another revision than the recording's. */
  setAudio(episodeId: string, audio: EpisodeAudio): Promise<void>;
  /** The same with its picture, in one write. */
  setMedia(episodeId: string, audio: EpisodeAudio, video: EpisodeVideo): Promise<void>;
  /** Makes a draft public. An episode that a host took back stays so, and a date once given stays. */
  publishDraft(episodeId: string): Promise<void>;
};

/** How long what an earlier revision published can still be fetched. */
const earlierKeptMs = 24 * 3_600_000;

export function createEpisodeRepository(prisma: PrismaClient): EpisodeRepository {
  return {
    async findOrCreate({ recordingId, revision }, draft) {
      const select = { episodeId: true, code: true, hlsKey: true } as const;
      const where = { recordingId };
      const row = { episodeId: newId(), code: newCode(), guid: newId(), recordingId, ...draft };
      await prisma.$transaction(async (tx) => {
        await holdRevision(tx, where, revision);
        await tx.episode.createMany({ data: [row], skipDuplicates: true });
      });
      const { hlsKey, ...episode } = await prisma.episode.findUniqueOrThrow({ where, select });
      return { ...episode, hasPictures: hlsKey !== null };
    },
    async setAudio(episodeId, { revision, ...audio }) {
      await prisma.$transaction(async (tx) => {
        await holdRevision(tx, { episode: { episodeId } }, revision);
        const data = { ...audioColumns(audio), audioReadyAt: new Date() };
        await tx.episode.updateMany({ where: { episodeId }, data });
      });
    },
    async setMedia(episodeId, { revision, ...audio }, video) {
      const objects = [...audio.objects, ...video.objects];
      await prisma.$transaction(async (tx) => {
        await holdRevision(tx, { episode: { episodeId } }, revision);
        const before = await holdWords(tx, episodeId);
        const made = { ...video, objects, videoReadyAt: new Date() };
        await tx.episode.updateMany({
          where: { episodeId },
          data: { ...audioColumns(audio), ...made },
        });
        await purgeWords(tx, before, video);
        if (revision > 1)
          await tx.purge.create({ data: await purgeOfEarlier(tx, episodeId, revision) });
      });
    },
    async publishDraft(episodeId) {
      await prisma.episode.updateMany({
        where: { episodeId, state: 'draft', publishedAt: null },
        data: { publishedAt: new Date() },
      });
      await prisma.episode.updateMany({
        where: { episodeId, state: 'draft' },
        data: { state: 'published' },
      });
    },
  };
}

/** Throws `conflict` for another revision than the recording's. Whoever takes it down at this moment is waited for. */
async function holdRevision(
  tx: Prisma.TransactionClient,
  recording: Prisma.RecordingWhereInput,
  revision: number,
): Promise<void> {
  // Written, not read.
  const { count } = await tx.recording.updateMany({
    where: { ...recording, revision },
    data: { revision },
  });
  if (count === 0) throw new AppError('conflict', 'Another revision is being made.');
}

/** What it points at, once whoever points it elsewhere at this moment has done so. */
async function holdWords(tx: Prisma.TransactionClient, episodeId: string) {
  await tx.episode.updateMany({ where: { episodeId }, data: { episodeId } });
  return tx.episode.findUniqueOrThrow({
    where: { episodeId },
    select: { transcriptKey: true, captionedHlsKey: true },
  });
}

/** What earlier revisions published: whoever is listening to it, or downloading it, can go on for a day. */
async function purgeOfEarlier(
  tx: Prisma.TransactionClient,
  episodeId: string,
  revision: number,
): Promise<Prisma.PurgeCreateInput> {
  const { recordingId } = await tx.episode.findUniqueOrThrow({ where: { episodeId } });
  const earlier = Array.from({ length: revision - 1 }, (_, index) => index + 1);
  return {
    ...{ purgeId: newId(), recordingIds: [recordingId], revision, folders: [] },
    prefixes: earlier.map((one) => `${episodeFolder(episodeId)}/${one}-`),
    dueAt: new Date(Date.now() + earlierKeptMs),
  };
}

function audioColumns({
  mp3,
  m4a,
  textVersion,
  ...audio
}: Omit<EpisodeAudio, 'revision'>): Prisma.EpisodeUncheckedUpdateManyInput {
  return {
    ...audio,
    madeTextVersion: textVersion,
    durationMs: Math.round(audio.durationMs),
    mp3Key: mp3.key,
    mp3Bytes: mp3.bytes,
    m4aKey: m4a.key,
    m4aBytes: m4a.bytes,
    loudnessLufs: audio.loudnessLufs ?? null,
    truePeakDbtp: audio.truePeakDbtp ?? null,
  };
}
