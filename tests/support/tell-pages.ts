import { afterEach } from 'vitest';
import { openPages } from './browser.ts';

/** Words of a page that are worth reading in a log. */
const maxWords = 600;

/** What a browser test's people saw when it failed, added to what it says: a time limit alone tells nobody why. */
afterEach(async ({ task }) => {
  const [error] = task.result?.errors ?? [];
  if (error === undefined) return;
  const told: string[] = [];
  for (const { page, problems } of openPages()) {
    const seen = await page
      .locator('body')
      .innerText({ timeout: 2_000 })
      .catch((cause: unknown) => String(cause));
    const words = seen.replaceAll(/\s+/g, ' ').slice(0, maxWords);
    told.push([`page ${page.url()}: ${words}`, ...problems.map((p) => `  - ${p}`)].join('\n'));
  }
  if (told.length > 0) error.message = `${error.message}\n${told.join('\n')}`;
});
