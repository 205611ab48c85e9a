/** Sessions that are deleted whole. */
export type SessionDeletions = {
  /**
   * Deletes every row of a session in one step, leaves what else there is of it to be purged, and remembers its
   * addresses. False while it is live, while it or a practice of it is being recorded, and when it is not there: then
   * nothing is deleted.
   */
  delete(sessionId: string, deed: { by: string; at: Date }): Promise<boolean>;
  /** Whether a session that was deleted, or its episode, had this code. */
  isDeleted(code: string): Promise<boolean>;
};
