import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../server/platform/clock.ts';
import { createSerial } from '../../server/platform/serial.ts';
import { TimelineEvent, type TimelineEntry } from '../contract/timeline.ts';

/** When an event happened, where that is not now: recovery writes in the past. */
export type Stamp = { monoUs: number; wallMs: number };

/**
 * Appends to timeline.jsonl, one line an event, in the order of the calls. An event is on disk when `append` resolves:
 * whoever announces it does so afterwards.
 */
export class TimelineLog {
  readonly #handle: FileHandle;
  readonly #clock: Clock;
  readonly #serial = createSerial();
  #nextSeq: number;
  /** The last line may have been written in part: what follows must begin a line of its own. */
  #torn: boolean;

  private constructor(handle: FileHandle, clock: Clock, nextSeq: number, torn: boolean) {
    this.#handle = handle;
    this.#clock = clock;
    this.#nextSeq = nextSeq;
    this.#torn = torn;
  }

  /** Opens a timeline, makes it if there is none, and goes on after its last whole event. */
  static async open(file: string, clock: Clock): Promise<TimelineLog> {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, 'a+');
    try {
      const text = await handle.readFile('utf8');
      const last = parseLines(text).events.at(-1);
      const torn = text.length > 0 && !text.endsWith('\n');
      return new TimelineLog(handle, clock, last ? last.seq + 1 : 0, torn);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Rejects when the disk refuses; the event is then not part of the timeline. */
  append(entry: TimelineEntry, at?: Stamp): Promise<TimelineEvent> {
    // The moment of the call counts, not the one when the disk gets round to it.
    const stamp = at ?? { monoUs: this.#clock.monoUs(), wallMs: this.#clock.now().getTime() };
    return this.#serial(async () => {
      const event = TimelineEvent.parse({ ...entry, ...stamp, seq: this.#nextSeq });
      const line = `${this.#torn ? '\n' : ''}${JSON.stringify(event)}\n`;
      this.#torn = true;
      await this.#handle.appendFile(line);
      this.#torn = false;
      this.#nextSeq += 1;
      await this.#handle.datasync();
      return event;
    });
  }

  close(): Promise<void> {
    return this.#serial(() => this.#handle.close());
  }
}

/** Reads a timeline. Lines that are torn or damaged are left out and counted. Rejects when there is no file. */
export async function readTimeline(
  file: string,
): Promise<{ events: TimelineEvent[]; damagedLines: number }> {
  return parseLines(await readFile(file, 'utf8'));
}

function parseLines(text: string): { events: TimelineEvent[]; damagedLines: number } {
  const lines = text.split('\n').filter((line) => line !== '');
  const events = lines.map(parseLine).filter((event) => event !== undefined);
  return { events, damagedLines: lines.length - events.length };
}

function parseLine(line: string): TimelineEvent | undefined {
  try {
    return TimelineEvent.safeParse(JSON.parse(line)).data;
  } catch {
    // Half a line is not JSON.
    return undefined;
  }
}
