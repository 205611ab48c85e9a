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
  begin(stay: Omit<Attendance, 'leftAt'>): Promise<void>;
  /** Does nothing when the stay has ended already. */
  end(attendanceId: string, at: Date): Promise<void>;
  /** Ends the stays that a crash or the end of the session left open. */
  endAll(sessionId: string, at: Date): Promise<void>;
  /** In order of joining. */
  list(sessionId: string): Promise<Attendance[]>;
};
