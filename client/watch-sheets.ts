/** Before a style sheet that failed is asked for again, in ms. */
const pauseMs = 1_000;
const mostTries = 3;

/**
 * Asks again for style sheets that get lost on the way: Vite does not, and browsers do only for a new element. To be
 * called before any other code is fetched. One that is still on its way is left alone: somebody waits for its element.
 */
export function watchSheets(): void {
  const tries = new Map<string, number>();
  const fetchAgain = (link: HTMLLinkElement): void => {
    const count = (tries.get(link.href) ?? 0) + 1;
    tries.set(link.href, count);
    if (count <= mostTries) setTimeout(() => link.replaceWith(link.cloneNode()), pauseMs);
  };

  // Those of the page itself may have failed before anybody listened.
  const first = document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]');
  addEventListener('load', () => {
    for (const link of first) if (!link.sheet && !tries.has(link.href)) fetchAgain(link);
  });
  const onError = ({ target }: Event): void => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') fetchAgain(target);
  };
  // Such errors do not bubble.
  addEventListener('error', onError, { capture: true });
}
