import { cutsOnFrames, toProgrammeMs } from '../../server/protocol/episode-clock.ts';
import { isHeard, type Silence } from '../../server/protocol/silenced-words.ts';
import type { Cue, PublishedTranscript } from '../../server/protocol/transcripts.ts';
import { vttTime } from './chapter-files.ts';
import type { Stretch } from './stretches.ts';

/** A cue as it is published: on the programme's clock, in whole ms. */
export type PublishedCue = Omit<Cue, 'cueId'>;

/** Apple's advice for transcripts in podcast apps. */
const longestLine = 65;

/** What of a session is in its programme. */
type InProgramme = {
  cuts: readonly Stretch[];
  silences: readonly Silence[];
  /** Who spoke, by name. */
  people: readonly string[];
  /** How much of the programme comes before it. */
  leadMs: number;
};

/** A session's words as its programme has them: none that were cut out or silenced, or may be of somebody who is silenced. */
export function planTranscript(
  cues: readonly PublishedCue[],
  { cuts, silences, people, leadMs }: InProgramme,
): PublishedCue[] {
  const made = cutsOnFrames(cuts);
  const heard = { cuts: made, silences, people: new Set(people) };
  return cues.flatMap((cue) => {
    const { fromMs, toMs, speaker, text } = cue;
    if (text === '' || !isHeard(cue, heard)) return [];
    const startMs = Math.round(leadMs + toProgrammeMs(made, fromMs));
    const endMs = Math.max(startMs + 1, Math.round(leadMs + toProgrammeMs(made, toMs)));
    return [{ fromMs: startMs, toMs: endMs, ...(speaker ? { speaker } : {}), text }];
  });
}

/** For podcast apps and `<track>`: names as voices, short lines. */
export function transcriptVtt(cues: readonly PublishedCue[]): string {
  return `WEBVTT\n\n${cues.map((cue) => vttCue(cue, longestLine)).join('\n')}`;
}

/**
 * What is said from one moment of the programme to another. What is being said at either is divided: each half is shown
 * where it belongs, and nothing twice.
 */
export function cuesBetween(
  cues: readonly PublishedCue[],
  fromMs: number,
  toMs: number,
): PublishedCue[] {
  return cues
    .filter((cue) => cue.toMs > fromMs && cue.fromMs < toMs)
    .map((cue) => ({
      ...cue,
      fromMs: Math.max(cue.fromMs, fromMs),
      toMs: Math.min(cue.toMs, toMs),
    }));
}

/** X-TIMESTAMP-MAP counts 90,000 a second (RFC 8216 3.5). */
const ticksPerMs = 90;

/**
 * The same for HLS, where the cues' zero is told on the clock of the pictures: it is theirs. Lines are left to the player, which knows how wide it is; players show no voices, so a name stands where the speaker changes.
 * @param fromMs of the programme, where a section begins.
 */
export function captionsVtt(cues: readonly PublishedCue[], fromMs = 0): string {
  // Of any moment it would say the same; hls.js takes 0 for the beginning of the section.
  const map = `X-TIMESTAMP-MAP=MPEGTS:${fromMs * ticksPerMs},LOCAL:${vttTime(fromMs)}`;
  const named = cues.map((cue, index) => {
    const isNew = cue.speaker !== undefined && cue.speaker !== cues[index - 1]?.speaker;
    return vttCue(isNew ? { ...cue, text: `${cue.speaker}: ${cue.text}` } : cue);
  });
  return `WEBVTT\n${map}\n\n${named.join('\n')}`;
}

export function transcriptJson(cues: readonly PublishedCue[]): string {
  return JSON.stringify({
    version: '1.0.0',
    segments: cues.map(({ fromMs, toMs, speaker, text }) => ({
      ...(speaker ? { speaker } : {}),
      startTime: fromMs / 1_000,
      endTime: toMs / 1_000,
      body: text,
    })),
  } satisfies PublishedTranscript);
}

function vttCue({ fromMs, toMs, speaker, text }: PublishedCue, width = Infinity): string {
  const lines = wrap(text.replace(/\s+/g, ' '), width).map(escape);
  // A voice's name ends with its tag.
  const voice = speaker ? `<v ${escape(speaker)}>` : '';
  return `${vttTime(fromMs)} --> ${vttTime(toMs)}\n${voice}${lines.join('\n')}\n`;
}

/** Marks up with `&` and `<`; `-->` would begin a new cue. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
