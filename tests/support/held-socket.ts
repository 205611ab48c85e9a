import type { Page } from 'playwright-core';

export type HeldSocket = {
  /** From now on nothing of what the hub says reaches the page. What the page says goes on. */
  hold: () => void;
  /** Everything that was held, in order, and what follows as it comes. */
  release: () => void;
};

/** Makes a page's socket one that can be late, so that two people act on the same state on purpose. Call before it opens. */
export async function useHeldSocket(page: Page): Promise<HeldSocket> {
  const waiting: (() => void)[] = [];
  let isHeld = false;
  await page.routeWebSocket(/\/socket\.io\//, (toPage) => {
    const toHub = toPage.connectToServer();
    toHub.onMessage((message) => {
      if (isHeld) waiting.push(() => toPage.send(message));
      else toPage.send(message);
    });
  });
  return {
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const send of waiting.splice(0)) send();
    },
  };
}
