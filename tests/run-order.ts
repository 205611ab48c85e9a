import { createHash } from 'node:crypto';
import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Takes the longest first, so that none is left running by itself at the end. */
const longest = [
  'e2e/chaos',
  'integration/live-preparing',
  'e2e/made-ahead',
  'integration/live-turns',
  'e2e/rescue',
  'integration/shared-drawing',
  'e2e/seams',
  'e2e/review',
  'e2e/kills-hub',
  'e2e/outages',
  'e2e/conducting',
  'integration/roles',
  'e2e/questions',
  'e2e/transcript',
  'e2e/firefox',
];

/**
 * In which order files begin: by the group of their project, then the longest, then all others in a mixture that is the same
 * in each run, since some wait most of the time and some compute.
 */
export class RunOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const keys = new Map(files.map((file) => [file, keyOf(file)]));
    const by = (file: TestSpecification): string => keys.get(file) ?? '';
    return Promise.resolve(files.toSorted((a, b) => (by(a) < by(b) ? -1 : 1)));
  }
}

/** Sorted as text. */
function keyOf({ moduleId, project }: TestSpecification): string {
  const name = path.relative(import.meta.dirname, moduleId).replace(/\.test\.tsx?$/, '');
  const place = longest.indexOf(name);
  const rank = place < 0 ? longest.length : place;
  const mixed = createHash('sha256').update(name).digest('hex');
  return [project.config.sequence.groupOrder, rank]
    .map((each) => String(each).padStart(3, '0'))
    .concat(mixed)
    .join(' ');
}
