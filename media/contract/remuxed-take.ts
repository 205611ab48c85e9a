import type { MediaKind, Source } from '../../server/protocol/words.ts';

/**
 * A take after remuxing: a file that players understand, on the session clock.
 * All `…Ms` are milliseconds since the recording's zero (its first `record.on`).
 */
export type RemuxedTake = {
  takeId: string;
  peerId: string;
  displayName: string;
  kind: MediaKind;
  source: Source;
  codec: 'opus' | 'vp8' | 'h264';
  /** Matroska; its timestamps are session time. A take that starts at 60 s has its first frame at pts 60.0 s. */
  file: string;
  /** First and last timestamp in the file. */
  firstMs: number;
  lastMs: number;
  frames: number;
  /** Video: where decoding may start. Empty for audio. */
  keyframesMs: number[];
  /** What the file holds of each chunk of the session's grid, of sound of each 6.4 s, by time, size and bytes of its frames. */
  chunkDigests: { chunk: number; digest: string }[];
  /** H.264: in order, from each keyframe up to the next. */
  groups?: PictureGroup[];
  /** Video: each size seen, in order of appearance. */
  sizes: { fromMs: number; width: number; height: number }[];
  /**
   * Stretches without pictures or sound because packets were lost for good. The first may end with the first frame, and
   * the last begin with the last one. `isShed`: they had come, and the recorder did not keep them, for want of disk or memory.
   */
  gaps: { fromMs: number; toMs: number; isShed?: true }[];
  /**
   * Where nothing was sent for more than a second, though the take goes on after: a muted microphone, a phone whose browser
   * went to the background, a camera that another program took.
   */
  breaks: { fromMs: number; toMs: number }[];
  /** Muted or camera off, from the timeline. */
  pauses: { fromMs: number; toMs: number }[];
  health: {
    packets: number;
    lostPackets: number;
    /** 0 means the clock was guessed from arrival times; sync is then not promised. */
    senderReports: number;
    driftPpm: number;
    /** Capture stalls or clock resets that sender reports revealed. */
    clockSteps: { atMs: number; stepMs: number }[];
    /** Bytes cut off a torn or damaged log. */
    damagedBytes: number;
  };
};

/** The pictures from one keyframe up to the next: what can be taken over as it came, or not at all. */
export type PictureGroup = {
  /** The keyframe's. */
  fromMs: number;
  pictures: number;
  bytes: number;
  /** The longest that one of them stands, the last until the next group. Ms. */
  longestMs: number;
  /** Stands for their parameter sets. Absent where they are not plain: see PictureGroups. */
  form?: string;
};
