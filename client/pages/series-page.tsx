/** Placeholder until the page is built. */
export function SeriesPage() {
  return null;
}
