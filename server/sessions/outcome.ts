import type { RecordingState } from '../episodes/processing.ts';
import type { SessionOutcome } from '../protocol/session-info.ts';
import type { PublishMode } from '../series/series.ts';

export type Left = {
  publishMode: PublishMode;
  /** Undefined when nothing of the session was ever recorded. */
  recording: RecordingState | undefined;
  /** Undefined until it is made as far as its sound. */
  episode: 'draft' | 'published' | 'unpublished' | undefined;
};

/**
 * What becomes of a session that has ended and has no episode to be heard (yet), as far as everyone may know it: that
 * something failed, and why, is for its hosts. Pure.
 */
export function outcomeOf({ publishMode, recording, episode }: Left): SessionOutcome {
  if (!recording || recording === 'empty' || episode === 'unpublished') return 'none';
  if (recording === 'failed' || recording === 'cancelled') return 'undecided';
  // What was public before comes back by itself.
  if (episode === 'published') return recording === 'ready' ? 'none' : 'making';
  const isMade = recording === 'ready';
  return publishMode === 'automatic' && !isMade ? 'making' : 'undecided';
}
