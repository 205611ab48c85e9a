import type { JobPayload } from '../contract/jobs.ts';
import type { RecognitionRows } from './transcribe-recording.ts';

/** In place of a transcriber, on the only machine that takes jobs: without a command nobody would ever write the draft. */
export function createRecognitionRefusal(
  rows: Pick<RecognitionRows, 'isWanted' | 'start' | 'fail'>,
) {
  return async ({
    recordingId,
    revision,
  }: JobPayload<'transcribe-recording'>): Promise<void> => {
    if (!(await rows.isWanted(recordingId, revision))) return;
    // Begun first: whoever asked for it may be about to write that it waits.
    await rows.start(recordingId, 'transcribe');
    const errorDetail = 'TRANSCRIBE_COMMAND is not set on this server.';
    await rows.fail(recordingId, 'transcribe', { error: '', errorDetail });
  };
}
