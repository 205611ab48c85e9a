/** Placeholder until the page is built. */
export function PeoplePage() {
  return null;
}
