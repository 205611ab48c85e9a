import type { Logger } from '../platform/log.ts';
import { createSerial } from '../platform/serial.ts';
import type { Attendance, AttendanceRepository } from '../sessions/attendance.ts';

/** Stored stays; writing is safe to repeat. */
export type RoomAttendance = Pick<AttendanceRepository, 'joined' | 'left' | 'list'>;

/** Entries waiting for a database that is away; beyond it the oldest are lost, with a line in the log. */
const waitingMax = 5000;

/**
 * Writes who came and went, in order, without making the room wait: joining must not depend on the database.
 * What could not be written is written before the next entry, or when the book is closed.
 */
export type AttendanceBook = {
  joined(stay: Omit<Attendance, 'leftAt'>): void;
  left(attendanceId: string, at: Date): void;
  /** Tries once more to write everything. */
  settle(): Promise<void>;
};

export function createAttendanceBook(
  repository: Pick<RoomAttendance, 'joined' | 'left'>,
  log: Logger,
): AttendanceBook {
  const inOrder = createSerial();
  const waiting: (() => Promise<void>)[] = [];

  const write = (): Promise<void> =>
    inOrder(async () => {
      try {
        for (let next = waiting[0]; next; next = waiting[0]) {
          await next();
          // Unless it was pushed out while it was being written.
          if (waiting[0] === next) waiting.shift();
        }
      } catch (error) {
        log.warn({ err: error, waiting: waiting.length }, 'attendance waits for the database');
      }
    });

  const add = (entry: () => Promise<void>): void => {
    waiting.push(entry);
    if (waiting.length > waitingMax) {
      waiting.shift();
      log.error('attendance entry lost: the database has been away too long');
    }
    void write();
  };

  return {
    joined: (stay) => add(() => repository.joined(stay)),
    left: (attendanceId, at) => add(() => repository.left(attendanceId, at)),
    settle: write,
  };
}
