import type { Page } from 'playwright-core';

/** The size of the page's own letters, of the browser's: styles/base.css. */
const ownPercent = 112.5;

/**
 * What sticks out of the window sideways once letters are twice as large (WCAG 2.2, 1.4.4 and 1.4.10), one line each.
 * What scrolls within its own box does not count. Leaves the letters as they were.
 */
export async function cutOffAtTwiceTheText(page: Page): Promise<string[]> {
  return await page.evaluate(async (percent) => {
    const root = document.documentElement;
    const before = root.style.fontSize;
    root.style.fontSize = `${percent}%`;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const isScrolled = (element: Element): boolean => {
      for (let box = element.parentElement; box && box !== root; box = box.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX)) return true;
      }
      return false;
    };
    const found =
      root.scrollWidth <= root.clientWidth
        ? []
        : [...document.body.querySelectorAll('*')]
            .filter((element) => {
              const { right, width } = element.getBoundingClientRect();
              return width > 0 && right > root.clientWidth + 1 && !isScrolled(element);
            })
            .map(
              (element) =>
                `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${element.textContent.slice(0, 40)}`,
            );
    root.style.fontSize = before;
    return found;
  }, 2 * ownPercent);
}
