/** No more than this is fetched, in bytes, nor for longer, in ms: some people pay for each. */
const mostBytes = 1_000_000;
const mostMs = 3_000;

/**
 * How fast files come from the hub, in bits per second: the page's own largest file, fetched a few times. The first
 * time does not count, since a line starts slowly. Undefined where the browser does not tell, or nothing came.
 */
export async function measureDownload(signal: AbortSignal): Promise<number | undefined> {
  const file = largestFile();
  if (!file) return undefined;
  const limit = new AbortController();
  const stop = (): void => limit.abort();
  const timer = setTimeout(stop, 2 * mostMs);
  signal.addEventListener('abort', stop, { once: true });
  const started = performance.now();
  let bits = 0;
  let ms = 0;
  try {
    for (let round = 0; (round + 1) * file.bytes <= mostBytes || round < 2; round += 1) {
      const from = performance.now();
      const answer = await fetch(file.url, { cache: 'no-store', signal: limit.signal });
      await answer.arrayBuffer();
      if (!answer.ok) return undefined;
      if (round > 0) {
        bits += file.bytes * 8;
        ms += performance.now() - from;
      }
      if (bits > 0 && performance.now() - started > mostMs) break;
    }
  } catch {
    // Too slow, or no longer wanted: what came so far is what there is.
  } finally {
    clearTimeout(timer);
  }
  return ms > 0 ? Math.round((bits * 1_000) / ms) : undefined;
}

/** With its size on the line. */
function largestFile(): { url: string; bytes: number } | undefined {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const [largest] = entries
    .filter(({ name }) => name.startsWith(`${location.origin}/assets/`) && name.endsWith('.js'))
    .map(({ name, encodedBodySize }) => ({ url: name, bytes: encodedBodySize }))
    .filter(({ bytes }) => bytes > 0 && bytes < mostBytes)
    .sort((a, b) => b.bytes - a.bytes);
  return largest;
}
