/**
 * Dates every packet of a take on CLOCK_MONOTONIC.
 *
 * A sender report says "at this wall time, the track was at this RTP time". The difference of the two, the *offset*, is
 * constant for a perfect clock, creeps for a real one and jumps when a sender's capture stalled while its RTP time ran
 * on. All reports are known before the first packet is dated, so:
 *
 * 1. Offsets further apart than 80 ms part the reports into groups.
 * 2. Between two groups a packet may prove the jump: one that came much later than its RTP time admits (a stall), or
 *    whose RTP time ran ahead of it. There the track is cut, hard. Without such a packet the track itself did not jump,
 *    only somebody's idea of the time did: of the groups in one uncut stretch, one is believed and the others ignored.
 * 3. Within a believed group the median of nine reports is the offset, linear between reports and level outside.
 *    Of the reports of a silence, which no packet parts, only the first is on that line: the others may be counted on
 *    from the last packet at the nominal rate, and there is nothing among them to date. So what follows a silence lies
 *    on the line from before it to after it, as it does on a clock that drifts.
 *
 * The wall clock is then put on CLOCK_MONOTONIC by one number for each mediasoup worker, since a worker reads its wall
 * clock once, when it starts, and counts on from there. That number is final after a worker's first minute, and an
 * offset once four more reports have come: what is dated while a take grows keeps its date to the millisecond.
 */
export type DatedReport = {
  /** The sender's wall clock in µs. */
  ntpUs: number;
  /** Unwrapped RTP timestamp. */
  rtpTs: number;
  /** Arrival. */
  monoUs: number;
  /** How many of the track's packets had arrived by then. */
  packets: number;
};

/** A packet that came later than its RTP time admits, compared with the one before it (negative: earlier). */
export type PacketJump = { rtpTs: number; monoUs: number; excessUs: number };

export type ClockStep = { rtpTs: number; stepUs: number };

export type ClockMap = {
  toMonoUs(rtpTs: number): number;
  steps: readonly ClockStep[];
  /** How much faster the track's clock ran than the session's, in parts per million. */
  driftPpm: number;
};

/** Larger than what reports waver by, smaller than a stall that anyone would notice. */
const stepUs = 80_000;
/** A jump shows in reports only after the sender's next own report: about five seconds for sound. */
const evidenceLeadUs = 10_000_000;
/** Reports on either side of the one in the middle. */
const medianReach = 4;

type Point = { rtpTs: number; offsetUs: number; monoUs: number; packets: number };
/** An uncut stretch of the track, up to but without `endTs`. */
type Segment = { points: Point[]; endTs: number };

/** Reports of a worker that tell its clock: those of this time after its first one, and these many at least. */
const tellingUs = 60_000_000;
const fewestTelling = 3;

/**
 * The clock of a worker: add it to `ntpUs` to get CLOCK_MONOTONIC. Of the reports of its first minute, the one that
 * travelled fastest tells it best: it does so on loopback, where the fastest of a dozen is late by a fraction of a
 * millisecond. A faster one later would tell it a few microseconds better, and move every date there is.
 * Undefined without reports, which may come in any order.
 */
export function workerOffsetUs(reports: readonly DatedReport[]): number | undefined {
  const inOrder = reports.toSorted((a, b) => a.monoUs - b.monoUs);
  const untilUs = (inOrder[0]?.monoUs ?? 0) + tellingUs;
  const telling = inOrder.filter(
    ({ monoUs }, index) => index < fewestTelling || monoUs <= untilUs,
  );
  if (telling.length === 0) return undefined;
  return Math.min(...telling.map(({ monoUs, ntpUs }) => monoUs - ntpUs));
}

/** For a sender without reports: the packet that travelled fastest dates all others. Sync is then a guess. */
export function guessClockMap(clockRate: number, fastestUs: number): ClockMap {
  return {
    toMonoUs: (rtpTs) => fastestUs + toUs(rtpTs, clockRate),
    steps: [],
    driftPpm: 0,
  };
}

/** `reports` in order of arrival, at least one; `jumps` of 40 ms and more, in order of arrival. */
export function buildClockMap({
  clockRate,
  reports,
  jumps,
  offsetUs,
}: {
  clockRate: number;
  reports: readonly DatedReport[];
  jumps: readonly PacketJump[];
  /** From `workerOffsetUs`. */
  offsetUs: number;
}): ClockMap {
  const points = reports.map(({ ntpUs, rtpTs, monoUs, packets }) => ({
    ...{ rtpTs, monoUs, packets },
    offsetUs: ntpUs - toUs(rtpTs, clockRate),
  }));
  const segments = toSegments(groupByStep(points), jumps);
  const curves = segments.map(({ points: believed, endTs }) => ({
    points: withoutIdle(smooth(believed)),
    endTs,
  }));

  return {
    toMonoUs(rtpTs) {
      const curve = curves.find(({ endTs }) => rtpTs < endTs) ?? curves.at(-1);
      const offset = curve ? offsetAt(curve.points, rtpTs) : 0;
      return offset + toUs(rtpTs, clockRate) + offsetUs;
    },
    steps: toSteps(curves),
    driftPpm: driftOf(segments),
  };
}

function toUs(rtpTs: number, clockRate: number): number {
  return (rtpTs / clockRate) * 1e6;
}

