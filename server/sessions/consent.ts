/** What a person on stage answered when asked about recording. A change of mind is a new answer. */
export type Consent = {
  consentId: string;
  sessionId: string;
  peerId: string;
  displayName: string;
  granted: boolean;
  /** Which wording the person saw. */
  textVersion: string;
  /** Salted hash of the address: proof of the act without keeping where from. */
  addressHash: string;
  decidedAt: Date;
};

export type ConsentRepository = {
  add(consent: Consent): Promise<void>;
  /** The answer that counts now. */
  findLatest(sessionId: string, peerId: string): Promise<Consent | undefined>;
  /** Every answer, oldest first. */
  list(sessionId: string): Promise<Consent[]>;
};
