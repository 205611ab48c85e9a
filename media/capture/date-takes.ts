import { buildClockMap, guessClockMap, workerOffsetUs, type ClockMap } from './clock-map.ts';
import type { TakeSurvey } from './survey-take.ts';

type Survey = Omit<TakeSurvey, 'segments'>;

export type Dates = {
  /** Of each media worker's wall clock, see workerOffsetUs. By its pid. */
  offsets: ReadonlyMap<number, number>;
  clockOf: (survey: Survey) => ClockMap;
};

/** Puts all takes of a recording on one clock, by what is known of each. */
export function dateTakes(surveys: readonly Survey[]): Dates {
  const offsets = workerOffsets(surveys);
  const clockOf = ({ meta, reports, jumps, fastestUs }: Survey): ClockMap => {
    const { clockRate } = meta;
    const offsetUs = offsets.get(meta.workerPid);
    return reports.length > 0 && offsetUs !== undefined
      ? buildClockMap({ clockRate, reports, jumps, offsetUs })
      : guessClockMap(clockRate, fastestUs);
  };
  return { offsets, clockOf };
}

/** All takes of a worker share its clock, so the reports of any of them count for all; those of sounds, if there are. */
function workerOffsets(surveys: readonly Survey[]): Map<number, number> {
  const [sounds, pictures] = (['audio', 'video'] as const).map((kind) =>
    offsetsOf(surveys.filter(({ meta }) => meta.kind === kind)),
  );
  return new Map([...(pictures ?? []), ...(sounds ?? [])]);
}

function offsetsOf(surveys: readonly Survey[]): Map<number, number> {
  const offsets = new Map<number, number>();
  for (const workerPid of new Set(surveys.map(({ meta }) => meta.workerPid))) {
    const theirs = surveys.filter(({ meta }) => meta.workerPid === workerPid);
    const offset = workerOffsetUs(theirs.flatMap(({ reports }) => reports));
    if (offset !== undefined) offsets.set(workerPid, offset);
  }
  return offsets;
}
