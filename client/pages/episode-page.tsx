/** Placeholder until the page is built. */
export function EpisodePage() {
  return null;
}
