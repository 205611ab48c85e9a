import { expect } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { newPerson, viewports } from './browser.ts';
import { toneHz } from './live-session.ts';

/** What a listener's page is watched for. Sounds play in elements outside the document, so they are noted as they start. */
export type Watched = {
  presses: number;
  deviceRequests: number;
  /** The elements that make a sound now. */
  sounding: () => HTMLMediaElement[];
};
declare const watched: () => Watched;

/** A phone whose page is watched. */
export async function newListener(
  browser: Browser,
): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await newPerson(browser, { viewport: viewports.phone });
  await page.context().addInitScript({ content: watching });
  return { page, problems };
}

const watching = `{
  const started = new Set();
  const seen = {
    presses: 0,
    deviceRequests: 0,
    sounding: () => [...started].filter((one) => !one.paused && !one.muted && one.volume > 0
      && one.srcObject?.getAudioTracks().some((track) => track.readyState === 'live')),
  };
  globalThis.watched = () => seen;
  addEventListener('click', ({ isTrusted }) => { if (isTrusted) seen.presses += 1; }, true);
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () { started.add(this); return play.call(this); };
  for (const name of ['getUserMedia', 'getDisplayMedia']) {
    const ask = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    navigator.mediaDevices[name] = (wanted) => { seen.deviceRequests += 1; return ask(wanted); };
  }
}`;

/** At a listener's: the host's picture moves, and the host's tone, and nothing else, comes out of an element that plays. */
export async function seesAndHears(page: Page): Promise<void> {
  const video = page.locator('.tile video');
  await video.waitFor();
  const seconds = (): Promise<number> =>
    video.evaluate((element) => (element as HTMLVideoElement).currentTime);
  const soundSeconds = (): Promise<number> =>
    page.evaluate(() =>
      Math.max(
        -1,
        ...watched()
          .sounding()
          .map(({ currentTime }) => currentTime),
      ),
    );
  await expect.poll(soundSeconds, { timeout: 15_000 }).toBeGreaterThan(0);
  const [picture, sound] = [await seconds(), await soundSeconds()];
  await expect.poll(seconds, { timeout: 15_000 }).toBeGreaterThan(picture + 0.5);
  await expect.poll(soundSeconds, { timeout: 15_000 }).toBeGreaterThan(sound + 0.5);
  await expect.poll(() => heardHz(page), { timeout: 15_000 }).toBeCloseTo(toneHz, -2);
}

/** The loudest frequency in what plays, over a little more than the second between two tones; 0 for silence. */
function heardHz(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const [element] = watched().sounding();
    if (!(element?.srcObject instanceof MediaStream)) return 0;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(element.srcObject).connect(analyser);
    const levels = new Float32Array(analyser.frequencyBinCount);
    let loudest = { level: -60, hz: 0 };
    for (const until = performance.now() + 1_300; performance.now() < until;) {
      analyser.getFloatFrequencyData(levels);
      for (const [bin, level] of levels.entries()) {
        if (level > loudest.level) {
          loudest = { level, hz: (bin * context.sampleRate) / analyser.fftSize };
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await context.close();
    return loudest.hz;
  });
}
