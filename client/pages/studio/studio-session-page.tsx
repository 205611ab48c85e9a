/** Placeholder until the page is built. */
export function StudioSessionPage() {
  return null;
}
