/** A row of what was found out about an episode, and whether that is as it should be. */
export type Finding = { what: string; found: string; right: boolean };
