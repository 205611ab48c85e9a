/** A published transcript lies in the object store twice: as WebVTT, and as JSON beside it. */
export const transcriptJsonKey = (transcriptKey: string): string =>
  transcriptKey.replace(/\.vtt$/, '.json');

/** `master-1234.m3u8` has its words in `captions-1234.m3u8` and `.vtt`. */
export function captionsBeside(captionedHlsKey: string): { playlist: string; words: string } {
  const playlist = captionedHlsKey.replace(/master-(\w+\.m3u8)$/, 'captions-$1');
  return { playlist, words: playlist.replace(/\.m3u8$/, '.vtt') };
}

/** Where an episode's words begin: what it points at. */
type WordsAt = { transcriptKey: string | null; captionedHlsKey: string | null };

/**
 * All that holds words which an episode pointed at `before`, and does not point at any more. The multivariant playlist
 * stays for those who are at it: it holds no words, and goes with its media.
 */
export function formerWords(before: WordsAt, now: WordsAt): string[] {
  const { transcriptKey, captionedHlsKey } = before;
  const keys: string[] = [];
  if (transcriptKey && transcriptKey !== now.transcriptKey) {
    keys.push(transcriptKey, transcriptJsonKey(transcriptKey));
  }
  if (captionedHlsKey && captionedHlsKey !== now.captionedHlsKey) {
    const { playlist, words } = captionsBeside(captionedHlsKey);
    keys.push(playlist, words);
  }
  return keys;
}
