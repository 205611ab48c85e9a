import type { PublishedTranscript } from './transcripts.ts';

type Segment = PublishedTranscript['segments'][number];

/** What one person says without a break, to be read in one piece. */
export type TranscriptParagraph = {
  speaker: string | undefined;
  /** Ms of the episode. */
  startMs: number;
  text: string;
};

/** Longer ones end with the next sentence. Characters. */
const longParagraph = 500;
/** No sentence is waited for beyond this. */
const longestParagraph = 900;
/** After so long a silence something new begins. Seconds. */
const silence = 4;

/** A transcript as people read it: by speaker, in paragraphs. Pages and the server's plain pages share it. */
export function toParagraphs(segments: readonly Segment[]): TranscriptParagraph[] {
  const paragraphs: TranscriptParagraph[] = [];
  let before: Segment | undefined;
  for (const segment of segments) {
    const last = paragraphs.at(-1);
    if (last && before && goesOn(last, before, segment)) last.text += ` ${segment.body}`;
    else {
      const startMs = Math.round(segment.startTime * 1_000);
      paragraphs.push({ speaker: segment.speaker, startMs, text: segment.body });
    }
    before = segment;
  }
  return paragraphs;
}

function goesOn({ text }: TranscriptParagraph, before: Segment, segment: Segment): boolean {
  if (before.speaker !== segment.speaker) return false;
  if (segment.startTime - before.endTime > silence) return false;
  const isFull = text.length > longParagraph && /[.?!…]["”’)]*$/.test(text);
  return !isFull && text.length <= longestParagraph;
}
