import { availableParallelism } from 'node:os';

/**
 * Does the same work for many things, as many at a time as the machine has cores: ffmpeg's filters use one. Gives what
 * came of each, in order. When one fails, no other is begun, and those under way end before the first failure is thrown:
 * whoever tries again finds nobody writing to the same files.
 * @param onProgress hears 0 to 1 for all together.
 */
export async function inLanes<const Things extends readonly unknown[], Result>(
  things: Things,
  work: (thing: Things[number], onProgress: (fraction: number) => void) => Promise<Result>,
  onProgress: (fraction: number) => void = () => undefined,
  lanes = availableParallelism(),
): Promise<{ -readonly [At in keyof Things]: Result }> {
  const results: Result[] = [];
  const fractions = things.map(() => 0);
  const failures: unknown[] = [];
  const left = things.entries();

  const lane = async (): Promise<void> => {
    for (const [index, thing] of left) {
      const onOwn = (fraction: number): void => {
        fractions[index] = fraction;
        onProgress(fractions.reduce((sum, each) => sum + each, 0) / things.length);
      };
      try {
        results[index] = await work(thing, onOwn);
        onOwn(1);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
  // One for each thing: nothing failed.
  return results as { -readonly [At in keyof Things]: Result };
}
