import { AppError, isGone } from '../platform/app-error.ts';
import type { RecordingProof } from '../protocol/recording-proof.ts';

/** Another hub began the session's recording, and has it: nothing is recorded here. */
export class RecordedElsewhere extends AppError {
  constructor() {
    super('conflict', 'The recording of this session is on another machine.');
    this.name = 'RecordedElsewhere';
  }
}

/** What hosts are told of a session that is live and cannot be recorded, however often they ask. */
export function refusalOf(error: unknown): RecordingProof['troubles'] {
  if (error instanceof RecordedElsewhere) return ['recorded-elsewhere'];
  return isGone(error) ? ['recording-over'] : [];
}
