import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from './axe.ts';
import { viewports } from './browser.ts';
import { cutOffAtTwiceTheText } from './large-text.ts';

/** Where to keep a picture of every state that is looked at, for people to look at too. Nowhere unless it is set. */
const picturesDir = process.env['PAGE_PICTURES_DIR'];

/** By how many pixels the page is wider than its window, as it is now. */
export const overflowPx = (page: Page): Promise<number> =>
  page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );

type Size = keyof typeof viewports;

/**
 * Reads the page with axe in each size, once it has stopped moving, and looks whether letters twice as large still fit. Goes on after a finding, to report them all.
 * Leaves the window as it was.
 */
export async function isAccessible(
  page: Page,
  state: string,
  sizes: Size[] = ['phone', 'desktop'],
): Promise<void> {
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(viewports[size]);
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
          .map(({ finished }) => finished),
      ),
    );
    expect.soft(await axeViolations(page), `${state}, on a ${size}`).toEqual([]);
    const cutOff = await cutOffAtTwiceTheText(page);
    expect.soft(cutOff, `${state}, on a ${size}, letters twice as large`).toEqual([]);
    if (picturesDir) {
      const file = `${state.replaceAll(/\W+/g, '-')}-${size}.png`;
      await page.screenshot({ path: path.join(picturesDir, file) });
    }
  }
  if (before) await page.setViewportSize(before);
}
