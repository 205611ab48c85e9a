import { openLevelMeter } from './level-meter.ts';
import { canRecord, startVoiceRecorder } from './voice-recorder.ts';

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
  // Without a recorder the level still tells enough.
  const finish = canRecord() ? startVoiceRecorder(track) : undefined;
  try {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return { sound: await finish?.(), readings };
  } finally {
    clearInterval(timer);
    meter.close();
  }
}
