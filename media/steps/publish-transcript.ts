import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { transcriptJsonKey } from '../contract/transcript-keys.ts';
import { captionsPlaylist, withCaptions } from '../plan/captions.ts';
import { languageName } from '../plan/language-code.ts';
import { immutable } from '../plan/object-keys.ts';
import {
  captionsVtt,
  planTranscript,
  transcriptJson,
  transcriptVtt,
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

const none: TranscriptKeys = { transcriptKey: null, captionedHlsKey: null };

export function createTranscriptPublisher({ transcripts, store }: Deps): TranscriptPublisher {
  const put = async (key: string, content: string, contentType: string): Promise<void> => {
    const meta = { contentType, cacheControl: immutable };
    await store.put(key, Buffer.from(content), meta);
  };

  /** Those that the episode points at already stay as they are. */
  async function putWords(
    { cues, mutes, language, episode }: PublishableTranscript,
    { mp3Key, hlsKey, cuts, leadMs, durationMs }: MadeMedia,
  ): Promise<TranscriptKeys> {
    const planned = planTranscript(cues, { cuts, mutes, leadMs });
    if (planned.length === 0) return none;
    const json = transcriptJson(planned);
    const hash = createHash('sha256').update(`${language}\n${json}`).digest('hex').slice(0, 12);
    const there = episode ?? none;
    const start = `${path.posix.dirname(mp3Key)}/transcript-${hash}`;
    const transcriptKey = keyOf(start, '.vtt', there.transcriptKey);
    if (transcriptKey !== there.transcriptKey) {
      await put(transcriptJsonKey(transcriptKey), json, 'application/json');
      await put(transcriptKey, transcriptVtt(planned), 'text/vtt; charset=utf-8');
    }
    if (hlsKey === undefined) return { transcriptKey, captionedHlsKey: null };

    const masterStart = `${path.posix.dirname(hlsKey)}/master-${hash}`;
    const captionedHlsKey = keyOf(masterStart, '.m3u8', there.captionedHlsKey);
    if (captionedHlsKey === there.captionedHlsKey) return { transcriptKey, captionedHlsKey };
    const master = await store.read(hlsKey);
    if (!master) return { transcriptKey, captionedHlsKey: null };
    const captions = captionsBeside(captionedHlsKey);
    const playlist = captionsPlaylist(path.posix.basename(captions.words), durationMs);
    const uri = path.posix.basename(captions.playlist);
    const type = 'application/vnd.apple.mpegurl';
    // What others point to goes first.
    await put(captions.words, captionsVtt(planned), 'text/vtt; charset=utf-8');
    await put(captions.playlist, playlist, type);
    const named = { uri, language, name: languageName(language) };
    await put(captionedHlsKey, withCaptions(await text(master.body), named), type);
    return { transcriptKey, captionedHlsKey };
  }

  /** The multivariant playlist stays for those who are at it: it holds no words, and goes with its media. */
  async function deleteWords(before: TranscriptKeys, now: TranscriptKeys): Promise<void> {
    const { transcriptKey, captionedHlsKey } = before;
    if (transcriptKey && transcriptKey !== now.transcriptKey) {
      await store.delete(transcriptKey);
      await store.delete(transcriptJsonKey(transcriptKey));
    }
    if (captionedHlsKey && captionedHlsKey !== now.captionedHlsKey) {
      const { playlist, words } = captionsBeside(captionedHlsKey);
      await store.delete(playlist);
      await store.delete(words);
    }
  }

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
        if (!found?.episode) return;
        const { episode } = found;
        await deleteWords(tried, episode);
        const now = episode.media ? await putWords(found, episode.media) : none;
        if (isSame(episode, now)) return;
        const isTaken = await transcripts.point(episode, now);
        if (isTaken) await deleteWords(episode, now);
        tried = isTaken ? none : now;
      }
    },
  };
}

const isSame = (a: TranscriptKeys, b: TranscriptKeys): boolean =>
  a.transcriptKey === b.transcriptKey && a.captionedHlsKey === b.captionedHlsKey;

/** What is there, if it holds the same words; else a key that no other run has: nobody deletes it but who replaces it. */
const keyOf = (start: string, end: string, there: string | null): string =>
  there?.startsWith(start) ? there : `${start}${randomBytes(6).toString('hex')}${end}`;

/** `master-1234.m3u8` has its words in `captions-1234.m3u8` and `.vtt`. */
function captionsBeside(captionedHlsKey: string): { playlist: string; words: string } {
  const playlist = captionedHlsKey.replace(/master-(\w+\.m3u8)$/, 'captions-$1');
  return { playlist, words: playlist.replace(/\.m3u8$/, '.vtt') };
}
