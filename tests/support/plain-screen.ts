import type { Page } from 'playwright-core';

/**
 * Replaces a page's screen by one of a single colour, like "#8A1C2B", but for a strip at its lower edge in which something
 * moves: whoever watches can tell from the picture that it is shared. Call before the page opens.
 */
export async function usePlainScreen(page: Page, colour: string): Promise<void> {
  // tsx names functions through a helper that a page does not have.
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  await page.addInitScript((plain: string) => {
    navigator.mediaDevices.getDisplayMedia = () => {
      const [width, height] = [1280, 720];
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      const draw = (): void => {
        pen.fillStyle = plain;
        pen.fillRect(0, 0, width, height);
        pen.fillStyle = '#808080';
        pen.fillRect((performance.now() / 5) % width, height - 20, 40, 20);
      };
      draw();
      setInterval(draw, 100);
      return Promise.resolve(canvas.captureStream(10));
    };
  }, colour);
}
