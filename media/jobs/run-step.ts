import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Step, StepTools } from './step.ts';

/** A finished step: what it made, and what it was made from. */
export type Made<Output> = { output: Output; fingerprint: string };

/**
 * Names one piece of work: the same step, of the same version, on the same input, after the same earlier work and in the
 * same place. Files that an input only points to are covered by `after`; outputs say where files are, so that what was
 * made before its directory was moved is other work.
 */
export function fingerprintOf<Input>(
  step: Pick<Step<Input, unknown>, 'name' | 'version'>,
  input: Input,
  after: readonly Made<unknown>[],
  workDir: string,
): string {
  const { name, version } = step;
  const earlier = after.map(({ fingerprint }) => fingerprint);
  return createHash('sha256')
    .update(JSON.stringify({ name, version, input, earlier, workDir }))
    .digest('hex');
}

/** What an earlier run of the same work made; undefined when there is none. */
export async function findMade<Output>(
  { name }: { name: string },
  fingerprint: string,
  workDir: string,
): Promise<Made<Output> | undefined> {
  try {
    const text = await readFile(noteOf(workDir, name), 'utf8');
    // Written by keepMade and renamed into place whole.
    const made = JSON.parse(text) as Made<Output>;
    return made.fingerprint === fingerprint ? made : undefined;
  } catch {
    // Not there, or a disk gave back something else than we wrote: the step is done again.
    return undefined;
  }
}

/** Runs the step in its directory and keeps what it made. */
export async function makeStep<Input, Output>(
  step: Step<Input, Output>,
  input: Input,
  fingerprint: string,
  tools: Omit<StepTools, 'workDir'>,
): Promise<Made<Output>> {
  const { work } = tools.files;
  const workDir = path.join(work, step.name);
  await mkdir(workDir, { recursive: true });
  // The note goes first: from here on the directory no longer holds what it describes.
  await rm(noteOf(work, step.name), { force: true });
  const output = await step.run(input, { ...tools, workDir });
  const made = { output, fingerprint };
  // Written last and in one piece: a crash before this line repeats the step, never half-trusts it.
  await writeFile(`${noteOf(work, step.name)}.tmp`, JSON.stringify(made));
  await rename(`${noteOf(work, step.name)}.tmp`, noteOf(work, step.name));
  return made;
}

const noteOf = (workDir: string, name: string): string => path.join(workDir, `${name}.json`);
