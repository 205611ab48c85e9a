/** Where a running ffmpeg stands, from the lines that `-progress` writes between its messages. */
export type ProgressReading = { outTimeMs?: number; changed: boolean };

const progressKeys =
  /^(?:frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time_us|out_time_ms|out_time|dup_frames|drop_frames|speed|progress)=(.*)$/;

/** Sorts stderr into progress and messages, and keeps the last messages. */
export function createProgressLines(keepLines = 400) {
  const messages: string[] = [];
  const last = new Map<string, string>();

  return {
    /** Undefined for a message; for a line of progress, what it says. */
    read(line: string): ProgressReading | undefined {
      const value = progressKeys.exec(line)?.[1]?.trim();
      if (value === undefined) {
        if (line.trim()) messages.push(line);
        if (messages.length > keepLines) messages.shift();
        return undefined;
      }
      const key = line.slice(0, line.indexOf('='));
      // Only these three move with the work itself; speed and bitrate flicker also when it stands.
      const changed =
        ['frame', 'total_size', 'out_time_us'].includes(key) && last.get(key) !== value;
      last.set(key, value);
      const microseconds = key === 'out_time_us' ? Number(value) : NaN;
      return Number.isFinite(microseconds) && microseconds >= 0
        ? { changed, outTimeMs: microseconds / 1_000 }
        : { changed };
    },
    get text(): string {
      return messages.join('\n');
    },
    get tail(): string {
      return messages.slice(-20).join('\n').slice(-2_000);
    },
  };
}
