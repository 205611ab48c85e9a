/** How long to wait before each further try, in ms: a line that drops is often back within ten seconds. */
const pausesMs = [1_000, 3_000, 6_000];

/**
 * Fetches code that a page needs only now. What gets lost on the way is fetched again; rejects as import() does when it
 * cannot be had.
 */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return load();
}
