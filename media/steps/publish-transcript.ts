import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { PublishedObject } from '../contract/published-objects.ts';
import { captionsBeside, formerWords, transcriptJsonKey } from '../contract/transcript-keys.ts';
import { bestVariant, captionsPlaylist, withCaptions } from '../plan/captions.ts';
import { languageName } from '../plan/language-code.ts';
import { immutable } from '../plan/object-keys.ts';
import { readSegments, sectionSeconds } from '../plan/seams.ts';
import {
  captionsVtt,
  cuesBetween,
  planTranscript,
  transcriptJson,
  transcriptVtt,
  type PublishedCue,
} from '../plan/transcript.ts';
import type {
  MadeMedia,
  PublishableTranscript,
  TranscriptKeys,
  TranscriptRepository,
} from '../store/transcript-repository.ts';

/** Puts what was said beside an episode's media, without making any of those again. */
export type TranscriptPublisher = {
  /** Puts the words of these media into the store, where nobody looks for them yet. */
  prepare: (recordingId: string, media: MadeMedia) => Promise<TranscriptKeys>;
  /** Points the episode at the words it should have, and deletes those it had. Safe to repeat. */
  publish: (recordingId: string) => Promise<void>;
};

type Deps = {
  transcripts: TranscriptRepository;
  store: Pick<ObjectStore, 'put' | 'read' | 'delete'>;
};

const none: TranscriptKeys = {
  ...{ transcriptKey: null, captionedHlsKey: null, transcriptObjects: [] },
};

export function createTranscriptPublisher({ transcripts, store }: Deps): TranscriptPublisher {
  const put = async (
    key: string,
    content: string,
    contentType: string,
  ): Promise<PublishedObject> => {
    const body = Buffer.from(content);
    await store.put(key, body, { contentType, cacheControl: immutable });
    const sha256 = createHash('sha256').update(body).digest('hex');
    return { key, bytes: body.length, sha256 };
  };

  /** Those that the episode points at already stay as they are. */
  async function putWords(
    { cues, silences, people, language, episode }: PublishableTranscript,
    { mp3Key, hlsKey, cuts, leadMs, durationMs }: MadeMedia,
  ): Promise<TranscriptKeys> {
    const planned = planTranscript(cues, { cuts, silences, people, leadMs });
    if (planned.length === 0) return none;
    const json = transcriptJson(planned);
    const hash = createHash('sha256').update(`${language}\n${json}`).digest('hex').slice(0, 12);
    const there = listedOf(episode ?? none);
    const listed = (...keys: string[]): PublishedObject[] =>
      there.transcriptObjects.filter(({ key }) => keys.includes(key));
    const start = `${path.posix.dirname(mp3Key)}/transcript-${hash}`;
    const transcriptKey = keyOf(start, '.vtt', there.transcriptKey);
    const jsonKey = transcriptJsonKey(transcriptKey);
    const written =
      transcriptKey === there.transcriptKey
        ? listed(jsonKey, transcriptKey)
        : [
            await put(jsonKey, json, 'application/json'),
            await put(transcriptKey, transcriptVtt(planned), 'text/vtt; charset=utf-8'),
          ];
    const withoutCaptions = {
      ...{ transcriptKey, captionedHlsKey: null, transcriptObjects: written },
    };
    if (hlsKey === undefined) return withoutCaptions;

    const masterStart = `${path.posix.dirname(hlsKey)}/master-${hash}`;
    const captionedHlsKey = keyOf(masterStart, '.m3u8', there.captionedHlsKey);
    const captions = captionsBeside(captionedHlsKey);
    if (captionedHlsKey === there.captionedHlsKey) {
      const shown = listed(captions.words, captions.playlist, captionedHlsKey);
      return { transcriptKey, captionedHlsKey, transcriptObjects: [...written, ...shown] };
    }
    const master = await store.read(hlsKey);
    if (!master) return withoutCaptions;
    const masterText = await text(master.body);
    const sections = await readSections(hlsKey, masterText, durationMs);
    const words = wordsOf(planned, sections);
    const playlist = captionsPlaylist(
      path.posix.basename(captions.words),
      words.map((each, index) => ({
        seconds: sections[index] ?? 0,
        bytes: Buffer.byteLength(each),
      })),
    );
    const uri = path.posix.basename(captions.playlist);
    const type = 'application/vnd.apple.mpegurl';
    const named = { uri, language, name: languageName(language) };
    const shown = [
      // What others point to goes first.
      await put(captions.words, words.join(''), 'text/vtt; charset=utf-8'),
      await put(captions.playlist, playlist, type),
      await put(captionedHlsKey, withCaptions(masterText, named), type),
    ];
    return { transcriptKey, captionedHlsKey, transcriptObjects: [...written, ...shown] };
  }

  /** Seconds from seam to seam. Of what an earlier version published: one section. */
  async function readSections(
    hlsKey: string,
    master: string,
    durationMs: number,
  ): Promise<number[]> {
    const key = path.posix.join(path.posix.dirname(hlsKey), bestVariant(master));
    const playlist = await store.read(key);
    const seconds = playlist ? sectionSeconds(readSegments(await text(playlist.body))) : [];
    return seconds.length > 1 ? seconds : [durationMs / 1_000];
  }

  const deleteWords = async (before: TranscriptKeys, now: TranscriptKeys): Promise<void> => {
    for (const key of formerWords(before, now)) await store.delete(key);
  };

  return {
    async prepare(recordingId, media) {
      const found = await transcripts.find(recordingId);
      return found ? putWords(found, media) : none;
    },
    async publish(recordingId) {
      let tried = none;
      // Until it has the words it should have: others may change those, or where they go, at any moment.
      for (;;) {
        const found = await transcripts.find(recordingId);
        if (!found) return;
        const { episode, publication } = found;
        // The episode that is made later finds them.
        if (!episode) return transcripts.reach(recordingId, publication);
        await deleteWords(tried, episode);
        const now = episode.media ? await putWords(found, episode.media) : none;
        if (isSame(episode, now)) return transcripts.reach(recordingId, publication);
        const isTaken = await transcripts.point(episode, now);
        // With the store away they are purged later: it was written down where it was pointed.
        if (isTaken) await deleteWords(episode, now).catch(() => undefined);
        tried = isTaken ? none : now;
      }
    },
  };
}

/** A document for each section. */
function wordsOf(cues: readonly PublishedCue[], sections: readonly number[]): string[] {
  if (sections.length === 1) return [captionsVtt(cues)];
  let seconds = 0;
  return sections.map((length) => {
    const fromMs = Math.round(seconds * 1_000);
    seconds += length;
    return captionsVtt(cuesBetween(cues, fromMs, Math.round(seconds * 1_000)), fromMs);
  });
}

const isSame = (a: TranscriptKeys, b: TranscriptKeys): boolean =>
  a.transcriptKey === b.transcriptKey && a.captionedHlsKey === b.captionedHlsKey;

/** Words of which it was not kept how they were sent are as good as none: they are put again. */
function listedOf(words: TranscriptKeys): TranscriptKeys {
  const keys = new Set(words.transcriptObjects.map(({ key }) => key));
  const listed = (key: string | null): string | null => (key && keys.has(key) ? key : null);
  return {
    ...words,
    transcriptKey: listed(words.transcriptKey),
    captionedHlsKey: listed(words.captionedHlsKey),
  };
}

/** What is there, if it holds the same words; else a key that no other run has: nobody deletes it but who replaces it. */
const keyOf = (start: string, end: string, there: string | null): string =>
  there?.startsWith(start) ? there : `${start}${randomBytes(6).toString('hex')}${end}`;
