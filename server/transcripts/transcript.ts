import { findNames } from '../platform/find-names.ts';
import type {
  Cue,
  Recognition,
  Transcript,
  TranscriptChange,
} from '../protocol/transcripts.ts';

export type TranscriptRepository = {
  find(recordingId: string): Promise<Transcript | undefined>;
  /** In place of the version before it. False when that is not what is stored: someone else was faster. */
  save(
    recordingId: string,
    transcript: { version: number; cues: readonly Cue[] },
  ): Promise<boolean>;
  /** Lets people read this version. False when another one is stored. */
  publish(recordingId: string, version: number): Promise<boolean>;
  unpublish(recordingId: string): Promise<void>;
  /** Whether people read what was published last, or nothing where that was taken back. */
  isReached(recordingId: string): Promise<boolean>;
  /** Recordings of which they do not yet. */
  listUnreached(): Promise<string[]>;
  /** How the machine's writing goes; undefined where none has begun. */
  findRecognition(recordingId: string): Promise<Recognition | undefined>;
  /** Which attempt it failed in; undefined where it has not. */
  findFailedAttempt(recordingId: string): Promise<number | undefined>;
  /** It will be tried again. Does nothing when it has begun since that attempt. */
  awaitRecognition(recordingId: string, failedAttempt: number): Promise<void>;
};

/** Puts cues in that are new or other than before, and takes out those that are gone. */
export function changeCues(
  cues: readonly Cue[],
  { set, removed }: Pick<TranscriptChange, 'set' | 'removed'>,
): Cue[] {
  const byId = new Map(cues.map((cue) => [cue.cueId, cue]));
  for (const cue of set) byId.set(cue.cueId, cue);
  for (const cueId of removed) byId.delete(cueId);
  return sortCues([...byId.values()]);
}

export const sortCues = (cues: readonly Cue[]): Cue[] =>
  cues.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);

/** Without the words of these people, and without their names where others say them. */
export function forgetInCues<C extends Pick<Cue, 'speaker' | 'text'>>(
  cues: readonly C[],
  names: readonly string[],
): C[] {
  const gone = findNames(names);
  return cues
    .filter(({ speaker }) => speaker === undefined || !gone.has(speaker))
    .map((cue) => ({ ...cue, text: gone.takeOut(cue.text) }));
}
