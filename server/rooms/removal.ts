/** Someone who was sent out of a session and may not come back. */
export type Removal = {
  removalId: string;
  sessionId: string;
  /** The person, and the device they used: whoever signs out or in again is still who they were. */
  personKey: string;
  deviceKey: string;
  displayName: string;
  byName: string;
  removedAt: Date;
};

export type RemovalRepository = {
  /** Oldest first. */
  list(sessionId: string): Promise<Removal[]>;
  add(removal: Removal): Promise<void>;
  delete(removalId: string): Promise<void>;
};
