import { discontinuity } from './seams.ts';

/** Words under the picture, as HLS has them: a rendition beside the sound, in a multivariant playlist of its own. */

const group = 'captions';
const variant = '#EXT-X-STREAM-INF:';

/** One section's words, from one seam of the picture to the next: a document of its own within the file. */
export type CaptionsSection = { seconds: number; bytes: number };

/** A segment for each section: the words of hours weigh less than a second of the picture. */
export function captionsPlaylist(uri: string, sections: readonly CaptionsSection[]): string {
  const longest = Math.max(...sections.map(({ seconds }) => seconds));
  let offset = 0;
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...sections.flatMap(({ seconds, bytes }, index) => {
      const range = `#EXT-X-BYTERANGE:${bytes}@${offset}`;
      offset += bytes;
      return [
        ...(index > 0 ? [discontinuity] : []),
        `#EXTINF:${seconds.toFixed(5)},`,
        ...(sections.length > 1 ? [range] : []),
        uri,
      ];
    }),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** The playlist of the best picture that a multivariant playlist of ours names, relative to it. */
export function bestVariant(master: string): string {
  const lines = master.split('\n');
  const first = lines.findIndex((line) => line.startsWith(variant));
  const uri = lines[first + 1];
  if (first < 0 || !uri) throw new Error('A multivariant playlist without a variant');
  return uri;
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
  const first = lines.findIndex((line) => line.startsWith(variant));
  if (first < 0) throw new Error('A multivariant playlist without a variant');
  return lines
    .flatMap((line, index) => [
      ...(index === first ? [media] : []),
      line.startsWith(variant) ? `${line},SUBTITLES="${group}"` : line,
    ])
    .join('\n');
}
