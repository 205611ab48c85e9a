import type { Page } from 'playwright-core';

/** Opens an episode and plays it. */
export async function playEpisode(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page
    .getByRole('button', { name: /^Putar/ })
    .first()
    .click();
  await advances(page);
}

/** The player's clock moves on by more than a second. */
export async function advances(page: Page): Promise<void> {
  const now = (): Promise<number> =>
    page.evaluate(
      () => document.querySelector<HTMLMediaElement>('video, audio')?.currentTime ?? 0,
    );
  const before = await now();
  await page.waitForFunction(
    (from) =>
      (document.querySelector<HTMLMediaElement>('video, audio')?.currentTime ?? 0) > from + 1,
    before,
  );
}

export type Watched = {
  /** In seconds, when it had ended. */
  atSeconds: number;
  pictures: number;
  /** Of the picture at the end. */
  height: number;
  /** What the element could not play, and each time that the player had to begin anew because of it. */
  failures: string[];
};

/** Plays an episode to its end in a browser, four times as fast. Throws when it does not come there. */
export async function watchToEnd(
  page: Page,
  url: string,
  { quality, withinMs = 120_000 }: { quality?: string; withinMs?: number } = {},
): Promise<Watched> {
  await playEpisode(page, url);
  if (quality) await page.getByLabel('Mutu').selectOption({ label: quality });
  const failures: string[] = [];
  await page.exposeFunction('tellFailure', (failure: string) => failures.push(failure));
  await page.evaluate(() => {
    const video = document.querySelector('video')!;
    const { tellFailure } = globalThis as unknown as { tellFailure: (told: string) => void };
    video.addEventListener('error', () => tellFailure(video.error?.message ?? 'error'));
    // hls.js takes the element's source away when it must rebuild its decoder.
    video.addEventListener('emptied', () => tellFailure(`rebuilt at ${video.currentTime} s`));
    video.currentTime = 0;
    video.playbackRate = 4;
  });
  await page.waitForFunction(() => document.querySelector('video')?.ended, undefined, {
    timeout: withinMs,
  });
  const seen = await page.evaluate(() => {
    const video = document.querySelector('video')!;
    const { totalVideoFrames: pictures } = video.getVideoPlaybackQuality();
    return { atSeconds: video.currentTime, pictures, height: video.videoHeight };
  });
  return { ...seen, failures };
}
