import { mixName, readTrackName } from '../../media/contract/practice-files.ts';
import type { PracticeRecordingInfo, PracticeTrack } from '../protocol/practices.ts';
import type { RecordingState } from '../recordings/recording-repository.ts';

/** How long a practice's recording stays: long enough to hear it on the evening and the morning after. */
export const practiceKeptMs = 24 * 3_600_000;

/** A practice that was recorded and has ended. */
export type KeptPractice = {
  sessionId: string;
  code: string;
  keptUntil: Date;
  startedAt: Date;
  /** Undefined while the database has not been told of it. */
  recording: { recordingId: string; state: RecordingState } | undefined;
  /** Who was recorded, by the id of their seat. */
  names: ReadonlyMap<string, string>;
};

export type PracticeRecordingRepository = {
  /** Those of a session, newest first. */
  listOf(sessionId: string): Promise<KeptPractice[]>;
  /** Those whose time is over at that moment. */
  listDue(at: Date): Promise<KeptPractice[]>;
  /** Its recording stays known as deleted, for machines that have copies. */
  delete(sessionId: string): Promise<void>;
};

type Stored = { name: string; size: number };

/** As its hosts see it. Pure. */
export function toPracticeRecordingInfo(
  { code, keptUntil, startedAt, recording, names }: KeptPractice,
  stored: readonly Stored[],
): PracticeRecordingInfo {
  const tracks = stored.flatMap(({ name, size }): PracticeTrack[] => {
    const track = readTrackName(name);
    if (track) {
      const displayName = names.get(track.peerId) ?? '';
      return [{ file: name, bytes: size, displayName, source: track.source }];
    }
    return name === mixName ? [{ file: name, bytes: size }] : [];
  });
  return {
    ...{ code, startedAt: startedAt.toISOString(), keptUntil: keptUntil.toISOString() },
    state: toState(recording?.state),
    tracks: tracks.toSorted(
      (a, b) =>
        Number(a.source !== undefined) - Number(b.source !== undefined) ||
        (a.displayName ?? '').localeCompare(b.displayName ?? '') ||
        a.file.localeCompare(b.file),
    ),
  };
}

function toState(state: RecordingState | undefined): PracticeRecordingInfo['state'] {
  if (state === 'ready' || state === 'empty') return state;
  return state === 'failed' || state === 'cancelled' ? 'failed' : 'processing';
}
