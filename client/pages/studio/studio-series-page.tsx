/** Placeholder until the page is built. */
export function StudioSeriesPage() {
  return null;
}
