/** Notes are limited where they are edited, and feeds to 4000 characters; this is the shorter of the two. */
const mostCharacters = 3_500;

/** An episode's first notes: the session's description, as it is. The host may change them on the episode's page. */
export function firstNotes(description: string): string {
  return description.trim().slice(0, mostCharacters);
}

/** A few plain lines for the tag inside the file, which some players show and none renders. */
export function plainNotes(notes: string): string {
  return notes
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>]+/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, 1_000);
}
