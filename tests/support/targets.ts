import type { Page } from 'playwright-core';

/** What a thumb needs, in CSS pixels. */
const leastPixels = 44;

/** What can be pressed on the page as it is now and is too small for a thumb, one line each. Links within a text are not meant. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const pressed =
      'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=menuitem], [role=slider]';
    const small = new Set<string>();
    for (const element of document.querySelectorAll(pressed)) {
      // A box to tick is pressed by its words as well.
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      const isThere = target.checkVisibility({ visibilityProperty: true }) && width > 1;
      if (!isThere || target.closest('.visually-hidden, [inert], [aria-hidden=true]')) continue;
      const isInText = target.matches('a') && getComputedStyle(target).display === 'inline';
      if (isInText || Math.min(width, height) >= least) continue;
      const name = element.getAttribute('aria-label') ?? target.textContent.trim();
      small.add(
        `${element.tagName.toLowerCase()}.${element.className} "${name}": ${Math.round(width)}×${Math.round(height)}`,
      );
    }
    return [...small];
  }, leastPixels);
}
