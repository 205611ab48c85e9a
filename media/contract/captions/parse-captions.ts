import { AppError } from '../../../server/platform/app-error.ts';
import {
  transcriptLimits,
  type CaptionProblem,
  type Cue,
} from '../../../server/protocol/transcripts.ts';
import { cutText } from '../../../server/protocol/cut-text.ts';
import { nameLength } from '../../../server/protocol/words.ts';
import { readCueText } from './cue-text.ts';

/** A cue as a file tells it. */
export type ParsedCue = Omit<Cue, 'cueId'>;

type Line = { number: number; text: string };

const time = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`;
const timing = new RegExp(String.raw`^\s*${time}\s*-->\s*${time}(?:\s.*)?$`);

const messages: Record<CaptionProblem, string> = {
  encoding: 'This is not text in UTF-8 or UTF-16.',
  empty: 'There are no captions in this file.',
  'no-time': 'Here should be a time, such as 00:01.000 --> 00:04.000.',
  time: 'This time cannot be read. It should be like 00:01.000 --> 00:04.000.',
  backwards: 'These words would end before they begin.',
  beyond: 'These words begin after the end. Does the file belong to this session?',
  'too-long': `These words are too many: at most ${transcriptLimits.text} characters at a time.`,
  'too-many': `There are too many captions in this file: at most ${transcriptLimits.cues}.`,
};

/** Refuses a file, and names the line. */
export function refuseCaptions(problem: CaptionProblem, lineNumber?: number): never {
  const where = lineNumber === undefined ? '' : `Line ${lineNumber}: `;
  throw new AppError('invalid-input', where + messages[problem], {
    fields: {
      problem,
      ...(lineNumber === undefined ? {} : { line: String(lineNumber) }),
    },
  });
}

/**
 * Reads WebVTT and SubRip alike, in order of their times. Overlapping cues stay: people talk at once.
 * @param text with `\n` at the ends of lines.
 * @param endMs what begins later belongs to another recording; what ends later is shortened.
 * @throws AppError `invalid-input`, with the line in its fields.
 */
export function parseCaptions(text: string, endMs: number): ParsedCue[] {
  const cues = readCues(text, endMs, undefined);
  if (cues.length === 0) refuseCaptions('empty');
  return cues;
}

/** Cues of a program that were not used, or made several of. */
export type OddCues = { dropped: number; split: number };

/**
 * The same for what a program wrote, which nobody can be asked to mend: of what begins behind the end (programs that hear in
 * windows of 30 s go on there) or ends before it begins nothing is used, and a page of text becomes several cues. There may
 * be any number of them: whoever joins what people said makes fewer of them. What is no captions at all is refused.
 */
export function parseRecognised(text: string, endMs: number): OddCues & { cues: ParsedCue[] } {
  const odd = { dropped: 0, split: 0 };
  const cues = readCues(text, endMs, odd);
  return { cues, ...odd };
}

/** @param odd counts what is odd, which is refused where nobody counts. */
function readCues(text: string, endMs: number, odd: OddCues | undefined): ParsedCue[] {
  const lines = text.split('\n').map((one, index) => ({ number: index + 1, text: one }));
  const isVtt = /^WEBVTT(?:\s|$)/.test(lines[0]?.text ?? '');
  const cues: ParsedCue[] = [];
  for (const block of toBlocks(isVtt ? withoutHeader(lines) : lines)) {
    if (isVtt && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(block[0]?.text ?? '')) continue;
    cues.push(...readBlock(block, endMs, odd));
    if (!odd && cues.length > transcriptLimits.cues) refuseCaptions('too-many');
  }
  return cues.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Lines between blank ones. */
function toBlocks(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let open: Line[] | undefined;
  for (const line of lines) {
    if (line.text.trim() === '') open = undefined;
    else if (open) open.push(line);
    else blocks.push((open = [line]));
  }
  return blocks;
}

/** All that stands before the first blank line. */
function withoutHeader(lines: readonly Line[]): Line[] {
  const blank = lines.findIndex(({ text }) => text.trim() === '');
  return blank < 0 ? [] : lines.slice(blank);
}

/** A cue: perhaps a name or number, then its time, then what is said. Some programs leave no line between two. */
function readBlock(
  block: readonly Line[],
  endMs: number,
  odd: OddCues | undefined,
): ParsedCue[] {
  const starts = block.flatMap(({ text }, index) => (text.includes('-->') ? [index] : []));
  const [first] = starts;
  if (first === undefined || first > 1) return refuseCaptions('no-time', block[0]?.number);
  return starts.flatMap((at, index) => {
    const head = block[at];
    const next = starts[index + 1];
    if (!head) return [];
    // A number alone above the next time counts it, and is not said.
    const numbered = next !== undefined && /^\s*\d+\s*$/.test(block[next - 1]?.text ?? '');
    const until = next === undefined ? block.length : next - (numbered ? 1 : 0);
    return readCue(head, block.slice(at + 1, Math.max(at + 1, until)), endMs, odd);
  });
}

function readCue(
  head: Line,
  body: readonly Line[],
  endMs: number,
  odd: OddCues | undefined,
): ParsedCue[] {
  const match = timing.exec(head.text);
  if (!match) return refuseCaptions('time', head.number);
  const [, ...parts] = match;
  const fromMs = toMs(parts.slice(0, 4));
  const end = toMs(parts.slice(4));
  if (fromMs === undefined || end === undefined) return refuseCaptions('time', head.number);
  const problem = end < fromMs ? 'backwards' : fromMs >= endMs ? 'beyond' : undefined;
  if (problem) {
    if (!odd) return refuseCaptions(problem, head.number);
    odd.dropped += 1;
    return [];
  }
  // Some programs leave out how long: a moment is still shown.
  const toEndMs = Math.max(fromMs + 1, Math.min(end, Math.ceil(endMs)));
  const spoken = readCueText(body.map(({ text }) => text).join('\n'));
  return spoken.flatMap(({ speaker, text }) => {
    const isLong = text.length > transcriptLimits.text;
    if (isLong && !odd) return refuseCaptions('too-long', head.number);
    if (isLong && odd) odd.split += 1;
    const who = speaker === undefined ? {} : { speaker: cutText(speaker, nameLength).trim() };
    return shareTime(splitText(text), fromMs, toEndMs).map((piece) => ({ ...piece, ...who }));
  });
}

/** At spaces where there are any. */
function splitText(text: string): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== '';) {
    const space = rest.lastIndexOf(' ', transcriptLimits.text);
    const isShort = rest.length <= transcriptLimits.text;
    const whole = cutText(rest, transcriptLimits.text).length || transcriptLimits.text;
    const length = isShort ? rest.length : space > 0 ? space : whole;
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length).trimStart();
  }
  return pieces;
}

/** One after another, each as long as its share of the text. */
function shareTime(pieces: readonly string[], fromMs: number, toMs: number) {
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  let before = 0;
  const at = (characters: number): number =>
    Math.round(fromMs + ((toMs - fromMs) * characters) / total);
  return pieces.map((text) => {
    const begin = at(before);
    before += text.length;
    return { fromMs: begin, toMs: Math.max(begin + 1, at(before)), text };
  });
}

/** Undefined for what is no time: seconds and minutes end at 59, minutes only below an hour. */
function toMs([hours, minutes, seconds, part]: readonly (string | undefined)[]):
  number | undefined {
  if (Number(seconds) > 59 || Number(minutes) > 59) return undefined;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Number((part ?? '').padEnd(3, '0'));
}
