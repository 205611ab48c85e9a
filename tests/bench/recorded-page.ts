import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { framesPerSecond } from '../../media/plan/frame-grid.ts';
import { ladder } from '../../media/plan/ladder.ts';
import { launchBrowser } from '../support/browser.ts';
import { descendantsOf } from '../support/processes.ts';
import { ladderOutputs } from './bare-encode.ts';
import { cpuSecondsOf } from './cpu-time.ts';

export type Filmed = {
  /** Of the browser and of the encoder. */
  cpu: number;
  seconds: number;
  frames: number;
};

/** How smoothly: a machine that is busy paints fewer frames, which cost less. */
export const tellFilmed = ({ frames, seconds }: Filmed): string =>
  `${frames} frames were filmed in ${seconds.toFixed(1)} s.`;

/**
 * How services without a pipeline record: a headless Chromium lays the faces out side by side and plays them in real
 * time, and what it paints goes to x264, with our ladder's settings.
 */
export async function recordPage(
  takes: readonly Pick<RemuxedTake, 'kind' | 'file'>[],
  folder: string,
): Promise<Filmed> {
  const faces = takes.filter(({ kind }) => kind === 'video');
  const server = createServer(({ url = '/' }, response) => {
    const take = faces[Number(url.slice(1)) - 1];
    if (take) {
      response.setHeader('content-type', 'video/webm');
      createReadStream(take.file).pipe(response);
    } else {
      response.setHeader('content-type', 'text/html');
      response.end(pageOf(faces.length));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const browser = await launchBrowser();
  try {
    const [viewport] = ladder;
    const page = await (await browser.newContext({ viewport })).newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await film(page, folder);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

const pageOf = (faces: number): string => `<!doctype html>
<style>body { margin: 0; display: flex; align-items: center; height: 100vh; background: #000 } video { width: ${100 / faces}% }</style>
${Array.from({ length: faces }, (_, index) => `<video muted src="/${index + 1}"></video>`).join('')}`;

async function film(page: Page, folder: string): Promise<Filmed> {
  const outputs = await ladderOutputs('page', path.join(folder, 'page'));
  // prettier-ignore
  const encoder = spawn('ffmpeg', [
    '-v', 'error', '-y', '-use_wallclock_as_timestamps', '1', '-f', 'image2pipe', '-c:v', 'mjpeg', '-i', '-',
    '-filter_complex', [`[0:v]fps=${framesPerSecond}[page]`, ...outputs.graph].join(';'), ...outputs.args,
  ], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(encoder, 'exit');
  const cast = await page.context().newCDPSession(page);
  let frames = 0;
  cast.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames += 1;
    encoder.stdin.write(Buffer.from(data, 'base64'));
    void cast.send('Page.screencastFrameAck', { sessionId });
  });

  const before = await cpuOfAll();
  const begunMs = performance.now();
  await cast.send('Page.startScreencast', { format: 'jpeg', quality: 90 });
  await page.evaluate(async () => {
    const videos = Array.from(document.querySelectorAll('video'));
    const ends = videos.map(
      (video) => new Promise((resolve) => video.addEventListener('ended', resolve)),
    );
    await Promise.all(videos.map((video) => video.play()));
    await Promise.all(ends);
  });
  const seconds = (performance.now() - begunMs) / 1_000;
  await cast.send('Page.stopScreencast');
  const cpu = (await cpuOfAll()) - before;
  encoder.stdin.end();
  await ended;
  return { cpu, seconds, frames };
}

/** CPU seconds of all that this process has started and that still runs: the browser and the encoder. */
async function cpuOfAll(): Promise<number> {
  const each = await Promise.all(
    descendantsOf(process.pid).map(({ pid }) => cpuSecondsOf(pid).catch(() => 0)),
  );
  return each.reduce((sum, seconds) => sum + seconds, 0);
}
