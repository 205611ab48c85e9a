import { languageCode } from './language-code.ts';

export type AudioTags = {
  title: string;
  artist: string;
  album: string;
  heldAt: Date;
  /** Of the library, IANA: the day is that of its people. */
  timeZone: string;
  /** ISO 639-1. */
  language: string;
};

type Chapter = { startMs: number; title: string };

/** ffmpeg's metadata file: tags, and chapters, of which ID3 can hold 255. People's words go in here, never on a command line. */
export function ffmetadata(
  tags: AudioTags,
  chapters: readonly Chapter[],
  durationMs: number,
): string {
  const language = languageCode(tags.language);
  const fields = {
    title: tags.title,
    artist: tags.artist,
    album: tags.album,
    genre: 'Podcast',
    // ID3v2.3 has no single date; ffmpeg splits this into TYER and TDAT.
    date: dayOf(tags),
    ...(language ? { language } : {}),
  };
  const lines = Object.entries(fields).map(([key, value]) => `${key}=${escapeValue(value)}`);
  chapters.forEach(({ startMs, title }, index) => {
    const endMs = chapters[index + 1]?.startMs ?? durationMs;
    lines.push(
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${Math.round(startMs)}`,
      `END=${Math.round(Math.max(startMs, endMs))}`,
      `title=${escapeValue(title)}`,
    );
  });
  return [';FFMETADATA1', ...lines, ''].join('\n');
}

/** YYYY-MM-DD: Swedish writes dates as ISO does. */
const dayOf = ({ heldAt, timeZone }: AudioTags): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(heldAt);

/** ffmetadata's own escaping: a backslash before = ; # \ and line breaks. */
function escapeValue(text: string): string {
  return text.replace(/[=;#\\\n]/g, (character) => `\\${character}`);
}
