import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import type { RoomRecorder } from '../recordings/room-recorder.ts';

/**
 * A room's line to its recorder, which takes what it is told in the order of telling. A failing recorder never stops
 * the room.
 */
export type RecordingLine = {
  /** Says it and goes on; a failure is logged. */
  tell(what: string, say: (recorder: RoomRecorder) => Promise<void>): void;
  /** Resolves once it is on the timeline, or cannot be: that is logged. */
  note: RoomRecorder['note'];
  /** The same, but fails with `unavailable` where it cannot be. */
  keep: RoomRecorder['note'];
  /** Says it, waits, and fails with it. */
  ask(say: (recorder: RoomRecorder) => Promise<void>): Promise<void>;
  answersStored: RoomRecorder['answersStored'];
  speakerChanged: RoomRecorder['speakerChanged'];
  forecast: RoomRecorder['forecast'];
  proof: RoomRecorder['proof'];
  onProof: RoomRecorder['onProof'];
};

export function createRecordingLine(recorder: RoomRecorder, log: Logger): RecordingLine {
  const logged = (what: string, said: Promise<void>): Promise<void> =>
    said.catch((error: unknown) => {
      log.error({ err: error, what }, 'recorder failed');
    });
  return {
    tell: (what, say) => void logged(what, say(recorder)),
    note: (entry) => logged(entry.type, recorder.note(entry)),
    async keep(entry) {
      try {
        await recorder.note(entry);
      } catch (cause) {
        throw new AppError('unavailable', 'The disk does not take it now.', { cause });
      }
    },
    ask: (say) => say(recorder),
    answersStored: () => recorder.answersStored(),
    speakerChanged: (peerId) => recorder.speakerChanged(peerId),
    forecast: (plan) => recorder.forecast(plan),
    proof: () => recorder.proof(),
    onProof: (listener) => recorder.onProof(listener),
  };
}
