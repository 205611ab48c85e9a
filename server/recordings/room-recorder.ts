import type { TakeEndReason, TimelineEntry } from '../../media/contract/timeline.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RecordingForecast } from '../protocol/recording-forecast.ts';
import type { RecordingProof } from '../protocol/recording-proof.ts';
import type { MediaKind, Source } from '../protocol/words.ts';
import type { RoomCapture } from '../rooms/media-plane.ts';
import type { RecordingPlan } from './forecast-space.ts';

/**
 * What a live room tells its recorder. The recorder decides what that means for takes and the timeline:
 * nothing is captured before `goLive`, nor of a peer whose last answer to the recording question is not yes.
 */
export type RoomRecorder = {
  /** Whenever the room gets a (new) media plane; takes of the old one have ended as `interrupted`. */
  attach(openCapture: (recorderPort: number) => Promise<RoomCapture>): Promise<void>;
  mediaPlaneLost(): Promise<void>;

  peerJoined(peer: { peerId: string; displayName: string; role: string }): Promise<void>;
  peerLeft(peerId: string): Promise<void>;
  /** Puts the answer on the timeline, as soon as the disk takes it, and starts or ends the peer's takes. */
  consent(answer: {
    peerId: string;
    displayName: string;
    granted: boolean;
    textVersion: string;
    address: string;
  }): Promise<void>;
  /** Resolves when the database has the answers, or after some seconds: it gets them later. */
  answersStored(): Promise<void>;

  producerOpened(producer: RecordedProducer): Promise<void>;
  producerPaused(producerId: string): Promise<void>;
  producerResumed(producerId: string): Promise<void>;
  producerClosed(producerId: string, reason: TakeEndReason): Promise<void>;
  speakerChanged(peerId: string): void;
  /** Keeps on the timeline what happened beside the stage; rejects when the disk refuses. Does nothing while not on air. */
  note(entry: TimelineEntry): Promise<void>;

  /**
   * record.on: makes the Recording row and starts takes for everything open and consented. Throws `gone` when the
   * session's recording has come to its end: it has one, and that is published.
   */
  goLive(): Promise<void>;
  /** record.off and session.end: closes takes, stores the recording as processing, enqueues the job. */
  end(): Promise<void>;

  forecast(plan: RecordingPlan): Promise<RecordingForecast>;
  proof(): RecordingProof;
  /** At most once a second while live, and at once when something goes wrong. */
  onProof(listener: (proof: RecordingProof) => void): void;
};

export type RecordedProducer = {
  producerId: string;
  peerId: string;
  displayName: string;
  kind: MediaKind;
  source: Source;
  codec: 'opus' | 'vp8' | 'h264';
  paused: boolean;
};

/**
 * Given to the rooms by app.ts; implemented by createRecordings() in recordings.ts.
 * @param plan asked while it is on air, and room on the disk is judged for others. Default: it needs none.
 */
export type OpenRoomRecorder = (
  session: RecordedSession,
  plan?: () => Promise<RecordingPlan>,
) => RoomRecorder;

/** Of a practice only sound is recorded: it has no picture to be watched. */
export type RecordedSession = Pick<SessionInfo, 'sessionId' | 'title' | 'practiceOf'>;
