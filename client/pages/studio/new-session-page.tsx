/** Placeholder until the page is built. */
export function NewSessionPage() {
  return null;
}
