import type { Logger } from '../platform/log.ts';
import { createSerial } from '../platform/serial.ts';
import type { RoomRecorder } from '../recordings/room-recorder.ts';

/** A room's line to its recorder: everything arrives in order, and a failing recorder never stops the room. */
export type RecordingLine = {
  /** Says it and goes on; a failure is logged. */
  tell(what: string, say: (recorder: RoomRecorder) => Promise<void> | void): void;
  /** Says it, waits, and fails with it. */
  ask(say: (recorder: RoomRecorder) => Promise<void>): Promise<void>;
  proof: RoomRecorder['proof'];
  onProof: RoomRecorder['onProof'];
};

export function createRecordingLine(recorder: RoomRecorder, log: Logger): RecordingLine {
  const inOrder = createSerial();
  return {
    tell: (what, say) =>
      void inOrder(() => say(recorder)).catch((error: unknown) => {
        log.error({ err: error, what }, 'recorder failed');
      }),
    ask: (say) => inOrder(() => say(recorder)),
    proof: () => recorder.proof(),
    onProof: (listener) => recorder.onProof(listener),
  };
}
