/** Below this nothing counts as sound: the hiss of a laptop microphone in a quiet room lies near -60. */
const quietDbfs = -55;
const loudDbfs = -10;

/** Loudness of a block of samples (-1 to 1) as RMS in dBFS; silence is -Infinity. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / samples.length);
}

/** How much of a meter to fill, 0 to 1, for a loudness in dBFS (or dBov, which is the same for our purpose). */
export function meterShare(dbfs: number): number {
  return Math.min(Math.max((dbfs - quietDbfs) / (loudDbfs - quietDbfs), 0), 1);
}

export type LevelMeter = {
  /** Loudness of the last 43 ms in dBFS. */
  read: () => number;
  close: () => void;
};

/** Listens to a track without changing it. Reading is up to the caller, as often as it draws. */
export function openLevelMeter(track: MediaStreamTrack): LevelMeter {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2_048 });
  const source = new MediaStreamAudioSourceNode(context, {
    mediaStream: new MediaStream([track]),
  });
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read: () => {
      // Browsers start it suspended when the page had no press yet; an iPhone that rings interrupts it.
      if (context.state !== 'running') context.resume().catch(() => undefined);
      analyser.getFloatTimeDomainData(samples);
      return loudnessOf(samples);
    },
    close: () => {
      source.disconnect();
      void context.close();
    },
  };
}
