/** Words under the picture, as HLS has them: a rendition beside the sound, in a multivariant playlist of its own. */

const group = 'captions';

/** One segment: the words of hours weigh less than a second of the picture. */
export function captionsPlaylist(uri: string, durationMs: number): string {
  const seconds = durationMs / 1_000;
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(seconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${seconds.toFixed(5)},`,
    uri,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/**
 * Adds the words to a multivariant playlist of ours, all else as it was.
 * @param language ISO 639-1, and its name as a menu shows it. Neither holds quotes.
 */
export function withCaptions(
  master: string,
  { uri, language, name }: { uri: string; language: string; name: string },
): string {
  const media = [
    `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${group}",NAME="${name}",LANGUAGE="${language}"`,
    // Shown to those who ask for it, or whose device always does.
    'DEFAULT=NO,AUTOSELECT=YES,FORCED=NO',
    'CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog"',
    `URI="${uri}"`,
  ].join(',');
  const lines = master.split('\n');
  const first = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF:'));
  if (first < 0) throw new Error('A multivariant playlist without a variant');
  return lines
    .flatMap((line, index) => [
      ...(index === first ? [media] : []),
      line.startsWith('#EXT-X-STREAM-INF:') ? `${line},SUBTITLES="${group}"` : line,
    ])
    .join('\n');
}
