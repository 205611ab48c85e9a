/** Placeholder until the page is built. */
export function FirstRunPage() {
  return null;
}
