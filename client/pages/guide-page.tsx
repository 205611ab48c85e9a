/** Placeholder until the page is built. */
export function GuidePage() {
  return null;
}
