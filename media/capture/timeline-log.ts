import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../server/platform/clock.ts';
import { TimelineEvent, type TimelineEntry } from '../contract/timeline.ts';

/** When an event happened, where that is not now: recovery writes in the past. */
export type Stamp = { monoUs: number; wallMs: number };

type Pending = { line: string; done: () => void; failed: (error: unknown) => void };

/**
 * Appends to timeline.jsonl, one line an event, in the order of the calls. An event is on disk when `append` resolves:
 * whoever announces it does so afterwards. Events that come while the disk is busy share its next flush.
 */
export class TimelineLog {
  readonly #handle: FileHandle;
  readonly #clock: Clock;
  #nextSeq: number;
  /** The last line may have been written in part: what follows must begin a line of its own. */
  #torn: boolean;
  #pending: Pending[] = [];
  #flushing: Promise<void> | undefined;

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

  /** Rejects when the disk refuses; the event is then not part of the timeline. `at` defaults to now. */
  async append(entry: TimelineEntry, at?: Stamp): Promise<TimelineEvent> {
    const stamp = at ?? { monoUs: this.#clock.monoUs(), wallMs: this.#clock.now().getTime() };
    const event = TimelineEvent.parse({ ...entry, ...stamp, seq: this.#nextSeq });
    this.#nextSeq += 1;
    await new Promise<void>((done, failed) => {
      this.#pending.push({ line: `${JSON.stringify(event)}\n`, done, failed });
      this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    });
    return event;
  }

  /** Waits for what was appended. */
  async close(): Promise<void> {
    await this.#flushing;
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0);
      try {
        const text = batch.map(({ line }) => line).join('');
        const lead = this.#torn ? '\n' : '';
        this.#torn = true;
        await this.#handle.appendFile(lead + text);
        this.#torn = false;
        await this.#handle.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }
}

/** Reads a timeline. Lines that cannot be read are left out. Rejects when there is no file. */
export async function readTimeline(
  file: string,
): Promise<{ events: TimelineEvent[]; damagedLines: number }> {
  return parseLines(await readFile(file, 'utf8'));
}

/** Whether a timeline has its session.end. Rejects when there is no file. */
export async function isTimelineEnded(file: string): Promise<boolean> {
  return hasEnd(await readFile(file, 'utf8'));
}

/** The same of its text. No words of people can be taken for it: quotes in them are escaped. */
export const hasEnd = (text: string): boolean => text.includes('"type":"session.end"');

/**
 * Events of whole lines, and how many of the others are damaged. One that breaks off is not: a kill or a full disk tore it
 * while it was written, and nobody was told that it is there.
 */
export function parseLines(text: string): { events: TimelineEvent[]; damagedLines: number } {
  const events: TimelineEvent[] = [];
  let damagedLines = 0;
  for (const line of text.split('\n')) {
    const event = parseLine(line);
    if (event) events.push(event);
    else if (line.endsWith('}')) damagedLines += 1;
  }
  return { events, damagedLines };
}

function parseLine(line: string): TimelineEvent | undefined {
  try {
    return TimelineEvent.safeParse(JSON.parse(line)).data;
  } catch {
    // Half a line is not JSON.
    return undefined;
  }
}
