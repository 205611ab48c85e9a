import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Cue } from '../../server/protocol/transcripts.ts';
import { decodeText } from '../contract/captions/decode-text.ts';
import { parseRecognised } from '../contract/captions/parse-captions.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step } from '../jobs/step.ts';
import type { Heard } from '../plan/bleed.ts';
import { toEnvelope } from '../plan/levels.ts';
import { joinRecognised, type Recognised } from '../plan/recognised.ts';
import { measureVoice } from '../plan/voice-level.ts';
import { findEchoes } from '../plan/voice-plan.ts';
import { readLevels } from './levels-file.ts';
import { RecogniserError, runRecogniser } from './run-recogniser.ts';
import type { Stem } from './stems.ts';

export type TranscribeInput = {
  durationMs: number;
  /** Of the series, ISO 639-1. */
  language: string;
  /** Names the command: what another one wrote is not what this one would. */
  recogniser: string;
  stems: readonly Pick<Stem, 'peerId' | 'displayName' | 'file' | 'levels' | 'hushed'>[];
};

export type TranscribeOutput = { cues: Cue[] };

/** A speaker's sound is given up after so many times its length, and this much. Ms. */
const limitFactor = 8;
const limitMs = 30 * 60_000;

/** Writes down what was said, one person at a time, with the command that the operator named. */
export function createTranscribeStep(command: string): Step<TranscribeInput, TranscribeOutput> {
  return {
    name: 'transcribe',
    version: 3,
    async run({ durationMs, language, stems }, tools) {
      const { workDir, signal, log } = tools;
      const heard: Heard[] = [];
      for (const { levels: levelsFile, hushed } of stems) {
        const levels = await readLevels(levelsFile);
        heard.push({ levels, voice: measureVoice(levels, hushed) });
      }
      const echoes = findEchoes(heard);
      const people: Recognised[] = [];
      for (const [index, { peerId, displayName, file }] of stems.entries()) {
        const wav = path.join(workDir, `${peerId}.wav`);
        const mono = ['-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le'];
        try {
          await runFfmpeg({ args: ['-y', '-i', file, ...mono, wav], signal, log });
          const { output, said } = await runRecogniser({
            ...{ command, wav, language, signal },
            limitMs: limitFactor * durationMs + limitMs,
            onProgress: (fraction) => tools.progress((index + fraction) / stems.length),
          });
          const { cues, ...odd } = read(output, durationMs);
          log.info({ peer: peerId, said, cues: cues.length, ...odd }, 'speech recognised');
          people.push({
            ...{ speaker: displayName, cues, echoes: echoes[index] ?? [] },
            levels: toEnvelope(heard[index]?.levels ?? new Float32Array()),
          });
        } finally {
          // A hundred megabytes an hour, which nobody looks at again.
          await rm(wav, { force: true });
        }
        tools.progress((index + 1) / stems.length);
      }
      const { cues, ...changed } = joinRecognised(people, randomUUID);
      if (changed.joined + changed.dropped > 0) {
        log.warn({ ...changed, cues: cues.length }, 'more cues than a transcript holds');
      }
      return { cues };
    },
  };
}

/** Nothing written at all is what a program says of somebody who said nothing. */
function read(output: Buffer, durationMs: number): ReturnType<typeof parseRecognised> {
  const text = decodeText(output);
  if (text === undefined) {
    throw new RecogniserError('The command for speech recognition wrote no text');
  }
  return parseRecognised(text.includes('-->') ? text : '', durationMs);
}
