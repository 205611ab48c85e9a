import type { Page } from 'playwright-core';

export type FlashCamera = {
  /** The tone of each period's first 100 ms. */
  toneHz: number;
  /** The picture between flashes; a flash is white. */
  colour: string;
  /** Pixels. The default is what a camera gives; a smaller one costs a busy machine less. */
  width?: number;
  height?: number;
  /** Seconds from one flash to the next; 1 unless told. */
  period?: number;
};

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
      let source: { video: MediaStreamTrack; audio: MediaStreamTrack } | undefined;

      const start = (): { video: MediaStreamTrack; audio: MediaStreamTrack } => {
        const context = new AudioContext();
        const out = context.createMediaStreamDestination();
        const tone = new OscillatorNode(context, { frequency: toneHz });
        const gain = new GainNode(context, { gain: 0 });
        tone.connect(gain).connect(out);
        tone.start();

        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = height;
        const pen = canvas.getContext('2d');
        const [video] = canvas
          .captureStream(0)
          .getVideoTracks() as CanvasCaptureMediaStreamTrack[];
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
          if (!pen || (isFlash === wasFlash && now - drawnAt < 1 / 30)) return;
          drawnAt = now;
          wasFlash = isFlash;
          pen.fillStyle = isFlash ? '#ffffff' : colour;
          pen.fillRect(0, 0, width, height);
          // Something that moves, so that every frame is a new one.
          pen.fillStyle = '#808080';
          pen.fillRect((now * 200) % width, height - 20, 40, 20);
          video?.requestFrame();
        }, 8);
        const [audio] = out.stream.getAudioTracks();
        if (!video || !audio) throw new Error('no tracks');
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
