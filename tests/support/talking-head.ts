import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { makeSpeaker } from './demo-media.ts';

/**
 * Replaces a page's camera, microphone and screen by ones that give encoders as much to do as real ones: pictures with
 * the grain of a cheap sensor at 720p, and speech without a pause. Call before the page opens.
 */
export async function useTalkingHead(page: Page, folder: string): Promise<void> {
  const { microphone } = await makeSpeaker(folder);
  const speech = (await readFile(microphone)).toString('base64');
  // tsx names functions through a helper that a page does not have.
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  await page.addInitScript((spoken: string) => {
    const grainy = (width: number, height: number, fps: number): MediaStreamTrack => {
      const canvas = new OffscreenCanvas(width * 2, height * 2);
      const grains = canvas.getContext('2d');
      const shown = Object.assign(document.createElement('canvas'), { width, height });
      const pen = shown.getContext('2d');
      if (!grains || !pen) throw new Error('no canvas');
      const grain = grains.createImageData(canvas.width, canvas.height);
      for (let at = 0; at < grain.data.length; at += 4) {
        const value = 128 + (Math.random() - 0.5) * 60;
        grain.data.set([value, value, value, 255], at);
      }
      grains.putImageData(grain, 0, 0);
      setInterval(() => {
        pen.drawImage(canvas, -Math.random() * width, -Math.random() * height);
        pen.fillStyle = '#c08060';
        const sway = 40 * Math.sin(performance.now() / 700);
        pen.beginPath();
        pen.arc(width / 2 + sway, height / 2, height / 4, 0, 7);
        pen.fill();
      }, 1000 / fps);
      const [track] = shown.captureStream(fps).getVideoTracks();
      if (!track) throw new Error('no picture');
      return track;
    };
    const voice = async (): Promise<MediaStreamTrack> => {
      const context = new AudioContext({ sampleRate: 48_000 });
      const bytes = Uint8Array.from(atob(spoken), (letter) => letter.charCodeAt(0));
      const buffer = await context.decodeAudioData(bytes.buffer);
      const out = context.createMediaStreamDestination();
      const player = new AudioBufferSourceNode(context, { buffer, loop: true });
      player.connect(out);
      player.start();
      const [track] = out.stream.getAudioTracks();
      if (!track) throw new Error('no voice');
      return track;
    };
    const { mediaDevices } = navigator;
    mediaDevices.getUserMedia = async (wanted) =>
      new MediaStream([
        ...(wanted?.video ? [grainy(1280, 720, 30)] : []),
        ...(wanted?.audio ? [await voice()] : []),
      ]);
    mediaDevices.getDisplayMedia = () =>
      Promise.resolve(new MediaStream([grainy(1280, 720, 15)]));
  }, speech);
}
