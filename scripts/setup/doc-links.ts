import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.ts';
import { run } from './task.ts';

/** Relative links of the Markdown files in git that lead nowhere, as `file: target`, and what a merge left in them. */
export async function documentFaults(): Promise<string[]> {
  const { output } = await run('git', ['ls-files', '*.md'], { cwd: root });
  const faults: string[] = [];
  for (const file of output.split('\n').filter(Boolean)) {
    const text = await readFile(path.join(root, file), 'utf8');
    if (/^(<{7}|>{7}) /m.test(text)) faults.push(`${file}: both sides of a merge`);
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^([a-z]+:|#)/.test(target)) continue;
      const [relative = ''] = target.split('#');
      if (!existsSync(path.join(root, path.dirname(file), relative)))
        faults.push(`${file}: ${target}`);
    }
  }
  return faults;
}
