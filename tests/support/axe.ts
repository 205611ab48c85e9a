import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type Violation = {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
};

/** What axe finds wrong on the page as it is now, one line each: rule, where, why. WCAG 2.1 A and AA and best practices. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Through the debugger, since the page's Content-Security-Policy rightly refuses a script tag of ours.
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(await readFile(axeFile, 'utf8'));
  }
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run()).violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}
