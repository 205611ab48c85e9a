import { openLevelMeter } from './level-meter.ts';

const readEveryMs = 60;

export type VoiceClip = {
  /** To be played back; undefined where the browser cannot record. */
  sound: Blob | undefined;
  /** Loudness moment by moment, in dBFS. */
  readings: number[];
};

/** Listens to a microphone for so long, and keeps what it heard on this device. */
export async function recordVoice(track: MediaStreamTrack, ms: number): Promise<VoiceClip> {
  const meter = openLevelMeter(track);
  const readings: number[] = [];
  const timer = setInterval(() => readings.push(meter.read()), readEveryMs);
  const finish = startRecorder(track);
  try {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return { sound: await finish(), readings };
  } finally {
    clearInterval(timer);
    meter.close();
  }
}

/** Returns what ends it. Without a recorder the level still tells enough. */
function startRecorder(track: MediaStreamTrack): () => Promise<Blob | undefined> {
  if (!('MediaRecorder' in globalThis)) return () => Promise.resolve(undefined);
  const recorder = new MediaRecorder(new MediaStream([track]));
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
