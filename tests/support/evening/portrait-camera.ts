import type { Page } from 'playwright-core';
import { portrait, type Look } from './drawings.ts';

/**
 * Replaces a page's camera by a drawn person who sways a little, and its microphone by speech. Call before the page
 * opens.
 *
 * @param speech a WAV, base64. It is repeated.
 * @param volume from 0 to 1
 */
export async function usePortrait(
  page: Page,
  { look, speech, volume }: { look: Look; speech: string; volume: number },
): Promise<void> {
  const drawing = Buffer.from(portrait(look)).toString('base64');
  // tsx names functions through a helper that a page does not have.
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  await page.addInitScript(
    ({ drawing, speech, volume }) => {
      const camera = async (): Promise<MediaStreamTrack> => {
        const person = new Image();
        person.src = `data:image/svg+xml;base64,${drawing}`;
        await person.decode();
        const shown = Object.assign(document.createElement('canvas'), {
          ...{ width: 640, height: 360 },
        });
        const pen = shown.getContext('2d');
        const [track] = shown.captureStream(12).getVideoTracks();
        if (!pen || !track) throw new Error('no camera');
        setInterval(() => {
          const sway = Math.sin(performance.now() / 900);
          pen.drawImage(person, -8 + 4 * sway, -6, 656, 372);
        }, 80);
        return track;
      };
      const voice = async (): Promise<MediaStreamTrack> => {
        const context = new AudioContext({ sampleRate: 48_000 });
        const bytes = Uint8Array.from(atob(speech), (letter) => letter.charCodeAt(0));
        const buffer = await context.decodeAudioData(bytes.buffer);
        const out = context.createMediaStreamDestination();
        const player = new AudioBufferSourceNode(context, { buffer, loop: true });
        const gain = new GainNode(context, { gain: volume });
        player.connect(gain).connect(out);
        player.start();
        const [track] = out.stream.getAudioTracks();
        if (!track) throw new Error('no voice');
        return track;
      };
      const names = {
        audioinput: 'Mikrofon laptop',
        videoinput: 'Kamera laptop',
        audiooutput: '',
      };
      const { mediaDevices } = navigator;
      const devices = mediaDevices.enumerateDevices.bind(mediaDevices);
      mediaDevices.enumerateDevices = async () =>
        (await devices()).map((device) =>
          Object.defineProperty(device, 'label', { value: names[device.kind] }),
        );
      mediaDevices.getUserMedia = async (wanted) =>
        new MediaStream([
          ...(wanted?.video ? [await camera()] : []),
          ...(wanted?.audio ? [await voice()] : []),
        ]);
    },
    { drawing, speech, volume },
  );
}
