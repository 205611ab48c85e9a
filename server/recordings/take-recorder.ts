import type { RecorderTrouble, TakeSpec, TakeStats } from '../recorder/messages.ts';

export type RecorderStats = {
  takes: readonly TakeStats[];
  unknownPackets: number;
  troubles: readonly RecorderTrouble[];
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
  /** Resolves when the take is on disk, or with the process that wrote it. Never rejects. */
  closeTake(takeId: string): Promise<void>;
  setPaused(takeId: string, paused: boolean): void;
  /** The returned function stops it. */
  listen(listener: RecorderListener): () => void;
};
