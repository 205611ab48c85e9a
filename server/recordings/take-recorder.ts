import type { TakeMeta } from '../../media/capture/rtp-log.ts';
import type { RecorderTrouble } from '../protocol/recording-proof.ts';

/** A take to write: all that its segments say of it but what differs between segments. */
export type TakeSpec = Omit<TakeMeta, 'v' | 'saysItsEnd' | 'segment' | 'monoUs' | 'wallMs'>;

/** What has become of a take so far. */
export type TakeStats = {
  takeId: string;
  /** Arrived, repeats included. */
  packets: number;
  senderReports: number;
  /** Handed to the operating system: they survive the recorder's end. */
  writtenBytes: number;
  /** CLOCK_MONOTONIC of the last write; 0 before it. */
  lastWriteUs: number;
  /** Lost on the way and asked for in vain. */
  lostPackets: number;
  /** Lost on the way and got again. */
  repairedPackets: number;
  /** Not kept, for want of disk or memory. */
  shedPackets: number;
};

export type RecorderStats = {
  takes: readonly TakeStats[];
  unknownPackets: number;
  troubles: readonly RecorderTrouble[];
  /** What the disk has room for. Packets of what it has no room for are not kept. */
  room: { pictures: boolean; sound: boolean };
};

/** Each is optional: a room listens to what concerns it. */
export type RecorderListener = {
  /** Each second. */
  stats?: (stats: RecorderStats) => void;
  needKey?: (takeId: string, reason: 'loss' | 'age') => void;
  /** The process died: its takes are closed on disk, at most a fifth of a second short. */
  lost?: () => void;
  /** Another process is there, on another port, and knows no takes. */
  ready?: () => void;
};

/** Whatever writes takes to disk. Implemented by the supervised recorder process in server/recorder. */
export type TakeRecorder = {
  /** Where it receives RTP on loopback; undefined while there is none. */
  readonly port: number | undefined;
  /** Resolves once packets of the take's SSRC will be kept. Rejects when there is no recorder or it does not answer. */
  openTake(dir: string, take: TakeSpec): Promise<void>;
  /**
   * Resolves when the take is on disk, however long that takes, or was lost with the process that wrote it: whether it is
   * whole, its log says. Never rejects.
   */
  closeTake(takeId: string): Promise<void>;
  setPaused(takeId: string, paused: boolean): void;
  /** The returned function stops it. */
  listen(listener: RecorderListener): () => void;
};
