/** Enough for a voice, and a megabyte a minute at most. Bits per second. */
const bitRate = 96_000;

/** Whether this browser can record. */
export const canRecord = (): boolean => 'MediaRecorder' in globalThis;

/** Records a microphone from now on. Returns what ends it, with all that was heard. */
export function startVoiceRecorder(track: MediaStreamTrack): () => Promise<Blob> {
  const recorder = new MediaRecorder(new MediaStream([track]), { audioBitsPerSecond: bitRate });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise<Blob>((resolve) =>
    recorder.addEventListener('stop', () =>
      resolve(new Blob(parts, { type: recorder.mimeType })),
    ),
  );
  recorder.start();
  return () => {
    // The track may have ended first, and the recorder with it.
    if (recorder.state !== 'inactive') recorder.stop();
    return stopped;
  };
}