function groupByStep(points: readonly Point[]): Point[][] {
  const groups: Point[][] = [];
  for (const point of points) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && Math.abs(point.offsetUs - before.offsetUs) <= stepUs)
      group.push(point);
    else groups.push([point]);
  }
  return groups;
}

function toSegments(groups: Point[][], jumps: readonly PacketJump[]): Segment[] {
  const segments: Segment[] = [];
  let stretch: Point[][] = [];
  groups.forEach((group, index) => {
    stretch.push(group);
    const next = groups[index + 1];
    const cut = next && findCut(group, next, jumps);
    if (!next || cut) {
      segments.push({ points: believe(stretch), endTs: cut?.rtpTs ?? Infinity });
      stretch = [];
    }
  });
  return segments;
}

/** The packet that proves a jump between two groups: the largest excess of the jump's sign, at least half its size. */
function findCut(
  before: readonly Point[],
  after: readonly Point[],
  jumps: readonly PacketJump[],
): PacketJump | undefined {
  const last = before.at(-1);
  const [first] = after;
  if (!last || !first) return undefined;
  const step = first.offsetUs - last.offsetUs;
  const sign = Math.sign(step);
  let best: PacketJump | undefined;
  for (const jump of jumps) {
    if (jump.monoUs < last.monoUs - evidenceLeadUs || jump.monoUs > first.monoUs) continue;
    const excess = sign * jump.excessUs;
    if (excess >= Math.abs(step) / 2 && excess > sign * (best?.excessUs ?? 0)) best = jump;
  }
  return best;
}

/**
 * Of groups that cannot all be right, the one with the most reports. A take's first group is left out where the offset
 * then fell: until mediasoup knows a sender's clock it dates packets by their arrival, that is, by the way's length late.
 */
function believe(groups: readonly Point[][]): Point[] {
  const [first, second] = groups;
  const fell =
    first?.[0] && second?.[0] ? second[0].offsetUs < (first.at(-1)?.offsetUs ?? 0) : false;
  const candidates = fell ? groups.slice(1) : groups;
  return candidates.reduce<Point[]>(
    (best, group) => (group.length >= best.length ? group : best),
    [],
  );
}

function smooth(points: readonly Point[]): Point[] {
  return points.map((point, index) => {
    const near = points
      .slice(Math.max(0, index - medianReach), index + medianReach + 1)
      .map(({ offsetUs }) => offsetUs)
      .sort((a, b) => a - b);
    const middle = near.length >> 1;
    const upper = near[middle] ?? point.offsetUs;
    const lower = near.length % 2 === 0 ? (near[middle - 1] ?? upper) : upper;
    return { ...point, offsetUs: (lower + upper) / 2 };
  });
}

/**
 * Leaves out what repeats the report before it: no packet came in between. At the end everything stays: what is sent
 * after the last report is dated by it, and rightly where its sender is honest.
 */
function withoutIdle(points: readonly Point[]): Point[] {
  const last = points.at(-1);
  return points.filter(
    ({ packets }, index) => packets !== points[index - 1]?.packets || packets === last?.packets,
  );
}

/** Linear between the two nearest points, level before the first and after the last. */
function offsetAt(points: readonly Point[], rtpTs: number): number {
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.rtpTs ?? 0) <= rtpTs) low = middle;
    else high = middle;
  }
  const left = points[low];
  const right = points[high];
  if (!left || !right) return 0;
  if (rtpTs <= left.rtpTs || right.rtpTs === left.rtpTs) return left.offsetUs;
  const share = Math.min(1, (rtpTs - left.rtpTs) / (right.rtpTs - left.rtpTs));
  return left.offsetUs + share * (right.offsetUs - left.offsetUs);
}

function toSteps(curves: readonly Segment[]): ClockStep[] {
  return curves.slice(1).flatMap(({ points }, index) => {
    const before = curves[index];
    const offsetBefore = before?.points.at(-1)?.offsetUs;
    const offsetAfter = points[0]?.offsetUs;
    if (!before || offsetBefore === undefined || offsetAfter === undefined) return [];
    return [{ rtpTs: before.endTs, stepUs: offsetAfter - offsetBefore }];
  });
}

/** The slope of the longest uncut stretch, by least squares. Under ten seconds, noise outweighs any drift. */
function driftOf(segments: readonly Segment[]): number {
  const spanOf = ({ points }: Segment) =>
    (points.at(-1)?.monoUs ?? 0) - (points[0]?.monoUs ?? 0);
  const longest = segments.reduce<Segment | undefined>(
    (best, segment) => (best && spanOf(best) >= spanOf(segment) ? best : segment),
    undefined,
  );
  if (!longest || spanOf(longest) < 10_000_000) return 0;
  const points = withoutIdle(longest.points);
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point) / points.length, 0);
  const meanUs = mean(({ monoUs }) => monoUs);
  const meanOffsetUs = mean(({ offsetUs }) => offsetUs);
  let covariance = 0;
  let variance = 0;
  for (const { monoUs, offsetUs } of points) {
    covariance += (monoUs - meanUs) * (offsetUs - meanOffsetUs);
    variance += (monoUs - meanUs) ** 2;
  }
  // A clock that runs fast makes the offset fall. Rounded to a tenth; 0 - x avoids a negative zero.
  return Math.round((0 - covariance / variance) * 1e7) / 10;
}
