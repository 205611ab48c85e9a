/** What this page has received since it joined. Replaced, never changed in place. */
export type DataUse = {
  /** Of transports that are gone. */
  earlierBytes: number;
  transportId: string | undefined;
  /** Of the present transport. */
  bytes: number;
  /** Totals of the last minute, oldest first, to tell how fast it grows. */
  recent: readonly { atMs: number; totalBytes: number }[];
};

export const noDataUse: DataUse = {
  earlierBytes: 0,
  transportId: undefined,
  bytes: 0,
  recent: [],
};

/** How far back the present rate looks, in milliseconds. */
const windowMs = 60_000;
/** Sooner than this a rate says nothing. */
const leastMs = 10_000;

type Reading = { transportId: string; bytes: number; atMs: number };

/** Takes in one reading of a transport, which counts from its own beginning. */
export function addReading(use: DataUse, { transportId, bytes, atMs }: Reading): DataUse {
  const isSame = transportId === use.transportId;
  const earlierBytes = isSame ? use.earlierBytes : totalBytes(use);
  const next = {
    ...use,
    earlierBytes,
    transportId,
    bytes: isSame ? Math.max(bytes, use.bytes) : bytes,
  };
  const recent = [...use.recent, { atMs, totalBytes: totalBytes(next) }];
  return { ...next, recent: recent.filter((one) => atMs - one.atMs <= windowMs) };
}

/** Forgets how fast it grew: something was chosen that changes it. */
export const withoutRate = (use: DataUse): DataUse => ({
  ...use,
  recent: use.recent.slice(-1),
});

export const totalBytes = ({ earlierBytes, bytes }: DataUse): number => earlierBytes + bytes;

/** Bytes an hour at the rate of the last minute; undefined while too little is known. */
export function bytesPerHour({ recent }: DataUse): number | undefined {
  const [first] = recent;
  const last = recent.at(-1);
  if (!first || !last || last.atMs - first.atMs < leastMs) return undefined;
  return ((last.totalBytes - first.totalBytes) / (last.atMs - first.atMs)) * 3_600_000;
}
