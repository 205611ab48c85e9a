import type { Page } from 'playwright-core';

export type FlashCamera = {
  /** The tone of each period's first 100 ms. */
  toneHz: number;
  /** The picture between flashes, as #rrggbb; a flash is white. */
  colour: string;
  /** Pixels. The default is what a camera gives; a smaller one costs a busy machine less. */
  width?: number;
  height?: number;
  /** Seconds from one flash to the next; 1 unless told. */
  period?: number;
};

/** Chromium's way to make a camera's frames in a page; TypeScript's library does not know it. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}

/**
 * Replaces a page's camera and microphone by a picture that flashes and a tone that sounds in the first 100 ms of each
 * period, both from one audio clock. What is recorded can then be measured: Chromium's own fake devices are not in step
 * with each other. Call before the page opens.
 */
export async function useFlashCamera(page: Page, camera: FlashCamera): Promise<void> {
  // tsx names functions through a helper that a page does not have.
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  await page.addInitScript(
    ({ toneHz, colour, width = 1280, height = 720, period = 1 }: FlashCamera) => {
      const toYuv = (hex: string): { y: number; u: number; v: number } => {
        const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
          parseInt(hex.slice(at, at + 2), 16),
        );
        // BT.601, limited range.
        return {
          y: 16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255,
          u: 128 + (-37.797 * r - 74.203 * g + 112 * b) / 255,
          v: 128 + (112 * r - 93.786 * g - 18.214 * b) / 255,
        };
      };
      const white = toYuv('#ffffff');
      const between = toYuv(colour);
      let source: { video: MediaStreamTrack; audio: MediaStreamTrack } | undefined;

      const start = (): { video: MediaStreamTrack; audio: MediaStreamTrack } => {
        const context = new AudioContext();
        const out = context.createMediaStreamDestination();
        const tone = new OscillatorNode(context, { frequency: toneHz });
        const gain = new GainNode(context, { gain: 0 });
        tone.connect(gain).connect(out);
        tone.start();

        // Frames go as they are, dated by the audio clock. A canvas would be read back and dated by the browser some time
        // after it was drawn, later still on a busy machine.
        const video = new MediaStreamTrackGenerator({ kind: 'video' });
        const frames = video.writable.getWriter();
        const paint = (now: number, isFlash: boolean): VideoFrame => {
          const pixels = new Uint8Array((width * height * 3) / 2);
          const chroma = width * height;
          pixels.fill(isFlash ? white.y : between.y, 0, chroma);
          pixels.fill(isFlash ? white.u : between.u, chroma, chroma * 1.25);
          pixels.fill(isFlash ? white.v : between.v, chroma * 1.25);
          // Something that moves, so that every frame is a new one.
          const left = Math.floor((now * 200) % (width - 40));
          for (let row = height - 20; row < height; row += 1) {
            pixels.fill(128, row * width + left, row * width + left + 40);
          }
          const size = { codedWidth: width, codedHeight: height };
          return new VideoFrame(pixels, { format: 'I420', ...size, timestamp: now * 1e6 });
        };
        let scheduled = 0;
        let drawnAt = -1;
        let wasFlash = false;
        // Looked at often and drawn seldom: a flash begins with its tone, not with the next frame's turn.
        setInterval(() => {
          const now = context.currentTime;
          for (; scheduled < now + 2; scheduled += period) {
            gain.gain.setValueAtTime(0.5, scheduled);
            gain.gain.setValueAtTime(0, scheduled + 0.1);
          }
          const isFlash = now % period < 0.1;
          if (isFlash === wasFlash && now - drawnAt < 1 / 30) return;
          // A busy page may look late; the frame still says when its tone began.
          const sinceTone = now % period;
          const at = isFlash && !wasFlash ? now - sinceTone : now;
          drawnAt = now;
          wasFlash = isFlash;
          void frames.write(paint(at, isFlash));
        }, 8);
        const [audio] = out.stream.getAudioTracks();
        if (!audio) throw new Error('no sound');
        return { video, audio };
      };

      navigator.mediaDevices.getUserMedia = (constraints) => {
        source ??= start();
        // Clones, so that stopping one does not end the camera for the next.
        const tracks = [
          ...(constraints?.video ? [source.video.clone()] : []),
          ...(constraints?.audio ? [source.audio.clone()] : []),
        ];
        return Promise.resolve(new MediaStream(tracks));
      };
    },
    camera,
  );
}
