import type { HealthFinding, RecordingHealth } from '../../server/protocol/recording-health.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';

/** A person's voice over the whole session. */
type Voice = { takeIds: readonly string[]; loudnessLufs: number | null };

/** Of a take's length: more than this lost for good is heard or seen. */
const lostShare = 0.005;
/** What a kill tears off the end of a log, in bytes; more than that is damage. */
const tornBytes = 64 * 1024;
/** Crystals are within 100 ppm; more is a sound card or a browser that resamples badly. */
const driftPpm = 300;
/** Below this a listener turns the volume up, above it a microphone clips; LUFS, before any levelling. */
const quietLufs = -42;
const loudLufs = -9;
/** Someone who was unmuted for less than this may simply have had nothing to say. */
const silentMs = 30_000;

/** What the logs say of how well each take arrived, and the verdict on the whole. */
export function judgeRecording(
  takes: readonly RemuxedTake[],
  voices: readonly Voice[],
): RecordingHealth {
  const judged = takes.map((take) =>
    judgeTake(
      take,
      voices.find(({ takeIds }) => takeIds.includes(take.takeId)),
    ),
  );
  const findings = judged.flatMap((take) => take.findings);
  const verdict = findings.some(({ isProblem }) => isProblem)
    ? 'poor'
    : findings.length > 0
      ? 'fair'
      : 'good';
  return { verdict, takes: judged };
}

function judgeTake(
  take: RemuxedTake,
  voice: Voice | undefined,
): RecordingHealth['takes'][number] {
  const { displayName, source, firstMs, lastMs, gaps, sizes, health } = take;
  const isVoice = source === 'microphone';
  const lengthMs = lastMs - firstMs;
  const gapMs = lengthOf(gaps);
  const openMs = lengthMs - lengthOf(take.pauses);
  const loudness = isVoice ? (voice?.loudnessLufs ?? null) : undefined;

  const findings: { kind: HealthFinding; isProblem: boolean }[] = [];
  const find = (kind: HealthFinding, when: boolean, isProblem: boolean): void => {
    if (when) findings.push({ kind, isProblem });
  };
  find('no-clock', health.senderReports === 0, true);
  find('lost', gapMs > 0, gapMs > lostShare * lengthMs);
  find('damaged', health.damagedBytes > 0, health.damagedBytes > tornBytes);
  find('stalled', health.clockSteps.length > 0, false);
  find('drifting', Math.abs(health.driftPpm) > driftPpm, false);
  find('silent', loudness === null && openMs > silentMs, true);
  find('quiet', typeof loudness === 'number' && loudness < quietLufs, false);
  find('loud', typeof loudness === 'number' && loudness > loudLufs, false);

  return {
    ...{ displayName, source, fromMs: firstMs, toMs: lastMs, gaps: gaps.length, gapMs },
    packets: health.packets,
    lostPackets: health.lostPackets,
    driftPpm: Math.round(health.driftPpm),
    stalls: health.clockSteps.length,
    senderReports: health.senderReports,
    damagedBytes: health.damagedBytes,
    sizes: sizes.map(({ width, height }) => ({ width, height })),
    ...(loudness === undefined ? {} : { loudnessLufs: loudness }),
    findings,
  };
}

const lengthOf = (stretches: readonly { fromMs: number; toMs: number }[]): number =>
  stretches.reduce((total, { fromMs, toMs }) => total + (toMs - fromMs), 0);
