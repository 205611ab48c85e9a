import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { Serial } from '../platform/serial.ts';
import type { MediaTransport } from './media-plane.ts';
import type { Receivers } from './receivers.ts';
import type { RecordingLine } from './recording-line.ts';
import type { RoomMedia } from './room-media.ts';
import type { Roster } from './roster.ts';
import type { Stage } from './stage.ts';
import { ignoreClosed } from './turns.ts';

type Parts = {
  scope: Scope;
  roster: Roster;
  media: RoomMedia;
  receivers: Receivers;
  stage: Stage;
  recording: RecordingLine;
  inTurn: Serial;
  log: Logger;
};

/** What a room does when its place on the media plane is gone, or the far end of a transport. */
export class MediaLosses {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  attachRecorder(): void {
    const { room } = this.#parts.media;
    this.#parts.recording.tell('attached', (recorder) =>
      recorder.attach((recorderPort) => room.openCapture({ recorderPort })),
    );
  }

  /** The worker died. Seats stay; all that was sent and received is gone, and is opened anew elsewhere. */
  move(): void {
    const { scope, roster, media, receivers, stage, recording, inTurn, log } = this.#parts;
    // Ctrl-C reaches the workers as soon as the hub: there is nowhere to move to, and no need.
    if (scope.ending) return;
    log.warn('media plane lost, moving the room');
    recording.tell('media plane lost', (recorder) => recorder.mediaPlaneLost());
    void inTurn(async () => {
      for (const peer of roster.peers.values()) {
        stage.closeSending(peer, 'interrupted');
        receivers.close(peer);
      }
      for (const visit of roster.visits.values()) visit.reception = undefined;
      await media.open(scope);
      this.attachRecorder();
      roster.toAllConnections('room:moved', {});
    }).catch((error: unknown) => {
      if (!scope.ending) log.error({ err: error }, 'room not moved');
    });
  }

  /** The page behind a transport is gone; its socket will follow or has gone already. */
  transportClosed(transport: MediaTransport): void {
    const { roster, receivers, stage, inTurn } = this.#parts;
    void inTurn(() => {
      for (const peer of roster.peers.values()) {
        if (peer.sendTransport === transport) stage.closeSending(peer, 'left');
        if (peer.reception?.transport === transport) receivers.close(peer);
      }
    }).catch(ignoreClosed);
  }
}
