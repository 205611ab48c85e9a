import type { HealthFinding, RecordingHealth } from '../../server/protocol/recording-health.ts';
import type { Bleed } from '../contract/bleed.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { levelStem } from './loudness.ts';
import { listBeneath } from './overheard.ts';
import { findMissing, type RecordedMedia } from './missing.ts';

/** A person's voice over the whole session. */
type Voice = { takeIds: readonly string[]; loudnessLufs: number | null };
/** The same made ready for the mix. */
type Cleaned = Voice & { noiseDb: number | null; hasBleed: boolean };

/** Of a take's length: more than this lost for good is heard or seen. */
const lostShare = 0.005;
/**
 * Who has been sending for this long has sent a report: the first of a sound comes after 2.5 to 7.5 s, of pictures within
 * two. A shorter take is over before being out of step would show.
 */
const reportedMs = { audio: 15_000, video: 5_000 };
/** What a kill tears off the end of a log, in bytes; more than that is damage. */
const tornBytes = 64 * 1024;
/** Crystals are within 100 ppm; more is a sound card or a browser that resamples badly. */
const driftPpm = 300;
/** Below this a listener turns the volume up, above it a microphone clips; LUFS, before any levelling. */
const quietLufs = -42;
const loudLufs = -9;
/** Noise nearer to the voice than this is heard all the time. dB. */
const noisyDb = 26;
/** Someone who was unmuted for less than this may simply have had nothing to say. */
const silentMs = 30_000;

/**
 * What the logs say of how well each take arrived, what the timeline says was not recorded at all, and the verdict on
 * the whole.
 * @param cleaned once the voices are cleaned: says of noise and echo, too.
 */
export function judgeRecording(
  recorded: RecordedMedia,
  voices: readonly Voice[],
  cleaned: readonly Cleaned[] = [],
): RecordingHealth {
  const judged = recorded.takes.map((take) => {
    const ofTake = ({ takeIds }: Voice): boolean => takeIds.includes(take.takeId);
    return judgeTake(take, voices.find(ofTake), cleaned.find(ofTake));
  });
  const missing = findMissing(recorded);
  const findings = [...missing, ...judged.flatMap((take) => take.findings)];
  const verdict = findings.some(({ isProblem }) => isProblem)
    ? 'poor'
    : findings.length > 0
      ? 'fair'
      : 'good';
  return { verdict, missing, stillHeard: [], takes: judged };
}

/** What is left to hear of people who are not in the episode any more. Of it hosts have to judge. */
export function judgeTakenOut(
  health: RecordingHealth,
  { bleed, isBleedKnown }: { bleed: readonly Bleed[]; isBleedKnown: boolean },
  takes: readonly RemuxedTake[],
): RecordingHealth {
  const microphones = takes.filter(({ source }) => source === 'microphone');
  const people = new Map(microphones.map(({ peerId, displayName }) => [peerId, displayName]));
  const stillHeard = listBeneath(bleed, people);
  if (isBleedKnown && stillHeard.length === 0) return health;
  const told = { ...health, verdict: 'poor' as const, stillHeard };
  return isBleedKnown ? told : { ...told, maybeHeard: true };
}

function judgeTake(
  take: RemuxedTake,
  voice: Voice | undefined,
  cleaned: Cleaned | undefined,
): RecordingHealth['takes'][number] {
  const { displayName, source, firstMs, lastMs, sizes, health } = take;
  const gaps = take.gaps.filter(({ isShed }) => !isShed);
  const shed = take.gaps.filter(({ isShed }) => isShed);
  const isVoice = source === 'microphone';
  const lengthMs = lastMs - firstMs;
  const gapMs = lengthOf(gaps);
  const shedMs = lengthOf(shed);
  const openMs = lengthMs - lengthOf(take.pauses);
  const loudness = isVoice ? (voice?.loudnessLufs ?? null) : undefined;

  const findings: { kind: HealthFinding; isProblem: boolean }[] = [];
  const find = (kind: HealthFinding, when: boolean, isProblem: boolean): void => {
    if (when) findings.push({ kind, isProblem });
  };
  find('no-clock', health.senderReports === 0 && openMs > reportedMs[take.kind], true);
  find('lost', gapMs > 0, gapMs > lostShare * lengthMs);
  find('shed', shedMs > 0, shedMs > lostShare * lengthMs);
  find('damaged', health.damagedBytes > 0, health.damagedBytes > tornBytes);
  find('stalled', health.clockSteps.length > 0, false);
  find('drifting', Math.abs(health.driftPpm) > driftPpm, false);
  find('silent', loudness === null && openMs > silentMs, true);
  find('quiet', typeof loudness === 'number' && loudness < quietLufs, false);
  const { noiseDb = null, hasBleed = false, loudnessLufs: cleanLufs = null } = cleaned ?? {};
  find('noisy', loudness != null && noiseDb !== null && loudness - noiseDb < noisyDb, false);
  find('echo', hasBleed, false);
  find('loud', typeof loudness === 'number' && loudness > loudLufs, false);

  return {
    ...{ displayName, source, fromMs: firstMs, toMs: lastMs, gaps: gaps.length, gapMs },
    ...{ shed: shed.length, shedMs },
    packets: health.packets,
    lostPackets: health.lostPackets,
    driftPpm: Math.round(health.driftPpm),
    stalls: health.clockSteps.length,
    senderReports: health.senderReports,
    damagedBytes: health.damagedBytes,
    sizes: sizes.map(({ width, height }) => ({ width, height })),
    ...(loudness === undefined ? {} : { loudnessLufs: loudness }),
    ...(cleanLufs === null ? {} : { levelledLufs: round(cleanLufs + levelStem(cleanLufs)) }),
    ...(noiseDb === null ? {} : { noiseDb: round(noiseDb) }),
    findings,
  };
}

const lengthOf = (stretches: readonly { fromMs: number; toMs: number }[]): number =>
  stretches.reduce((total, { fromMs, toMs }) => total + (toMs - fromMs), 0);

const round = (db: number): number => Math.round(db * 10) / 10;
