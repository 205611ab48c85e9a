/** Placeholder until the page is built. */
export function StudioHomePage() {
  return null;
}
