/** A listener's link is personal: it names who listens, and opens easy mode. */
export type LinkRole = 'speaker' | 'moderator' | 'listener';

/** A link that carries one role in one session. Its token is the id signed with our key. */
export type InvitationLink = {
  linkId: string;
  sessionId: string;
  role: LinkRole;
  /** For whom, in the host's words; may be empty. On a personal link, the listener's name. */
  label: string;
  createdAt: Date;
  revokedAt: Date | undefined;
};

export type InvitationLinkRepository = {
  create(link: Omit<InvitationLink, 'revokedAt'>): Promise<InvitationLink>;
  find(linkId: string): Promise<InvitationLink | undefined>;
  /** Those that still work, oldest first. */
  listActive(sessionId: string): Promise<InvitationLink[]>;
  /** False when the session has no such working link. */
  revoke(sessionId: string, linkId: string, at: Date): Promise<boolean>;
};
