/** One stay of one peer, from joining to leaving. */
export type Attendance = {
  attendanceId: string;
  sessionId: string;
  peerId: string;
  displayName: string;
  role: string;
  joinedAt: Date;
  leftAt: Date | undefined;
};

export type AttendanceRepository = {
  /** Safe to repeat. */
  joined(stay: Omit<Attendance, 'leftAt'>): Promise<void>;
  /** Safe to repeat: the first end counts. */
  left(attendanceId: string, at: Date): Promise<void>;
  /** Ends the stays that a crash left open. */
  endAll(sessionId: string, at: Date): Promise<void>;
  /** In order of joining. */
  list(sessionId: string): Promise<Attendance[]>;
};
