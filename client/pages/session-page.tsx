/** Placeholder until the page is built. */
export function SessionPage() {
  return null;
}
