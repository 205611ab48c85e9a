/** Placeholder until the page is built. */
export function NewSeriesPage() {
  return null;
}
