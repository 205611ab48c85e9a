import type { RecordingProof } from '../protocol/recording-proof.ts';
import type { RecordedProducer } from './room-recorder.ts';

/** One thing that a person sends, and what the disk knows of it. */
export type Evidence = Pick<RecordedProducer, 'peerId' | 'kind' | 'source' | 'paused'> & {
  isConsented: boolean;
  /** Undefined while it is not being captured. */
  take: { sinceUs: number; lastWriteUs: number; bytes: number } | undefined;
};

type Status = RecordingProof['people'][number]['audio'];

const recentUs = 3_000_000;
/** A screen that stands still sends next to nothing: only the keyframe that we ask for. */
const screenRecentUs = 30_000_000;
/** Of several things a person sends, the worst news counts: first here wins. */
const severity: readonly Status[] = ['missing', 'not-consented', 'arriving', 'silent'];

/** Per person, whether sound and picture are arriving on disk. Clocks are CLOCK_MONOTONIC in µs. */
export function provePeople(
  evidence: readonly Evidence[],
  endedBytes: ReadonlyMap<string, number>,
  nowUs: number,
): RecordingProof['people'] {
  const peerIds = [...new Set(evidence.map(({ peerId }) => peerId))];
  return peerIds.map((peerId) => {
    const own = evidence.filter((each) => each.peerId === peerId);
    const bytes = own.reduce((sum, { take }) => sum + (take?.bytes ?? 0), 0);
    return {
      peerId,
      audio: worst(own, 'audio', nowUs),
      video: worst(own, 'video', nowUs),
      bytes: bytes + (endedBytes.get(peerId) ?? 0),
    };
  });
}

function worst(own: readonly Evidence[], kind: Evidence['kind'], nowUs: number): Status {
  const statuses = own.filter((each) => each.kind === kind).map((each) => judge(each, nowUs));
  return severity.find((status) => statuses.includes(status)) ?? 'none';
}

function judge({ isConsented, paused, source, take }: Evidence, nowUs: number): Status {
  if (!isConsented) return 'not-consented';
  if (paused) return 'silent';
  if (!take) return 'missing';
  if (nowUs - take.lastWriteUs < recentUs) return 'arriving';
  const patienceUs = source === 'screen' ? screenRecentUs : recentUs;
  const heardOfUs = Math.max(take.sinceUs, take.lastWriteUs);
  return nowUs - heardOfUs < patienceUs ? 'silent' : 'missing';
}
